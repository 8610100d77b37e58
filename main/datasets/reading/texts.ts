import { type Decoding, decoding, type EncodingFacts, NoText } from "../../../preload/decode.ts";
import { refused } from "../refused.ts";
import { openSource, type ReadingOptions, type Source } from "./source.ts";

/** Bytes at the beginning that a format is recognized by. */
export const headSize = 64 * 1024;

/** What reading a text may tell besides. */
export interface TextOptions extends ReadingOptions {
  /** Told at the end, or where reading is broken off, what the encoding was. */
  onEncoding?: ((facts: EncodingFacts) => void) | undefined;
}

/**
 * The text of a source, piece by piece: the first has the head of it, and none cuts a CR LF. Characters that no text has
 * are left in it. Throws `dataset_binary`, `dataset_encoding`, and what opening and reading throw.
 */
export async function* textsOf(source: Source, options: TextOptions = {}): AsyncGenerator<string, void> {
  const opened = await openSource(source);
  const decode = decoding("head");
  try {
    let held = "";
    let isHead = true;
    for await (const piece of opened.pieces(options)) {
      held += textIn(decode, piece, false);
      if (isHead && held.length < headSize) continue;
      isHead = false;
      const end = held.endsWith("\r") ? held.length - 1 : held.length;
      yield held.slice(0, end);
      held = held.slice(end);
    }
    yield held + textIn(decode, new Uint8Array(), true);
  } finally {
    options.onEncoding?.(decode.facts());
    await opened.close();
  }
}

/** Characters that are looked through for the first letter that tells an encoding. */
const letterLimit = 16 * 1024 * 1024;

/** What the first letter beyond ASCII tells of a source's encoding, as far as one comes soon. Throws as `textsOf` does. */
export async function encodingOf(source: Source): Promise<EncodingFacts> {
  let facts: EncodingFacts = { encoding: "utf-8", hasMark: false };
  let read = 0;
  const onEncoding = (told: EncodingFacts) => {
    facts = told;
  };
  for await (const text of textsOf(source, { onEncoding })) {
    read += text.length;
    if (read > letterLimit || hasLetters(text)) break;
  }
  return facts;
}

/** Whether a text has letters beyond ASCII. */
export const hasLetters = (text: string): boolean => /\P{ASCII}/u.test(text);

/** The text in the first bytes of a source, as `textsOf` gives it. `isWhole` is whether they are all of it. */
export function headText(bytes: Uint8Array, isWhole: boolean): { text: string; facts: EncodingFacts } {
  const decode = decoding("head");
  const text = textIn(decode, bytes, isWhole);
  return { text, facts: decode.facts() };
}

function textIn({ read }: Decoding, bytes: Uint8Array, isLast: boolean): string {
  try {
    return read(bytes, isLast);
  } catch (error) {
    throw error instanceof NoText ? refused(error.why, error) : error;
  }
}
