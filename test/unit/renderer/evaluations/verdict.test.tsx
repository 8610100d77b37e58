import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type {
  EvaluationVerdict,
  ModelScore,
  ScoreDifference,
  ScoreUnit,
} from "../../../../preload/contract/evaluation-verdicts.ts";
import type { Evaluation } from "../../../../preload/contract/evaluations.ts";
import { Difference } from "../../../../renderer/evaluations/results/verdict/difference.tsx";
import { Measured } from "../../../../renderer/evaluations/results/verdict/measured.tsx";
import { Scores } from "../../../../renderer/evaluations/results/verdict/scores.tsx";
import { equals, model, settingsOf } from "../../evaluations/opened.ts";
import { judge } from "../../evaluations/verdict/filled.ts";

const difference: ScoreDifference = {
  ...{ modelId: "tuned", baselineId: "base", graderId: "same", word: "better", why: null, unit: "share" },
  ...{ rows: 100, left: 3, ungraded: { model: 0, baseline: 0.03 }, means: { model: 0.82, baseline: 0.71 } },
  effect: { value: 0.11, low: 0.04, high: 0.18 },
  ...{ p: 0.001, adjusted: 0.003, correction: { count: 3, method: "holm" } },
  method: { interval: "newcombe", test: "mcnemar_mid_p" },
  check: null,
  clusters: { count: 8, largest: 20, isFew: true },
  ...{ better: 14, worse: 3, smallest: 0.125 },
};

const score = (modelId: string, more: Partial<ModelScore> = {}): ModelScore => ({
  ...{ modelId, graderId: "same", rows: 97, ungraded: 0, reasons: [], unit: "share" },
  passed: { value: 0.71, low: 0.61, high: 0.79 },
  mean: { value: 0.71, low: 0.61, high: 0.79 },
  ...{ method: "wilson", spread: { between: 0.4, within: null } },
  ...more,
});

const measured = (modelId: string, cost: number | null) => ({
  modelId,
  cost: {
    total: null,
    perAnswer: cost === null ? null : { amount: cost, currency: "USD" },
  },
  ...{ firstToken: null, total: { value: 900, low: 800, high: 1000 }, tokens: null, answers: 100, failed: 0 },
  against: null,
});

const verdict: EvaluationVerdict = {
  ...{ stamp: 1, baselineId: "base", leadId: "same", isPartial: false, differences: [difference] },
  scores: [
    score("base", { ungraded: 3, reasons: [{ code: "no_score", rows: 3 }] }),
    score("tuned", { mean: null, passed: null, rows: 0, method: null }),
  ],
  measured: [measured("base", 0.002), measured("tuned", null)],
  front: [{ graderId: "same", modelIds: ["base"] }],
};

const evaluation = { settings: settingsOf({ models: [model("base"), model("tuned")] }) } as Evaluation;
const aim = { baseline: "base", lead: "same" };
const names = { model: "Tuned", baseline: "Base" };
const text = (html: string) => html.replace(/<[^>]*>/g, "|").replace(/\|+/g, "|");

describe("the verdict on a model", () => {
  const shown = (more: Partial<ScoreDifference>) =>
    renderToStaticMarkup(<Difference difference={{ ...difference, ...more }} names={names} scores={[]} />);

  it("is a word with a shape and a sentence, and what it rests on", () => {
    const html = shown({});
    expect(html).toContain('class="status ok">Better<');
    const said = text(html);
    expect(said).toContain("|Tuned is better: 82% against 71%, 11 points more");
    expect(said).toContain("corrected for 3 comparisons");
    // No line ends inside it.
    expect(said).toContain("p\u00a0=\u00a00.003,");
    expect(said).toContain("|McNemar&#x27;s test (mid-p), corrected by Holm|");
    expect(said).toContain("|Rows left out|3, because one side has no score|");
    expect(said).toContain("|p-value before correction|0.001|");
    expect(said).toContain("These are too few for a reliable interval.");
  });

  it("is told apart from the others without its color", () => {
    expect(shown({ word: "worse" })).toContain('class="status danger">Worse<');
    expect(shown({ word: "none" })).toContain('class="status unknown">No difference found<');
    const little = shown({ word: "too_little", why: "few_rows", effect: null, p: null, adjusted: null });
    expect(little).toContain('class="status warn">Too little graded<');
    expect(text(little)).toContain("|p-value|–|");
  });

  it("says nothing of a correction where there is one comparison only", () => {
    const said = text(shown({ correction: { count: 1, method: "holm" } }));
    expect(said).not.toContain("corrected");
    expect(said).not.toContain("Before correction");
  });
});

describe("the scores", () => {
  it("count what is not graded with its reason, and give a dash for no score, never 0", () => {
    const said = text(
      renderToStaticMarkup(
        <Scores evaluation={evaluation} aim={aim} verdict={verdict} judgeState={undefined} />,
      ),
    );
    expect(said).toContain("|97|3|3: The grading model gave no score.|");
    expect(said).toContain("|tuned|–|–|");
    expect(said).toContain("|Better|+11 points|");
  });

  it("agree with the difference beside them, and have no digits that its interval gives no meaning to", () => {
    const shown = (own: number, other: number, value: number, half: number, unit: ScoreUnit) => {
      const effect = { value, low: value - half, high: value + half };
      const told = { ...difference, unit, effect, means: { model: own, baseline: other } };
      const meanOf = (mean: number) => ({ mean: { value: mean, low: null, high: null }, passed: null, unit });
      const scores = [score("base", meanOf(other)), score("tuned", meanOf(own))];
      const one = { ...verdict, scores, differences: [told] };
      return text(
        renderToStaticMarkup(
          <Scores evaluation={evaluation} aim={aim} verdict={one} judgeState={undefined} />,
        ),
      );
    };
    const shares = shown(0.8249, 0.7053, 0.1196, 0.06, "share");
    expect(shares).toContain("|base|70.5%|");
    expect(shares).toContain("|tuned|82.5%|");
    expect(shares).toContain("|+12 points|");
    const near = shown(3.456_605, 3.456, 0.000_605, 0.02, "score");
    expect(near).toContain("|base|3.456|");
    expect(near).toContain("|tuned|3.457|");
    expect(near).toContain("|+0.001|");
  });

  it("have what is known of a judge beside its name", () => {
    const judged = { settings: settingsOf({ graders: [equals, judge] }) } as Evaluation;
    const html = renderToStaticMarkup(
      <Scores
        evaluation={judged}
        aim={aim}
        verdict={verdict}
        judgeState={({ kind }) => kind === "judge" && <i>certified</i>}
      />,
    );
    expect(html.match(/certified/g)).toHaveLength(1);
  });
});

describe("cost and latency", () => {
  const shown = (one: EvaluationVerdict) =>
    text(renderToStaticMarkup(<Measured evaluation={evaluation} aim={aim} verdict={one} />));

  it("name what is not beaten, and draw only what is known of two models", () => {
    const said = shown(verdict);
    expect(said).toContain("|Not beaten|");
    // Nothing of it was graded.
    expect(said).not.toContain("|Beaten|");
    expect(said).toContain("At least two models need a score and a value here to be drawn.");
    expect(shown({ ...verdict, scores: [score("base"), score("tuned")] })).toContain("|Beaten|");
  });

  it("leave out costs where none is known", () => {
    expect(shown(verdict)).toContain("|Cost per answer|");
    const said = shown({ ...verdict, measured: [measured("base", null), measured("tuned", null)] });
    expect(said).not.toContain("Cost per answer");
    expect(said).toContain("Costs aren&#x27;t shown");
  });

  it("begin with the time where no price is known", () => {
    const free = { ...verdict, measured: [measured("base", null), measured("tuned", null)] };
    const scores = [score("base"), score("tuned")];
    expect(shown({ ...free, scores })).toContain("|base: 71% at 900 ms. Not beaten.|");
  });
});
