import { addressOn, type TuningRoute } from "../endpoints/tuning-routes.ts";
import { FoundryError } from "../error.ts";
import { type Call, type Read, send, type Target } from "./send.ts";

/** A request of which only the route is open. */
export interface Asked extends Omit<Call, "url" | "keyHeader" | "about"> {
  path: string;
  query?: Readonly<Record<string, string>>;
}

/**
 * Asks on the first of these routes that is there: only one that is not gives way to the next. Throws a FoundryError:
 * that of the first route where none is there.
 */
export async function sendOn<Value>(
  target: Target,
  routes: readonly TuningRoute[],
  { path, query = {}, headers, ...call }: Asked,
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
          ...call,
          url,
          keyHeader: route.keyHeader,
          about: "training",
          // None of these answers with events.
          headers: { accept: "application/json", ...headers },
        },
        read,
      );
    } catch (error) {
      if (!(error instanceof FoundryError && error.diagnosis.code === "route_not_found")) throw error;
      failure ??= error;
    }
  }
  throw failure;
}
