import { addressOn, type TuningRoute } from "../endpoints/tuning-routes.ts";
import { FoundryError } from "../error.ts";
import { type Call, type Read, send, type Target } from "./send.ts";

/** A request of which only the route is open. */
export interface Asked extends Omit<Call, "url" | "keyHeader"> {
  path: string;
  query?: Readonly<Record<string, string>>;
  /** Whether a failure gives way to the next route although this one is there. */
  givesWay?(failure: FoundryError): boolean;
}

/**
 * Asks on the first of these routes that is there: only one that is not gives way to the next, or one whose failure does.
 * Its refusals have the words of fine-tuning where nothing else is said. Throws a FoundryError: that of the first route
 * where none serves.
 */
export async function sendOn<Value>(
  target: Target,
  routes: readonly TuningRoute[],
  { path, query = {}, headers, givesWay = () => false, ...call }: Asked,
  read: Read<Value>,
): Promise<Value> {
  let failure: unknown;
  for (const route of routes) {
    const url = addressOn(route, path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    try {
      return await send(
        target,
        {
          about: "training",
          ...call,
          url,
          keyHeader: route.keyHeader,
          // None of these answers with events.
          headers: { accept: "application/json", ...headers },
        },
        read,
      );
    } catch (error) {
      if (!(error instanceof FoundryError)) throw error;
      if (error.diagnosis.code !== "route_not_found" && !givesWay(error)) throw error;
      failure ??= error;
    }
  }
  throw failure;
}
