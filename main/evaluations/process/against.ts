import type { EvaluationAgainst } from "../../../preload/contract/evaluation-verdicts.ts";
import { problem } from "../../foundry/error.ts";
import { withPauses } from "../../pauses.ts";
import { cellText } from "../../storage/text-cell.ts";
import { type Compared, compare, differencesOf } from "../verdict/difference.ts";
import { unitOf } from "../verdict/model-score.ts";
import { alignedScores, type Regression, regressionsIn } from "../verdict/regressions.ts";
import { clustersIn } from "./grader-scores.ts";
import { sameGrader } from "./same-grader.ts";
import { sameRows } from "./same-rows.ts";
import { rowCount, scoresOf } from "./scores.ts";
import type { OpenSession, Session } from "./session.ts";

/** Rows that are told; how many there are is told besides. */
const mostTold = 1000;

/** Holds a model against one of another evaluation. Throws `not_found` for a model that its evaluation does not have. */
export const againstOf = (
  own: OpenSession,
  other: OpenSession,
  models: { modelId: string; otherModelId: string },
): Promise<EvaluationAgainst> => withPauses(comparing(own, other, models));

function* comparing(
  own: OpenSession,
  other: OpenSession,
  { modelId, otherModelId }: { modelId: string; otherModelId: string },
): Generator<void, EvaluationAgainst> {
  const [model, otherModel] = [placeOf(own(), modelId), placeOf(other(), otherModelId)];
  const { graders, lead } = own().settings;
  const { graders: otherGraders } = other().settings;
  const places = yield* sameRows(own, other);
  const clusterOf = yield* clustersIn(own);
  const inOrder = graders.toSorted((one, next) => Number(next.id === lead) - Number(one.id === lead));
  const compared: Compared[] = [];
  const unlike: string[] = [];
  let regressions: Regression[] | null = null;
  for (const grader of inOrder) {
    const like = sameGrader(grader, graders, otherGraders);
    if (like === null) {
      unlike.push(grader.id);
      continue;
    }
    const now = yield* scoresOf(own, graders.indexOf(grader), model);
    const otherGrader = otherGraders.findIndex(({ id }) => id === like);
    const before = alignedScores(yield* scoresOf(other, otherGrader, otherModel), places);
    yield;
    const unit = unitOf(false, [now, before]);
    const comparison = { modelId, baselineId: otherModelId, graderId: grader.id, unit };
    compared.push(compare({ ...comparison, model: now, baseline: before }, clusterOf));
    yield;
    regressions ??= regressionsIn(now, before);
    yield;
  }
  const both = places.filter((place) => place >= 0).length;
  return {
    differences: [
      ...differencesOf(compared.slice(0, 1), "holm"),
      ...differencesOf(compared.slice(1), "benjamini_hochberg"),
    ],
    unlike,
    rows: { both, only: places.length - both, onlyOther: rowCount(other()) - both },
    regressions: told(own(), (regressions ?? []).slice(0, mostTold), places),
    worse: regressions?.length ?? 0,
  };
}

function placeOf({ settings }: Session, modelId: string): number {
  const place = settings.models.findIndex(({ id }) => id === modelId);
  if (place < 0) throw problem("not_found");
  return place;
}

function told(
  { database }: Session,
  regressions: readonly Regression[],
  places: Int32Array,
): EvaluationAgainst["regressions"] {
  const asked = database.prepare("select asked from rows where row = ?");
  return regressions.map((one) => ({
    ...one,
    otherRow: places[one.row] ?? -1,
    asked: cellText(asked.get(one.row)?.asked ?? ""),
  }));
}
