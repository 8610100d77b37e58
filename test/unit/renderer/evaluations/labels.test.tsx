import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { GraderOf } from "../../../../preload/contract/evaluation-graders.ts";
import type { JudgeAgreement } from "../../../../preload/contract/judges.ts";
import { Recalls } from "../../../../renderer/evaluations/judges/recalls.tsx";
import { Grades } from "../../../../renderer/evaluations/results/row/grades.tsx";
import { Mark } from "../../../../renderer/evaluations/results/row/mark.tsx";

const judge: GraderOf<"judge"> = {
  ...{ id: "j", name: "Judge", kind: "judge", rubric: "", messages: [], temperature: null, maxTokens: null },
  judge: { connectionId: "c", deployment: "d" },
  verdict: { form: "label", labels: ["fine", "partly", "wrong"], passing: ["fine", "partly"] },
};

it("lets a person give a judge's labels, and shows which one each gave", () => {
  const place = { modelId: "m", repeat: 0 };
  const mark = renderToStaticMarkup(
    <Mark
      {...{ evaluationId: "e", row: 0, place, name: "Model", grader: judge, onChanged: () => {} }}
      mark={{ ...place, graderId: "j", score: 1, label: "partly" }}
    />,
  );
  const pressed = [...mark.matchAll(/aria-pressed="(\w+)"><span dir="auto">(\w+)/g)];
  expect(pressed.map(([, isOn, label]) => [label, isOn])).toEqual([
    ["fine", "false"],
    ["partly", "true"],
    ["wrong", "false"],
  ]);
  const grade = { graderId: "j", score: 1, passed: true, error: null, said: null, parts: {}, isFlip: false };
  const grades = renderToStaticMarkup(
    <Grades name="Model" isBaseline={false} graders={[judge]} grades={[{ ...grade, label: "fine" }]} />,
  );
  expect(grades).toContain(">fine</b>");
});

it("shows what became of each label, without those that neither gave, and nothing of earlier measurements", () => {
  const share = { count: 3, of: 4, value: 0.75, low: 0.3, high: 0.95 };
  const agreement = {
    recalls: [
      { label: "fine", recall: share },
      { label: "partly", recall: null },
      { label: "wrong", recall: null },
    ],
    table: [
      [3, 0, 1],
      [0, 0, 0],
      [0, 0, 0],
    ],
  } as unknown as JudgeAgreement;
  const shown = renderToStaticMarkup(<Recalls form="label" agreement={agreement} />);
  expect(shown).toContain("75% (30% to 95%), 3 of 4");
  expect(shown).toContain("Judge: wrong");
  expect(shown).not.toContain("partly");
  const { table: _, ...earlier } = agreement;
  expect(renderToStaticMarkup(<Recalls form="label" agreement={earlier} />)).toBe("");
});
