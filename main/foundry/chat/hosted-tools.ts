import type { JsonObject } from "../json.ts";
import { placed, type SentSettings } from "./settings.ts";

/**
 * The members of a body that settings make: those that are switches of the service's own tools become tools, after the
 * functions; all others go to their paths.
 */
export function membersOf(
  { settings }: SentSettings,
  hosted: ReadonlyMap<string, JsonObject>,
  functions: readonly JsonObject[],
): JsonObject {
  const tools = [...functions, ...settings.flatMap(([path]) => hosted.get(path) ?? [])];
  return {
    ...(tools.length > 0 && { tools }),
    ...placed(settings.filter(([path]) => !hosted.has(path))),
  };
}
