import { once } from "node:events";
import type { Writable } from "node:stream";

/** Takes the next piece, and waits while whoever reads it is slower. Throws when nobody does any more. */
export type Output = (piece: string | Uint8Array) => Promise<void>;

/** A way to write to a stream as fast as it is read. */
export function outputOf(stream: Writable): Output {
  let failure: Error | null = null;
  stream.on("error", (error) => {
    failure = error;
  });
  return async (piece) => {
    if (failure !== null) throw failure;
    const bytes = typeof piece === "string" ? piece.toWellFormed() : piece;
    if (!stream.write(bytes)) await once(stream, "drain");
  };
}
