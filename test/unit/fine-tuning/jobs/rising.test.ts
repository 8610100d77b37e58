import { describe, expect, it } from "vitest";
import { risenSince } from "../../../../main/fine-tuning/jobs/rising.ts";
import { normal, seededRandom } from "../../../../main/statistics/random.ts";

type Shape = (share: number) => number;

const flat: Shape = () => 1;
const settling: Shape = (share) => 0.5 + Math.exp(-15 * share);
/** Falls, and rises by 0.6 from two fifths on. */
const overfit: Shape = (share) => 0.5 + Math.exp(-8 * share) + Math.max(0, share - 0.4);

const noise = 0.05;
const seeds = Array.from({ length: 1_000 }, (_, seed) => seed + 1);

const curve = (shape: Shape, length: number, seed: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length }, (_, place) => shape(place / (length - 1)) + noise * normal(random));
};

/** Share of curves that are taken for risen, at their end. */
const fired = (shape: Shape, length: number): number =>
  seeds.filter((seed) => risenSince(curve(shape, length, seed)) !== null).length / seeds.length;

describe("whether validation has turned up", () => {
  it.each([6, 12, 40, 400])("is not said of noise: %i values, flat or settling", (length) => {
    expect(fired(flat, length)).toBeLessThan(0.05);
    expect(fired(settling, length)).toBeLessThan(0.05);
  });

  it("is not said of noise however often one looks", () => {
    const everFired = seeds.filter((seed) => {
      const values = curve(flat, 40, seed);
      return values.some((_, place) => risenSince(values.slice(0, place + 1)) !== null);
    });
    expect(everFired.length / seeds.length).toBeLessThan(0.05);
  });

  it.each([15, 20, 40, 400])("is said of a planted rise: %i values", (length) => {
    expect(fired(overfit, length)).toBeGreaterThan(0.95);
  });

  it("is said where the curve was lowest", () => {
    const places = seeds.map((seed) => (risenSince(curve(overfit, 200, seed))?.at ?? Number.NaN) / 199);
    const near = places.filter((place) => Math.abs(place - 0.4) < 0.12);
    expect(near.length / places.length).toBeGreaterThan(0.95);
  });

  it("is said of few values with little noise, and not of a rise that nobody would stop for", () => {
    expect(risenSince([1, 0.7, 0.6, 0.61, 0.72, 0.83, 0.95])).toMatchObject({ at: 2 });
    expect(risenSince([1, 0.7, 0.6])).toBeNull();
    const tiny = Array.from({ length: 40 }, (_, place) => 0.5 + Math.max(0, place - 15) * 1e-5);
    expect(risenSince(tiny)).toBeNull();
  });

  it("leaves out values that are no numbers, and keeps their places", () => {
    const values = [Number.NaN, 1, 0.7, Number.NaN, 0.6, 0.61, 0.72, 0.83, 0.95];
    expect(risenSince(values)).toMatchObject({ at: 4 });
    expect(risenSince([Number.NaN, Number.NaN])).toBeNull();
  });
});
