import type { Values } from "./means.ts";
import { normal, type Random, seededRandom } from "./random.ts";

/** A permutation test's outcome. */
export interface SignFlip {
  /** How likely a sum this far from 0 is, two-sided, where every difference might as well have the other sign. */
  pValue: number;
  /** Whether all signs were tried, or a seeded sample of them. */
  isExact: boolean;
}

/** Differences up to which all signs are tried: a million ways. */
const mostCounted = 20;
const rounds = 10_000;
/** The largest differences get signs of their own; the sum of all smaller ones is normal. */
const mostFlipped = 256;

/**
 * Tests whether row differences are centred on 0 by giving them other signs (Fisher 1935): all ways for up to twenty
 * that are not 0, and 10,000 seeded ones for more. Beyond 256 differences the smaller ones are drawn together, as
 * a normal number of their variance, so that the time stays bounded. Null where all are 0.
 */
export function signFlip(differences: Values, { seed }: { seed: number }): SignFlip | null {
  const sizes = new Float64Array(differences).map(Math.abs).filter((size) => size > 0);
  if (sizes.length === 0) return null;
  let sum = 0;
  for (let row = 0; row < differences.length; row += 1) sum += differences[row] ?? 0;
  // Sums of the same numbers in another order differ in their last digits.
  const limit = Math.abs(sum) - 1e-9 * sizes.reduce((total, size) => total + size, 0);
  if (sizes.length <= mostCounted) return { pValue: shareOfAll(sizes, limit), isExact: true };
  return { pValue: shareOfDrawn(sizes.sort().reverse(), limit, seededRandom(seed)), isExact: false };
}

/** Of all ways to give signs, the share whose sum is as far from 0 as the limit; one sign changes at each step (Gray 1953). */
function shareOfAll(sizes: Float64Array, limit: number): number {
  const signs = new Int8Array(sizes.length).fill(1);
  const ways = 2 ** sizes.length;
  let sum = sizes.reduce((total, size) => total + size, 0);
  let far = sum >= limit ? 1 : 0;
  for (let way = 1; way < ways; way += 1) {
    const changed = 31 - Math.clz32(way & -way);
    const sign = -(signs[changed] ?? 1);
    signs[changed] = sign;
    sum += 2 * sign * (sizes[changed] ?? 0);
    if (Math.abs(sum) >= limit) far += 1;
  }
  return far / ways;
}

/** The same of drawn ways, with what was seen counted among them (Phipson and Smyth 2010). Takes the largest first. */
function shareOfDrawn(sizes: Float64Array, limit: number, random: Random): number {
  const flipped = sizes.subarray(0, mostFlipped);
  const rest = Math.sqrt(sizes.subarray(mostFlipped).reduce((sum, size) => sum + size * size, 0));
  let far = 1;
  for (let round = 0; round < rounds; round += 1) {
    let sum = rest === 0 ? 0 : rest * normal(random);
    let bits = 0;
    for (let at = 0; at < flipped.length; at += 1) {
      if (at % 32 === 0) bits = (random() * 2 ** 32) | 0;
      sum += (bits >>> (at % 32)) & 1 ? (flipped[at] ?? 0) : -(flipped[at] ?? 0);
    }
    if (Math.abs(sum) >= limit) far += 1;
  }
  return far / (rounds + 1);
}
