import { seededRandom } from "../../statistics/random.ts";
import { ownContentsOf } from "../contents.ts";
import { shinglesOf } from "./shingles.ts";

/** How many numbers a signature has. */
export const signatureLength = 64;

const random = seededRandom(20_260_930);
const bits = (): number => Math.floor(random() * 2 ** 32) | 0;
/** What puts all 32-bit numbers, which shingles are well mixed ones of, in another order each: an odd factor and a summand. */
const added = Int32Array.from({ length: signatureLength }, bits);
const multiplied = Int32Array.from({ length: signatureLength }, () => bits() | 1);

/**
 * A text's signature: of each of 64 orders of all shingles, the text's first one (Broder 1997). Null without shingles,
 * since texts without words are not alike.
 */
export function signatureOf(shingles: Uint32Array): Uint32Array | null {
  if (shingles.length === 0) return null;
  const signature = new Uint32Array(signatureLength);
  for (let order = 0; order < signatureLength; order += 1) {
    const add = added[order] ?? 0;
    const by = multiplied[order] ?? 1;
    let least = 0x7fffffff;
    for (let index = 0; index < shingles.length; index += 1) {
      const place = (Math.imul(shingles[index] ?? 0, by) + add) | 0;
      if (place < least) least = place;
    }
    signature[order] = least;
  }
  return signature;
}

/** The signature of a row's value by the texts that make it what it is; null where it has no words. */
export const signatureOfRow = (value: unknown): Uint32Array | null =>
  signatureOf(shinglesOf(ownContentsOf(value)));

/**
 * How alike two texts are by their signatures, from 0 to 1: an estimate of the share of their shingles that both have
 * (Jaccard). Its standard error is at most 1/16.
 */
export const resemblance = (one: Uint32Array, other: Uint32Array): number =>
  agreeing(one, other) / signatureLength;

/** In how many of their 64 numbers two signatures agree. */
export function agreeing(one: Uint32Array, other: Uint32Array): number {
  let same = 0;
  for (let order = 0; order < signatureLength; order += 1) if (one[order] === other[order]) same += 1;
  return same;
}
