import { expect, it } from "vitest";
import { certificatesIn } from "../../../../main/evaluations/judges/records.ts";
import type { JudgeStanding } from "../../../../preload/contract/judges.ts";

const share = (value: number) => ({ count: 8, of: 10, value, low: value - 0.1, high: value + 0.1 });

const standing = (graderId: string, state: JudgeStanding["state"], evaluationId: string) =>
  ({
    ...{ graderId, state },
    certificate: {
      ...{ evaluationId, measuredAt: 3, hash: "a".repeat(64) },
      measurement: {
        ...{ form: "label", rows: 30, commonest: null, ceiling: share(0.95), length: null },
        passes: { sensitivity: { count: 9, of: 10 }, specificity: { count: 7, of: 10 } },
        consistency: { same: share(0.9), kappa: null },
        position: null,
        agreement: {
          ...{ labels: 25, fromVotes: 0, kappa: { value: 0.6, low: null, high: null }, ac1: null },
          ...{ raw: share(0.8), constant: share(0.5) },
          recalls: [
            { label: "good", recall: share(0.7) },
            { label: "bad", recall: null },
          ],
          table: [
            [7, 3],
            [0, 0],
          ],
        },
      },
    },
  }) as unknown as JudgeStanding;

it("has what holds, with what it corrects by, wherever it was measured", () => {
  const [only, ...others] = certificatesIn([standing("judge", "measured", "other")], "e");
  expect(others).toEqual([]);
  expect(only?.holds).toEqual({
    passes: { sensitivity: { count: 9, of: 10 }, specificity: { count: 7, of: 10 } },
  });
  const estimate = (value: number) => ({
    ...{ value, low: expect.closeTo(value - 0.1), high: expect.closeTo(value + 0.1) },
  });
  expect(only?.record).toEqual({
    ...{ kind: "certificate", graderId: "judge", hash: "a".repeat(64), at: 3, holds: true },
    counts: { rows: 30, labels: 25 },
    estimates: {
      kappa: { value: 0.6, low: null, high: null },
      ...{ agreement: estimate(0.8), constant: estimate(0.5) },
      ...{ ceiling: estimate(0.95), consistency: estimate(0.9) },
    },
    labels: [
      { label: "good", recall: estimate(0.7), judged: [7, 3] },
      { label: "bad", recall: null, judged: [0, 0] },
    ],
  });
});

it("says of what was measured before a change that it no longer holds, and corrects nothing by it", () => {
  const standings = [standing("judge", "stale", "e"), standing("second", "stale", "other")];
  const [own, ...others] = certificatesIn(standings, "e");
  expect(own).toMatchObject({ record: { graderId: "judge", holds: false }, holds: null });
  expect(others).toEqual([]);
});
