import { spaceless } from "../spaceless.ts";

/** Words, or characters of scripts without spaces, that one shingle is made of. */
const width = 5;

/** Characters of a row that are looked at, and shingles that are made of them: longer rows are alike if their beginnings are. */
const mostCharacters = 1_000_000;
const mostShingles = 0x20000;

/** What a character is to a text's words. */
const between = 1;
const inWord = 2;
const alone = 3;
const unseen = 4;

const ofSpaceless = new RegExp(`[${spaceless}]`, "u");
const wordly = /[\p{L}\p{N}\p{M}]/u;
/** What does not end a word: apostrophes, and characters that are not seen. */
const passed = /['’ʼ\p{Cf}]/u;

const classified = (character: string): number =>
  passed.test(character)
    ? unseen
    : !wordly.test(character)
      ? between
      : ofSpaceless.test(character)
        ? alone
        : inWord;

/** By code unit; filled in as characters come, but never for half a character. */
const known = new Uint8Array(0x10000);

function classOf(point: number): number {
  const found = classified(String.fromCodePoint(point));
  if (point < 0xd800 || (point > 0xdfff && point <= 0xffff)) known[point] = found;
  return found;
}

/** Mixes the bits of a 32-bit number (the end of MurmurHash3 by Austin Appleby, public domain). */
export function mixed(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

const nonAscii = /[^\0-\x7f]/;
/** The start and the factor of FNV-1a (Fowler, Noll and Vo, public domain). */
const start = 0x811c9dc5;
const factor = 0x01000193;

/**
 * The shingles of a row's texts as 32-bit hashes, in their order and with repetitions: five words in a row, in lower
 * case, without punctuation and in one form of their characters (NFKC). Each character of a script without spaces
 * counts as a word. The texts are read on from one to the next; of fewer than five words there is one shingle, of none
 * there is none. Linear in the length of the texts, of which the first million characters count.
 */
export function shinglesOf(texts: readonly string[]): Uint32Array {
  let found = new Uint32Array(256);
  let count = 0;
  let words = 0;
  const ring = new Uint32Array(width);

  const shingle = (from: number, of: number) => {
    let hash = 0;
    for (let index = 0; index < of; index += 1) {
      hash = (Math.imul(hash, 31) + (ring[(from + index) % width] ?? 0)) | 0;
    }
    if (count === found.length) {
      const larger = new Uint32Array(2 * count);
      larger.set(found);
      found = larger;
    }
    found[count] = mixed(hash);
    count += 1;
  };
  const word = (hash: number) => {
    ring[words % width] = mixed(hash);
    words += 1;
    if (words >= width) shingle(words, width);
  };

  let left = mostCharacters;
  for (const whole of texts) {
    const given = whole.slice(0, left);
    left -= given.length;
    const text = (nonAscii.test(given) ? given.normalize("NFKC") : given).toLowerCase();
    let hash = start;
    let isOpen = false;
    for (let at = 0; at < text.length && count < mostShingles; at += 1) {
      let point = text.charCodeAt(at);
      let kind = known[point] ?? 0;
      if (kind === 0) {
        point = text.codePointAt(at) ?? 0;
        if (point > 0xffff) at += 1;
        kind = classOf(point);
      }
      if (kind === unseen) continue;
      if (kind === inWord) {
        hash = Math.imul(hash ^ point, factor);
        isOpen = true;
        continue;
      }
      if (isOpen) word(hash);
      isOpen = false;
      hash = start;
      if (kind === alone) word(Math.imul(start ^ point, factor));
    }
    if (isOpen) word(hash);
  }
  if (words > 0 && words < width) shingle(0, words);
  return found.slice(0, count);
}
