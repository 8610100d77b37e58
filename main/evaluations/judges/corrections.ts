import type { JudgeCorrection, JudgeMeasurement } from "../../../preload/contract/judges.ts";
import { correctedRate } from "../../statistics/corrected-rate.ts";
import { meanInterval, meanOf } from "../../statistics/means.ts";
import { predictionPowered } from "../../statistics/prediction-powered.ts";
import { shareInterval } from "../../statistics/proportions.ts";
import { scoresOf } from "../process/scores.ts";
import type { OpenSession } from "../process/session.ts";
import { type Labelled, labelsOf } from "./labels.ts";
import type { Judge } from "./steps.ts";

/**
 * What each model would reach by the person's standards. A rate of passes by what is known of the judge's mistakes; a mean
 * by the person's own grades of some of the model's rows, which were drawn at random. The baseline of a judge of pairs has
 * no score and is left out. Counted with pauses.
 */
export function* correctionsOf(
  open: OpenSession,
  grader: number,
  judge: Judge,
  passes: JudgeMeasurement["passes"],
): Generator<void, JudgeCorrection[]> {
  // Votes from comparisons are about rows that nobody drew at random.
  const { labels } = labelsOf(open(), grader, judge, []);
  const corrections: JudgeCorrection[] = [];
  for (const [model, { id }] of open().settings.models.entries()) {
    const { means, passed } = yield* scoresOf(open, grader, model);
    const own = labels.filter((label) => label.model === model);
    const rate = passes && byMistakes(passed, passes);
    const correction = rate ?? byLabels(means, own, judge.verdict.form === "pair" ? "share" : "score");
    if (correction) corrections.push({ modelId: id, ...correction });
  }
  return corrections;
}

type Correction = Omit<JudgeCorrection, "modelId">;

function byMistakes(
  passed: Float64Array,
  { sensitivity, specificity }: NonNullable<JudgeMeasurement["passes"]>,
): Correction | null {
  const known = passed.filter((share) => !Number.isNaN(share));
  if (known.length === 0) return null;
  const count = known.reduce((sum, share) => sum + share, 0);
  const corrected = correctedRate({ passed: { count, of: known.length }, sensitivity, specificity });
  return {
    unit: "share",
    raw: { value: count / known.length, ...shareInterval(count, known.length) },
    corrected: corrected && { value: corrected.rate, ...corrected.interval },
    method: corrected && "rogan_gladen",
  };
}

function byLabels(
  means: Float64Array,
  labels: readonly Labelled[],
  unit: Correction["unit"],
): Correction | null {
  const known = means.filter((mean) => !Number.isNaN(mean));
  if (known.length === 0) return null;
  const rows = new Map(labels.map((label) => [label.row, label]));
  const labelled = [...rows.values()];
  const found = predictionPowered({
    unlabelled: means.filter((mean, row) => !Number.isNaN(mean) && !rows.has(row)),
    judge: labelled.map(({ judge }) => judge.score),
    person: labelled.map(({ person }) => person.score),
  });
  return {
    unit,
    raw: { value: meanOf(known), ...(meanInterval(known) ?? { low: null, high: null }) },
    corrected: found && { value: found.mean, ...found.interval },
    method: found && "prediction_powered",
  };
}
