import type { EvaluationModel, EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { beginningOf } from "../../../preload/cut.ts";
import { partsOfGrader } from "../../graders/graders.ts";
import { type Deployed, withDeployments } from "./format/settings.ts";
import { isOnlyItsScores } from "./imports/only-scores.ts";

/** Which deployment here stands for one of a file. */
export interface Deploys {
  from: Deployed;
  to: Deployed;
}

/**
 * Settings of past results as they can be asked here: the models that a deployment stands for, and the graders that can
 * grade. Models keep their ids, so that old and new results can be held against each other.
 */
export function askedAgain(settings: EvaluationSettings, all: readonly Deploys[]): EvaluationSettings {
  const standsFor = ({ connectionId, deployment }: Deployed): Deployed | undefined =>
    all.find(({ from }) => from.connectionId === connectionId && from.deployment === deployment)?.to;
  /** One of several that a deployment stands for is told from the others by the name it had. */
  const nameOf = ({ name }: EvaluationModel, { connectionId, deployment }: Deployed): string => {
    const same = settings.models.filter((one) => {
      const to = standsFor(one);
      return to?.connectionId === connectionId && to.deployment === deployment;
    });
    return same.length === 1 ? beginningOf(deployment, 120) : name;
  };
  const models = settings.models.flatMap((model) => {
    const to = standsFor(model);
    return to ? [{ ...model, name: nameOf(model, to) }] : [];
  });
  const graders = withoutMissing(settings.graders.filter((grader) => !isOnlyItsScores(grader)));
  const has = (list: readonly { id: string }[], wanted: string | null) =>
    list.some(({ id }) => id === wanted) ? wanted : null;
  return {
    ...withDeployments(
      { ...settings, models, graders, place: { kind: "here" } },
      (own) => standsFor(own) ?? own,
    ),
    baseline: has(models, settings.baseline),
    lead: has(graders, settings.lead),
  };
}

type Graders = EvaluationSettings["graders"];

/** Graders without those that are made of one that is not there. */
function withoutMissing(graders: Graders): Graders {
  const ids = new Set(graders.map(({ id }) => id));
  const left = graders.filter((grader) => partsOfGrader(grader).every((id) => ids.has(id)));
  return left.length === graders.length ? left : withoutMissing(left);
}
