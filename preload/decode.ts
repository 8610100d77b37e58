/** Why bytes are no text: they hold what no text holds, or no encoding known here fits them. */
export type NoTextReason = "binary" | "encoding";

/** What is thrown for bytes that are no text. */
export class NoText extends Error {
  readonly why: NoTextReason;

  constructor(why: NoTextReason) {
    super(why);
    this.why = why;
  }
}

/** The encodings that are known here. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** What was recognized of a text as far as it was read. */
export interface EncodingFacts {
  /** Until a letter beyond ASCII tells, UTF-8. */
  encoding: Encoding;
  hasMark: boolean;
}

/** A text that is being read: `read` as `textReader` gives it, and what was recognized so far. */
export interface Decoding {
  read: TextReader;
  facts(): EncodingFacts;
}

/** Where characters that no text has show that bytes are none: anywhere, or only many of them at the beginning. */
type Strictness = "anywhere" | "head";

/** Byte order marks (Unicode 16.0, section 23.8). */
const marks: [encoding: Encoding, bytes: number[]][] = [
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
 * What Windows-1252 has no character for, and four letters with accents in a row, which no language written in it has:
 * Cyrillic, Greek and the like in an encoding of their own read so.
 */
const otherEncoding = /[\x81\x8d\x8f\x90\x9d]|[\u00c0-\u00ff]{4}/;

/** How files begin that are no text: PNG, JPEG, GIF, PDF, ZIP, gzip, SQLite, Parquet, programs and archives. */
const signatures = [
  "\x89PNG",
  "\xff\xd8\xff",
  "GIF8",
  "%PDF-",
  "PK\x03\x04",
  "\x1f\x8b",
  "SQLite format 3\0",
  "PAR1",
  "\x7fELF",
  "MZ\x90\0",
  "BZh9",
  "\xfd7zXZ\0",
  "7z\xbc\xaf\x27\x1c",
  "\x28\xb5\x2f\xfd",
  "\xd0\xcf\x11\xe0",
];

/** Takes the next bytes of a text, and whether they are the last. Gives what of the text is complete. Throws `NoText`. */
export type TextReader = (bytes: Uint8Array, isLast: boolean) => string;

/**
 * Reads a text from bytes that arrive piece by piece, without a byte order mark. UTF-16 is recognized by its mark, or by
 * the zeros beside its letters; all else is UTF-8, unless its first letter beyond ASCII shows that it is
 * Windows-1252, in which spreadsheets and editors on Windows still save.
 */
export const textReader = (): TextReader => decoding().read;

/**
 * The same, with what was recognized. With `head` a character that no text has is passed on where it is found, so that
 * it can be shown in its place: only bytes that begin as no text does are refused as binary.
 */
export function decoding(strictness: Strictness = "anywhere"): Decoding {
  const isStrict = strictness === "anywhere";
  const facts: EncodingFacts = { encoding: "utf-8", hasMark: false };
  let decode: TextReader | null = null;
  let waiting: Uint8Array = new Uint8Array();
  const read: TextReader = (bytes, isLast) => {
    let given = bytes;
    if (decode === null) {
      waiting = joined(waiting, bytes);
      if (waiting.length < headLength && !isLast) return "";
      given = waiting;
      if (!isStrict && beginsAsBinary(given)) throw new NoText("binary");
      Object.assign(facts, factsOf(given));
      decode = decoderFor(facts, isStrict);
      waiting = new Uint8Array();
    }
    const text = decode(given, isLast);
    if (isStrict && binary.test(text)) throw new NoText("binary");
    return text;
  };
  return { read, facts: () => ({ ...facts }) };
}

/** The text in bytes that are all there. Throws `NoText`. */
export const textOf = (bytes: Uint8Array): string => textReader()(bytes, true);

/** A signature, or more control characters than slips; a text of JSON is known by its bracket. */
function beginsAsBinary(start: Uint8Array): boolean {
  const head = start.subarray(0, headLength);
  const letters = new TextDecoder("latin1").decode(head);
  const isSigned = signatures.some((signature) =>
    Array.from(signature).every((letter, at) => head[at] === letter.charCodeAt(0)),
  );
  if (isSigned) return true;
  if (factsOf(head).encoding !== "utf-8" || /^\s*[[{]/.test(letters)) return false;
  const controls = Array.from(letters).filter((letter) => binary.test(letter)).length;
  return controls > 2 && controls * 10 > letters.length;
}

function decoderFor(facts: EncodingFacts, isStrict: boolean): TextReader {
  const { encoding } = facts;
  if (encoding === "utf-8") return utf8OrWindows(facts, isStrict);
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (bytes, isLast) => {
    try {
      return decoder.decode(bytes, { stream: !isLast });
    } catch {
      throw new NoText("encoding");
    }
  };
}

function factsOf(start: Uint8Array): EncodingFacts {
  const marked = marks.find(([, bytes]) => bytes.every((byte, at) => start[at] === byte));
  return { encoding: marked?.[0] ?? utf16In(start) ?? "utf-8", hasMark: marked !== undefined };
}

/** UTF-16 without a mark has its zeros, if any, on one side of its pairs, and few pairs of two ASCII letters. */
function utf16In(start: Uint8Array): Encoding | null {
  const pairs = Math.floor(start.length / 2);
  let [left, right, letters] = [0, 0, 0];
  for (let at = 0; at < 2 * pairs; at += 2) {
    const pair = start.subarray(at, at + 2);
    if (pair[0] === 0) left += 1;
    if (pair[1] === 0) right += 1;
    if (pair.every((byte) => byte >= 0x20 && byte < 0x7f)) letters += 1;
  }
  // Some characters, such as U+4E00, have a zero on the other side.
  const encoding = right > 2 * left ? "utf-16le" : left > 2 * right ? "utf-16be" : null;
  if (encoding === null || letters > pairs / 2) return null;
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(start, { stream: true });
    return binary.test(text) ? null : encoding;
  } catch {
    return null;
  }
}

/**
 * UTF-8, unless the first letter beyond ASCII is none in it: then Windows-1252. A text that had letters in UTF-8 before,
 * or breaks off within one of Latin's, is damaged.
 */
function utf8OrWindows(facts: EncodingFacts, isStrict: boolean): TextReader {
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
  const windows = windows1252(isStrict);
  let isWindows = false;
  let isStart = true;
  let hasLetters = false;
  let kept: Uint8Array = new Uint8Array();
  return (bytes, isLast) => {
    if (isWindows) return windows(bytes);
    const all = joined(kept, bytes);
    const end = all.length - openEnd(all);
    try {
      const text = utf8.decode(all.subarray(0, end));
      if (!isLast || end === all.length) {
        kept = all.slice(end);
        hasLetters ||= /\P{ASCII}/u.test(text);
        const shown = isStart ? text.replace(/^\uFEFF/, "") : text;
        isStart = false;
        return shown;
      }
    } catch {
      // What it is instead is decided below.
    }
    const first = /\P{ASCII}/u.exec(lenient.decode(all))?.[0];
    const breaksOff = isLast && end === all.length - 1 && latinLeads.includes(all[end] ?? 0);
    if (hasLetters || first !== "\uFFFD" || breaksOff)
      throw new NoText(isStrict && all.includes(0) ? "binary" : "encoding");
    isWindows = true;
    facts.encoding = "windows-1252";
    return windows(all);
  };
}

/** What begins each of Latin's letters with accents in UTF-8. As letters of Windows-1252 they end no word. */
const latinLeads = [0xc2, 0xc3];

/** How many bytes at the end begin a character of UTF-8 and do not complete it (RFC 3629, section 3). */
function openEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** The row from 0x80 on, which Node's decoder reads as Latin-1. What Windows-1252 has no character for stays. */
const windowsRow = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

function windows1252(isStrict: boolean): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder("windows-1252");
  let before = "";
  return (bytes) => {
    const text = decoder
      .decode(bytes)
      .replace(/[\x80-\x9f]/g, (letter) => windowsRow[letter.charCodeAt(0) - 0x80] ?? letter);
    if (isStrict && binary.test(text)) throw new NoText("binary");
    if (otherEncoding.test(before + text)) throw new NoText("encoding");
    before = (before + text).slice(-3);
    return text;
  };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
