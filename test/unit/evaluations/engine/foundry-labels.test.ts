import { expect, it } from "vitest";
import { gradesIn } from "../../../../main/evaluations/engine/foundry-run.ts";
import type { EvalItem } from "../../../../main/foundry/evals/items.ts";
import { labelJudge } from "../judges/measured.ts";
import { equals } from "../opened.ts";

const itemWith = (label: string | null): EvalItem => ({
  ...{ id: "i", row: 0, item: {}, answer: "yes", calls: [], finish: "stop", usage: null, error: null },
  grades: [
    { criterion: "1 Judge", score: 1, passed: true, label, threshold: null, reason: null },
    { criterion: "2 Same", score: 1, passed: true, label: "pass", threshold: null, reason: null },
  ],
});

it("keeps the label of a judge where the service says which of its labels it gave", () => {
  const settings = { graders: [labelJudge, equals] };
  const labels = (label: string | null) =>
    gradesIn(itemWith(label), settings).map(({ grade }) => grade.label);
  expect(labels("good")).toEqual(["good", undefined]);
  expect(labels("pass")).toEqual([undefined, undefined]);
  expect(labels(null)).toEqual([undefined, undefined]);
});
