import { mixed } from "./shingles.ts";

/** Levels of a value that are gone into; the reader lets none through that is deeper. */
const deepest = 200;

/** Two numbers of 32 bits that stand for a value. */
interface Lanes {
  one: number;
  two: number;
}

const lanesOfText = (text: string, salt: number): Lanes => {
  let one = salt ^ 0x811c9dc5;
  let two = salt ^ 0x1b873593;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    two = Math.imul(two ^ unit, 0x5bd1e995) ^ (two >>> 15);
  }
  return { one: mixed(one ^ text.length), two: mixed(two + text.length) };
};

/** Null where a value is nested too deeply. */
function lanesOf(value: unknown, depth: number): Lanes | null {
  if (typeof value === "string") return lanesOfText(value, 1);
  if (typeof value === "number") return lanesOfText(String(value), 2);
  if (typeof value !== "object" || value === null) return lanesOfText(String(value), 3);
  if (depth >= deepest) return null;
  let [one, two] = [4, 4];
  if (Array.isArray(value)) {
    for (const item of value) {
      const lanes = lanesOf(item, depth + 1);
      if (lanes === null) return null;
      one = mixed(Math.imul(one, 31) + lanes.one);
      two = mixed(Math.imul(two, 37) + lanes.two);
    }
    return { one: mixed(one + 5), two: mixed(two + 5) };
  }
  for (const name of Object.keys(value)) {
    const key = lanesOfText(name, 6);
    const lanes = lanesOf((value as Record<string, unknown>)[name], depth + 1);
    if (lanes === null) return null;
    // A sum, so that the order of the fields does not count.
    one = (one + mixed(Math.imul(key.one, 31) + lanes.one)) | 0;
    two = (two + mixed(Math.imul(key.two, 37) + lanes.two)) | 0;
  }
  return { one: mixed(one + 7), two: mixed(two + 7) };
}

/** 53 bits as one number. */
const joined = ({ one, two }: Lanes): number => (one >>> 11) * 2 ** 32 + (two >>> 0);

/**
 * A number of 53 bits that stands for a row: the same for the same value, however its fields are ordered and whatever
 * white space its text has. Without a value, or with one nested more than 200 levels deep, it stands for the text.
 */
export function contentHash(text: string, value: unknown): number {
  const lanes = value === undefined ? null : lanesOf(value, 0);
  return joined(lanes ?? lanesOfText(text.trim(), 8));
}

/** The rows that are the same as one before them. */
export interface ExactIndex {
  readonly size: number;
  /** Takes a row by its id, a whole number below 2^31, and what stands for it. */
  add(row: number, hash: number): void;
  /** Each row that is the same as an earlier one, with the first of them. A step that gives null is a place for a pause. */
  repeated(): Generator<{ row: number; first: number } | null, void>;
}

const segment = 0x10000;
/** Different rows held at once while repeated ones are looked for. */
const mostHeld = 0x8000;
const mostRounds = 256;

/** Of so many rows: the hashes' lower 32 bits, the rest of them, and the ids. */
interface Segment {
  low: Uint32Array;
  high: Uint32Array;
  rows: Int32Array;
}

/**
 * Remembers 12 bytes of each row. Among a million rows the probability that any two different ones are taken for the
 * same is 1 in 18,000 (n² / 2⁵⁴).
 */
export function createExactIndex(): ExactIndex {
  const segments: Segment[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(row, hash) {
      const place = size % segment;
      if (place === 0) {
        const [low, high] = [new Uint32Array(segment), new Uint32Array(segment)];
        segments.push({ low, high, rows: new Int32Array(segment) });
      }
      const last = segments.at(-1);
      if (last === undefined) return;
      last.low[place] = hash >>> 0;
      last.high[place] = Math.floor(hash / 2 ** 32);
      last.rows[place] = row;
      size += 1;
    },
    *repeated() {
      // In rounds by the hash's end, so that only a part of the rows is in the map at a time.
      let rounds = 1;
      while (rounds < mostRounds && rounds * mostHeld < size) rounds *= 2;
      for (let round = 0; round < rounds; round += 1) {
        const firsts = new Map<number, number>();
        for (const [number, { low, high, rows }] of segments.entries()) {
          const end = Math.min(segment, size - number * segment);
          for (let at = 0; at < end; at += 1) {
            const bits = low[at] ?? 0;
            if ((bits & (rounds - 1)) !== round) continue;
            const hash = (high[at] ?? 0) * 2 ** 32 + bits;
            const row = rows[at] ?? 0;
            const first = firsts.get(hash);
            if (first === undefined) firsts.set(hash, row);
            else yield { row, first };
          }
          yield null;
        }
      }
    },
  };
}
