import { expect, it } from "vitest";
import { commonSubsequence } from "../../../../main/graders/similarity/common-subsequence.ts";
import { seededRandom } from "../../../../main/statistics/random.ts";

/** The table of the textbook. */
function byTable(a: readonly string[], b: readonly string[]): number {
  let above = new Array<number>(b.length + 1).fill(0);
  for (const one of a) {
    const row = [0];
    b.forEach((other, at) => {
      row.push(one === other ? (above[at] ?? 0) + 1 : Math.max(above[at + 1] ?? 0, row[at] ?? 0));
    });
    above = row;
  }
  return above[b.length] ?? 0;
}

it("is what the table of the textbook gives, for any lengths", () => {
  const random = seededRandom(5);
  const list = (length: number, letters: number) =>
    Array.from({ length }, () => String.fromCharCode(97 + Math.floor(random() * letters)));
  for (let turn = 0; turn < 300; turn += 1) {
    const letters = 1 + Math.floor(random() * 8);
    const [a, b] = [list(Math.floor(random() * 140), letters), list(Math.floor(random() * 140), letters)];
    expect(commonSubsequence(a, b)).toBe(byTable(a, b));
  }
});

it("is the whole of lists that are the same, and nothing of those that share nothing", () => {
  const many = Array.from({ length: 1000 }, (_, at) => at);
  expect(commonSubsequence(many, many)).toBe(1000);
  expect(commonSubsequence(many, many.toReversed())).toBe(1);
  expect(
    commonSubsequence(
      many,
      many.map((one) => one + 1000),
    ),
  ).toBe(0);
  expect(commonSubsequence([], many)).toBe(0);
});
