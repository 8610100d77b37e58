import { expect, it } from "vitest";
import type { KeptCertificate } from "../../../../main/evaluations/judges/certificates.ts";
import { certificateRecords } from "../../../../main/evaluations/judges/records.ts";

const share = (value: number) => ({ count: 8, of: 10, value, low: value - 0.1, high: value + 0.1 });

const certificate = (evaluationId: string, graderId: string, measuredAt: number) =>
  ({
    ...{ evaluationId, graderId, measuredAt, bound: { hash: "a".repeat(64) } },
    measurement: {
      ...{ form: "pair", rows: 30, commonest: null, ceiling: null, length: null, passes: null },
      consistency: { same: share(0.9), kappa: null },
      position: { bias: { value: 0.2, low: 0.1, high: 0.3 }, flips: share(0.4) },
      agreement: { labels: 25, kappa: { value: 0.6, low: null, high: null }, ac1: null, raw: share(0.8) },
    },
  }) as unknown as KeptCertificate;

it("has the newest certificate of each judge of an evaluation, with what was measured and nothing else", () => {
  const all = [certificate("e", "judge", 3), certificate("e", "judge", 2), certificate("other", "second", 4)];
  const records = certificateRecords(all, "e", [{ id: "second" }, { id: "judge" }]);
  expect(records).toEqual([
    {
      ...{ kind: "certificate", graderId: "judge", hash: "a".repeat(64), at: 3 },
      counts: { rows: 30, labels: 25 },
      estimates: {
        kappa: { value: 0.6, low: null, high: null },
        agreement: { value: 0.8, low: expect.closeTo(0.7), high: expect.closeTo(0.9) },
        consistency: { value: 0.9, low: expect.closeTo(0.8), high: expect.closeTo(1) },
        position_bias: { value: 0.2, low: 0.1, high: 0.3 },
        flips: { value: 0.4, low: expect.closeTo(0.3), high: expect.closeTo(0.5) },
      },
    },
  ]);
});
