import type {
  AnswerSize,
  EvaluationRemark,
  EvaluationWeight,
  TwinOutlook,
} from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import type { PilotFacts } from "../process/pilot.ts";
import { graderPerRow, modelPerRow, type PerRow, sizeOf, sumOf, times } from "./costs.ts";
import { evaluatorsFor, type ListEvaluators } from "./evaluators.ts";
import { modelRemarks } from "./model-remarks.ts";
import {
  type DeployedFacts,
  type DeployedParts,
  deployedBy,
  deployedFacts,
  isAskedInBatches,
} from "./models.ts";
import { differingOf, smallestWith, stepsTo } from "./power.ts";
import { blocking, warns } from "./remarks.ts";
import { rowRemarks } from "./row-remarks.ts";
import { type RowFacts, rowFactsOf } from "./rows.ts";
import { twinOutlooks, twinRemarks } from "./twins.ts";

/** What weighing a draft stands on. */
export interface WeighParts extends DeployedParts {
  datasets: Pick<Datasets, "get" | "open" | "draw">;
  isScriptAllowed(source: string): boolean;
  evaluators: ListEvaluators;
}

/** A finished pilot of a draft, and what it measured. */
export interface Pilot {
  id: string;
  facts: PilotFacts;
}

interface Looked {
  rows: RowFacts;
  models: DeployedFacts[];
  judges: (DeployedFacts | null)[];
  twins: TwinOutlook[] | null;
  remarks: EvaluationRemark[];
}

/** Looks at all that a draft stands on, and says what keeps it from being started and what should be known. */
export async function lookAt(settings: EvaluationSettings, parts: WeighParts): Promise<Looked> {
  const [rows, models, judges, listed] = await Promise.all([
    rowFactsOf(settings, parts.datasets),
    Promise.all(settings.models.map((model) => deployedFacts(parts, model))),
    Promise.all(
      settings.graders.map((grader) => {
        const deployed = deployedBy(grader);
        return deployed && deployedFacts(parts, deployed);
      }),
    ),
    evaluatorsFor(settings, parts.evaluators),
  ]);
  const twins = twinOutlooks(settings, listed);
  const remarks = [
    ...blocking(settings, parts.isScriptAllowed),
    ...rowRemarks(settings, rows),
    ...modelRemarks(settings, models, judges),
    ...twinRemarks(settings, twins),
  ];
  return { rows, models, judges, twins, remarks };
}

/** What a draft would come to: requests, money, time, and what it could show. Throws what reading the rows throws. */
export async function weigh(
  settings: EvaluationSettings,
  parts: WeighParts,
  pilot: Pilot | null,
): Promise<EvaluationWeight> {
  const { rows, models, judges, twins, remarks } = await lookAt(settings, parts);
  const measuredOf = (at: number) => pilot?.facts.models[at] ?? null;
  const sizes = settings.models.map(({ systemPrompt }, at) => sizeOf(rows, systemPrompt, measuredOf(at)));
  const mean = meanOf(sizes, rows);
  const modelRows = settings.models.map((_, at) =>
    modelPerRow(settings, models[at] ?? unknown, sizes[at] ?? mean, measuredOf(at)),
  );
  // At the service, what grades is part of the run.
  const judged = settings.graders.flatMap((grader, at) => {
    const perRow = graderPerRow(grader, settings, judges[at] ?? unknown, mean, rows);
    return perRow ? [{ graderId: grader.id, perRow }] : [];
  });
  const all = [...modelRows, ...judged.map(({ perRow }) => perRow)];
  const answerFrom: AnswerSize =
    measuredOf(0)?.answer != null ? "pilot" : rows.reference === null ? "usual" : "references";
  const power = powerOf(settings, rows, pilot, all);
  const { smallest, isPossible, differing } = power;
  // Of models that never differed in the pilot the sentence about it says so.
  if (smallest !== null && !isPossible && settings.models.length !== 1 && differing.share > 0)
    remarks.push(
      warns("too_few_rows", {
        rows: rows.rows.toLocaleString("en"),
        share: `${Math.round(100 * differing.share)}%`,
      }),
    );
  const requests = (of: readonly PerRow[]) => of.reduce((sum, one) => sum + one.requests, 0) * rows.rows;
  return {
    rows: rows.rows,
    requests: { models: requests(modelRows), judges: requests(judged.map(({ perRow }) => perRow)) },
    remarks: remarks.toSorted((one, other) => one.severity.localeCompare(other.severity)),
    models: settings.models.map(({ id }, at) => ({
      id,
      ...forRows(modelRows[at] ?? nobody, rows.rows),
      isBatch: isAskedInBatches(settings.place, models[at]?.known),
      limits: (models[at] ?? unknown).limits,
    })),
    judges: judged.map(({ graderId, perRow }) => ({ graderId, ...forRows(perRow, rows.rows) })),
    ...togetherFor(all, rows.rows),
    tokens: { ...rounded(mean), isMeasured: answerFrom === "pilot", answerFrom },
    power,
    twins,
  };
}

const nobody: PerRow = { requests: 0, cost: null, time: null };
const unknown: DeployedFacts = {
  ...{ isThere: null, known: null, price: null, isFree: false },
  limits: { tokens: null, requests: null },
};

const forRows = ({ cost, time }: PerRow, rows: number) => ({
  cost: cost && times(cost, rows),
  time: time === null ? null : time * rows,
});

/** Models are asked at the same time, and judges while they are. */
function togetherFor(all: readonly PerRow[], rows: number): Pick<EvaluationWeight, "cost" | "time"> {
  const times_ = all.flatMap(({ time }) => time ?? []);
  const cost = all.length === 0 ? null : sumOf(all.map((one) => one.cost));
  return {
    cost: cost && times(cost, rows),
    time: times_.length < all.length || all.length === 0 ? null : Math.max(...times_) * rows,
  };
}

const meanOf = (sizes: readonly { question: number; answer: number }[], rows: RowFacts) => {
  const all = sizes.length === 0 ? [sizeOf(rows, "", null)] : sizes;
  const mean = (of: "question" | "answer") => all.reduce((sum, one) => sum + one[of], 0) / all.length;
  return { question: mean("question"), answer: mean("answer") };
};

const rounded = ({ question, answer }: { question: number; answer: number }) => ({
  question: Math.round(question),
  answer: Math.round(answer),
});

function powerOf(
  { repeats }: EvaluationSettings,
  { rows, available }: RowFacts,
  pilot: Pilot | null,
  all: readonly PerRow[],
): EvaluationWeight["power"] {
  const measured = pilot?.facts.difference ?? null;
  const differing = differingOf(measured);
  const steps = stepsTo(available, rows).map((count) => {
    const { cost, time } = togetherFor(all, count);
    return { rows: count, ...smallestWith(differing, count, repeats), cost: cost?.amount ?? null, time };
  });
  const own = steps.find((step) => step.rows === rows);
  return {
    differing: differing.told,
    smallest: own?.smallest ?? null,
    isPossible: own?.isPossible ?? false,
    steps,
    pilotId: measured && pilot ? pilot.id : null,
  };
}
