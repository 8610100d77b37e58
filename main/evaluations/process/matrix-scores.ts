import type { MatrixView } from "../../../preload/contract/evaluation-results.ts";
import { isPair } from "../pair.ts";
import { beatenBy } from "../verdict/pairs.ts";
import { type RowScores, scoresOf } from "./scores.ts";
import type { OpenSession } from "./session.ts";

/** What a matrix is filtered and ordered by: scores by one grader. */
export interface MatrixScores {
  /** Whether a row passes the view's filter, as far as that is about scores. */
  passes(row: number): boolean;
  /** What rows are ordered by; NaN where that is not known. */
  value(row: number): number;
}

/** Scores that differ by less are the same: they were summed up. */
const same = 1e-9;

/** Reads what a view needs of scores, with pauses: nothing where it is about none. */
export function* matrixScores(open: OpenSession, view: MatrixView): Generator<void, MatrixScores> {
  const { models, graders, ...settings } = open().settings;
  const isNeeded = view.sort !== "row" || !["all", "noted"].includes(view.filter);
  if (!isNeeded) return { passes: () => true, value: (row) => row };
  const grader = graders.findIndex(({ id }) => id === view.graderId);
  const scores: RowScores[] = [];
  for (const model of models.keys()) scores.push(yield* scoresOf(open, grader, model));
  const baselineId = view.baseline ?? settings.baseline;
  const baseline = models.findIndex(({ id }) => id === baselineId);
  const chosen = models.findIndex(({ id }) => id === view.modelId);
  const every = [...models.keys()];
  const others = every.filter((model) => model !== baseline);
  const mean = (model: number, row: number) => scores[model]?.means[row] ?? Number.NaN;
  const compares = isPair(graders[grader]);
  const beaten = compares ? scores.map(beatenBy) : [];
  const won = (model: number, row: number) => mean(model, row) - (beaten[model]?.means[row] ?? Number.NaN);
  // A grader that compares has held the models against the baseline that is set: with another one nothing is known.
  const isHeld = baselineId === settings.baseline;
  /** The score less the baseline's on the same row; NaN where one of them is not known. */
  const difference = (model: number, row: number) => {
    if (compares) return isHeld ? won(model, row) : Number.NaN;
    return mean(model, row) - (scores[baseline]?.means[row] ?? Number.NaN);
  };
  const about = chosen >= 0 ? [chosen] : others;
  const any = chosen >= 0 ? [chosen] : every;
  /** How far apart the models are. */
  const spread = (row: number) => {
    const known = every.flatMap((model) => (Number.isNaN(mean(model, row)) ? [] : mean(model, row)));
    if (compares) return Math.max(...every.map((model) => Math.abs(won(model, row)) || 0));
    return known.length === 0 ? Number.NaN : Math.max(...known) - Math.min(...known);
  };
  const filters: Record<MatrixView["filter"], (row: number) => boolean> = {
    all: () => true,
    noted: () => true,
    changed: (row) => spread(row) > same,
    worse: (row) => about.some((model) => difference(model, row) < -same),
    better: (row) => about.some((model) => difference(model, row) > same),
    failed: (row) => any.some((model) => (scores[model]?.passed[row] ?? Number.NaN) < 1),
    ungraded: (row) => any.some((model) => (scores[model]?.ungraded[row] ?? 0) > 0),
  };
  const first = about[0] ?? every[0] ?? 0;
  const values: Record<MatrixView["sort"], (row: number) => number> = {
    row: (row) => row,
    score: (row) => mean(first, row),
    difference: (row) => difference(first, row),
    spread,
  };
  return { passes: filters[view.filter], value: values[view.sort] };
}
