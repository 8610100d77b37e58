import { normal, type Random } from "../../main/statistics/random.ts";

/** A number between two, each as likely. */
export const between = (random: Random, low: number, high: number): number => low + (high - low) * random();

/** As many values as asked for. */
export const many = <Value>(size: number, value: (index: number) => Value): Value[] =>
  Array.from({ length: size }, (_, index) => value(index));

/** How many of so many happen, each with this probability. */
export function happened(random: Random, of: number, probability: number): number {
  let count = 0;
  for (let one = 0; one < of; one += 1) if (random() < probability) count += 1;
  return count;
}

/** A place drawn by probabilities that sum up to 1. */
export function drawnPlace(random: Random, probabilities: readonly number[]): number {
  let left = random();
  for (const [place, probability] of probabilities.entries()) {
    left -= probability;
    if (left < 0) return place;
  }
  return probabilities.length - 1;
}

/** Exponential: mean 1, skewness 2. */
export const exponential = (random: Random): number => -Math.log(1 - random());

/** A score from 0 to 1 as judges give them: a normal number with mean 0.7, cut at both ends. Its mean is not 0.7. */
export const score = (random: Random, hardness: number): number =>
  Math.min(1, Math.max(0, 0.7 + hardness + 0.15 * normal(random)));
