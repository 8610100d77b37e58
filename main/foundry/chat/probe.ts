import type { ChatRoute } from "../../../preload/contract/deployments.ts";
import { FoundryError } from "../error.ts";
import { send, type Target } from "../http/send.ts";
import { dialect } from "./dialects.ts";

/**
 * Whether a deployment that no list has can be called, without making it generate anything: with a request
 * that each service refuses once it has let the caller in. Gives the route that is served.
 * Throws the diagnosis of why it cannot be called, `cancelled` when the signal aborts.
 */
export async function probeChat(
  target: Target,
  deployment: string,
  signal?: AbortSignal,
): Promise<ChatRoute> {
  let failure: unknown;
  for (const [route, address] of dialect.routes(target, deployment)) {
    try {
      const body = dialect.probe(deployment);
      await send(target, { ...address, method: "POST", body, signal }, (answer) => answer.body?.cancel());
      return route;
    } catch (error) {
      if (!(error instanceof FoundryError)) throw error;
      if (error.diagnosis.code === "parameter_refused") return route;
      if (error.diagnosis.code !== "route_not_found") throw error;
      failure ??= error;
    }
  }
  throw failure;
}
