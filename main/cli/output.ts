import { once } from "node:events";
import type { Writable } from "node:stream";
import { setImmediate } from "node:timers/promises";

/** Takes the next piece, and waits while whoever reads it is slower. Throws when nobody does any more. */
export type Output = (piece: string | Uint8Array) => Promise<void>;

/** Pieces after which everything else in the process has its turn. */
const turn = 100;

/** A way to write to a stream as fast as it is read. */
export function outputOf(stream: Writable): Output {
  let failure: Error | null = null;
  stream.on("error", (error) => {
    failure = error;
  });
  let pieces = 0;
  return async (piece) => {
    pieces += 1;
    // What others let go is freed, and Ctrl+C is heard, in between only.
    if (pieces % turn === 0) await setImmediate();
    if (failure !== null) throw failure;
    const bytes = typeof piece === "string" ? piece.toWellFormed() : piece;
    if (!stream.write(bytes)) await once(stream, "drain");
  };
}
