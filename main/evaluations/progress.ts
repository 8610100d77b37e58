import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import type {
  EvaluationProgress,
  EvaluationSummary,
  RemoteProgress,
} from "../../preload/contract/evaluations.ts";
import type { WaitingColumn } from "../../preload/contract/series.ts";
import { isRemote } from "../graders/graders.ts";
import type { ListedEvaluation } from "./list.ts";
import { isPair } from "./pair.ts";
import type { Counts } from "./shape.ts";

/** What is known of an evaluation while it runs. */
export interface Live {
  waiting: WaitingColumn[];
  /** Milliseconds; null before anything is known, and while the service does some of it by itself. */
  timeLeft: number | null;
  /** What the service does by itself. */
  remote: RemoteProgress[];
}

/** An evaluation as a list shows it. */
export function summaryOf(one: ListedEvaluation, live: Live | null): EvaluationSummary {
  const { id, name, state, origin, pilotOf, createdAt, startedAt, endedAt, datasetName, settings } = one;
  return {
    ...{ id, name, state, origin, pilotOf, createdAt, startedAt, endedAt, datasetName },
    models: settings.models.map((model) => model.name),
    progress: progressOf(settings, one.counts, live),
    problem: one.problem,
  };
}

function progressOf(
  settings: EvaluationSettings,
  counts: Counts | null,
  live: Live | null,
): EvaluationProgress {
  return {
    ...doneOf(settings, counts),
    timeLeft: live?.timeLeft ?? null,
    waiting: live?.waiting ?? [],
    remote: live?.remote ?? [],
  };
}

/** How many answers, and grades by models, there are and are to be. */
export function doneOf(
  settings: Pick<EvaluationSettings, "models" | "graders" | "baseline" | "repeats">,
  counts: (Pick<Counts, "rows" | "unasked"> & Partial<Counts>) | null,
): Pick<EvaluationProgress, "answers" | "judged"> {
  const asked = counts ? (counts.rows - counts.unasked) * settings.repeats : 0;
  const { models, graders, baseline } = settings;
  const againstBaseline = models.some(({ id }) => id === baseline) ? models.length - 1 : 0;
  const judged = graders
    .filter(isRemote)
    .map((grader) => (isPair(grader) ? againstBaseline : models.length))
    .reduce((sum, times) => sum + times * asked, 0);
  return {
    answers: { done: counts?.answers ?? 0, failed: counts?.failed ?? 0, of: asked * models.length },
    judged: { done: counts?.judged ?? 0, failed: counts?.unjudged ?? 0, of: judged },
  };
}
