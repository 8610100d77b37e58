import { refused } from "./refused.ts";

/** Byte order marks (Unicode 16.0, section 23.8). */
const marks: [encoding: string, bytes: number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** Bytes at the beginning that tell what a file is. */
const headLength = 512;

/** What no text holds: control characters besides tab, line feed, form feed and carriage return. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const binary = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/;

/**
 * The text in bytes that arrive piece by piece, without a byte order mark. UTF-16 is recognised by its mark, or by the
 * zero beside its first letter; all else is UTF-8. Throws `dataset_refused` with `binary` or `encoding`.
 */
export async function* decoded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  let decoder: TextDecoder | null = null;
  let start = new Uint8Array();
  const read = (bytes: Uint8Array, isLast: boolean) => {
    decoder ??= new TextDecoder(encodingOf(start), { fatal: true });
    const text = textOf(decoder, bytes, isLast, start);
    if (binary.test(text)) throw refused("binary");
    return text;
  };
  for await (const piece of pieces) {
    if (decoder) yield read(piece, false);
    else {
      start = joined(start, piece);
      if (start.length >= headLength) yield read(start, false);
    }
  }
  yield read(decoder ? new Uint8Array() : start, true);
}

function encodingOf(start: Uint8Array): string {
  const marked = marks.find(([, bytes]) => bytes.every((byte, at) => start[at] === byte));
  if (marked) return marked[0];
  const [first, second] = start;
  if (first !== 0 && second === 0) return "utf-16le";
  return first === 0 && second !== undefined && second !== 0 ? "utf-16be" : "utf-8";
}

function textOf(decoder: TextDecoder, bytes: Uint8Array, isLast: boolean, start: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: !isLast });
  } catch {
    const hasZero = start.subarray(0, headLength).includes(0);
    throw refused(decoder.encoding === "utf-8" && hasZero ? "binary" : "encoding");
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
