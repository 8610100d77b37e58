import { describe, expect, it } from "vitest";
import { agreementOf } from "../../../main/embeddings/agreement.ts";
import { normOf, similaritiesOf } from "../../../main/embeddings/similarities.ts";
import { tableOf } from "../../../main/embeddings/tables.ts";
import { withPauses } from "../../../main/pauses.ts";

const vectors = (...all: number[][]) => all.map((one) => Float32Array.from(one));

describe("similarities", () => {
  it("are the cosines of the angles, whatever the vectors' lengths", async () => {
    const all = await withPauses(similaritiesOf(vectors([2, 0], [3, 3], [0, -5], [-1, 0])));
    const half = Math.SQRT1_2;
    const expected = [
      ...[1, half, 0, -1],
      ...[half, 1, -half, -half],
      ...[0, -half, 1, 0],
      ...[-1, -half, 0, 1],
    ];
    for (const [at, value] of expected.entries()) expect(all[at]).toBeCloseTo(value, 6);
  });

  it("stay within -1 and 1, and are no number where a vector has no direction", async () => {
    const [same, opposite] = [
      [0.1, 0.7, 0.3],
      [-0.1, -0.7, -0.3],
    ];
    const all = await withPauses(similaritiesOf(vectors(same, same, opposite, [0, 0, 0])));
    expect(Math.max(...all.filter((one) => !Number.isNaN(one)))).toBeLessThanOrEqual(1);
    expect(Math.min(...all.filter((one) => !Number.isNaN(one)))).toBeGreaterThanOrEqual(-1);
    expect([...all.subarray(12)]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });

  it("come from vectors whose norm is told", () => {
    expect(normOf(Float32Array.from([3, 4]))).toBe(5);
    expect(normOf(new Float32Array(3))).toBe(0);
  });
});

/** The matrix with these similarities of the pairs 1-2, 1-3, 1-4, 2-3, 2-4 and 3-4. */
function matrixOf(pairs: readonly number[]): Float32Array {
  const all = new Float32Array(16).fill(1);
  let next = 0;
  for (let a = 0; a < 4; a += 1)
    for (let b = a + 1; b < 4; b += 1) {
      all[a * 4 + b] = all[b * 4 + a] = pairs[next] ?? 0;
      next += 1;
    }
  return all;
}

describe("the agreement of two deployments", () => {
  const agree = (one: number[], other: number[]) =>
    withPauses(agreementOf(matrixOf(one), matrixOf(other), 4));

  it("is whole where both rank the pairs alike, on whatever scale", async () => {
    const one = [0.9, 0.5, 0.1, 0.6, 0.2, 0.3];
    const agreement = await agree(
      one,
      one.map((value) => 0.8 + value / 10),
    );
    expect(agreement.spearman).toBeCloseTo(1, 12);
    expect(agreement).toMatchObject({ pairs: 6, sameNearest: 4, disagreements: [] });
  });

  it("names the pairs that are ranked most differently, the widest apart first", async () => {
    // Ranks 1, 3, 6, 2, 5, 4 and 6, 3, 1, 2, 5, 4: ρ = 1 - 6 · (25 + 25) / (6 · 35).
    const agreement = await agree([0.9, 0.5, 0.1, 0.6, 0.2, 0.3], [0.1, 0.5, 0.9, 0.6, 0.2, 0.3]);
    expect(agreement.spearman).toBeCloseTo(1 - (6 * 50) / (6 * 35), 12);
    expect(agreement.disagreements).toEqual([
      { a: 0, b: 1, ranks: [1, 6] },
      { a: 0, b: 3, ranks: [6, 1] },
    ]);
    expect(agreement.sameNearest).toBe(1);
  });

  it("shares the mean of ranks among equal ones, and is not known where all are equal", async () => {
    const agreement = await agree([0.9, 0.9, 0.1, 0.2, 0.3, 0.4], [0.9, 0.8, 0.1, 0.2, 0.3, 0.4]);
    expect(agreement.disagreements.map(({ ranks }) => ranks)).toEqual([
      [1.5, 1],
      [1.5, 2],
    ]);
    expect((await agree([1, 1, 1, 1, 1, 1], [0.9, 0.8, 0.1, 0.2, 0.3, 0.4])).spearman).toBeNull();
  });

  it("leaves out pairs without a similarity", async () => {
    const nothing = Number.NaN;
    const agreement = await agree(
      [0.9, 0.5, nothing, 0.6, nothing, nothing],
      [0.9, 0.5, 0.4, 0.6, 0.2, nothing],
    );
    expect(agreement).toMatchObject({ pairs: 3, spearman: 1, disagreements: [] });
  });
});

describe("tables", () => {
  const of = {
    texts: ['say "hi"', "=1+1", "two\nlines"],
    similarities: Float32Array.from([1, 0.1, Number.NaN, 0.1, 1, -0.25, Number.NaN, -0.25, 1]),
    vectors: vectors([0.1, 2], [-0.3, 4], [1e-8, 0]),
  };

  it("have a row and a column for each text, with what spreadsheets would run made text", async () => {
    expect(await withPauses(tableOf("similarities", of, ","))).toBe(
      `text,"say ""hi""",'=1+1,"two\nlines"\r\n"say ""hi""",1,0.100000001,\r\n` +
        `'=1+1,0.100000001,1,-0.25\r\n"two\nlines",,-0.25,1\r\n`,
    );
  });

  it("give back the very floats of the vectors", async () => {
    const text = await withPauses(tableOf("vectors", { ...of, texts: ["a", "b", "c"] }, "\t"));
    const [head, ...lines] = text.trimEnd().split("\r\n");
    expect(head).toBe("text\td1\td2");
    const read = lines.map((line) => Float32Array.from(line.split("\t").slice(1), Number));
    expect(read).toEqual(of.vectors);
  });
});
