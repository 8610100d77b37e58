import type { ScoreUnit } from "../../../preload/contract/evaluation-verdicts.ts";
import { problem } from "../../foundry/error.ts";
import { eachRow } from "../../storage/each-row.ts";
import { isPair } from "../pair.ts";
import type { Comparison } from "../verdict/difference.ts";
import { type Reasons, type Scored, unitOf } from "../verdict/model-score.ts";
import { beatenBy } from "../verdict/pairs.ts";
import { noScores, type RowScores, rowCount, scoresOf } from "./scores.ts";
import type { OpenSession, Session } from "./session.ts";

/** What a grader says of every model of an evaluation. */
export interface GraderScores {
  graderId: string;
  unit: ScoreUnit;
  /** By the places of the models. */
  scores: RowScores[];
}

/** Reads what a grader says of every model, with pauses. Throws `not_found` for one that the evaluation does not have. */
export function* graderScores(open: OpenSession, graderId: string): Generator<void, GraderScores> {
  const { models, graders } = open().settings;
  const grader = graders.findIndex(({ id }) => id === graderId);
  if (grader < 0) throw problem("not_found");
  const scores: RowScores[] = [];
  for (const model of models.keys()) scores.push(yield* scoresOf(open, grader, model));
  return { graderId, unit: unitOf(isPair(graders[grader]), scores), scores };
}

/** What is known of the scores of a model, by its place. */
export function scoredIn(session: Session, { graderId, unit, scores }: GraderScores, model: number): Scored {
  const own = scores[model] ?? noScores(rowCount(session));
  const modelId = session.settings.models[model]?.id ?? "";
  return { modelId, graderId, unit, scores: own, reasons: reasonsOf(session, graderId, model, own) };
}

/** Why rows have no score. */
function reasonsOf(
  { database, settings }: Session,
  graderId: string,
  model: number,
  { ungraded }: RowScores,
): Reasons {
  const codes: string[] = [];
  const of = new Uint8Array(ungraded.length);
  // Nothing is looked up where all rows have scores, as they usually do.
  if (!ungraded.some((count) => count > 0)) return { codes, of };
  const grader = settings.graders.findIndex(({ id }) => id === graderId);
  const found = database.prepare(
    `select row, max(coalesce(error, '')) as code from grades
     where grader = ? and model = ? group by row having max(score) is null`,
  );
  const places = new Map<unknown, number>();
  for (const { row, code } of eachRow(found, grader, model)) {
    const place = places.get(code) ?? codes.push(String(code));
    places.set(code, place);
    of[Number(row)] = place;
  }
  return { codes, of };
}

/**
 * A model beside the baseline, both by their places. A grader that compares has held the model against the baseline that is
 * set; against another there is nothing to compare. Null for the baseline itself, and where there is none.
 */
export function comparisonIn(
  { settings }: Session,
  { graderId, unit, scores }: GraderScores,
  model: number,
  baseline: number,
): Comparison | null {
  const [own, other] = [scores[model], scores[baseline]];
  const [modelId, baselineId] = [settings.models[model]?.id, settings.models[baseline]?.id];
  if (!own || !other || modelId === undefined || baselineId === undefined || model === baseline) return null;
  if (unit === "wins" && baselineId !== settings.baseline) return null;
  const beside = unit === "wins" ? beatenBy(own) : other;
  return { modelId, baselineId, graderId, unit, model: own, baseline: beside };
}

/** Rows in groups that are read at once. */
const stretch = 5000;

/** By row: the number of the group that it belongs to; -1 for none. Read from the index of groups, with pauses. */
export function* clustersIn(open: OpenSession): Generator<void, Int32Array> {
  const clusters = new Int32Array(rowCount(open())).fill(-1);
  const next = `select row, cluster from rows where cluster is not null and (cluster, row) > (?, ?)
    order by cluster, row limit ${stretch}`;
  for (let last: [number, number] = [-1, -1]; ; ) {
    const found = open()
      .database.prepare(next)
      .all(...last);
    for (const one of found) {
      last = [Number(one.cluster), Number(one.row)];
      clusters[last[1]] = last[0];
    }
    if (found.length < stretch) return clusters;
    yield;
  }
}
