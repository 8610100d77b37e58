import type { TuningRoute } from "../endpoints/tuning-routes.ts";
import { FoundryError, problem } from "../error.ts";
import { diagnoseCut } from "../http/failure.ts";
import { type Asked, sendOn } from "../http/on-routes.ts";
import { piecesOf, type Target } from "../http/send.ts";

/** Milliseconds in which something has to arrive. */
const idle = 60_000;

/** The bytes of a file as they arrive; leaving the loop lets the connection go. Throws a FoundryError. */
export async function* contentOf(
  target: Target,
  routes: readonly TuningRoute[],
  asked: Pick<Asked, "path" | "about">,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const call = { ...asked, signal, headers: { accept: "*/*" } };
  const { answer, context } = await sendOn(target, routes, call, (answer, _, context) => ({
    answer,
    context,
  }));
  try {
    yield* piecesOf(answer, signal, idle);
  } catch (error) {
    if (signal.aborted) throw problem("cancelled");
    throw error instanceof FoundryError ? error : new FoundryError(diagnoseCut(error, context));
  }
}
