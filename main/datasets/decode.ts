import { NoText, textReader } from "../../preload/decode.ts";
import { refused } from "./refused.ts";

/** The text in bytes that arrive piece by piece. Throws `dataset_binary` and `dataset_encoding` for what is none. */
export async function* decoded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  const read = textReader();
  try {
    for await (const piece of pieces) yield read(piece, false);
    yield read(new Uint8Array(), true);
  } catch (error) {
    throw error instanceof NoText ? refused(error.why) : error;
  }
}
