import type { ListedEvaluator } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { RemoteEvaluator } from "../../foundry/evals/evals.ts";
import type { RemoteServices } from "../engine/ports.ts";

/** The evaluators of Microsoft that the project of a connection has; null where it is to no project. */
export type ListEvaluators = (connectionId: string) => Promise<RemoteEvaluator[] | null>;

/** Milliseconds for which a list counts: it is looked at with every change of a draft. */
const keptFor = 600_000;

/** Reads the evaluators of projects; what was read counts for a while. Throws what reading throws. */
export function evaluatorLists(evals: RemoteServices["evals"], now = Date.now): ListEvaluators {
  const known = new Map<string, { at: number; list: Promise<RemoteEvaluator[] | null> }>();
  return (connectionId) => {
    const before = known.get(connectionId);
    if (before && now() - before.at < keptFor) return before.list;
    const list = evals(connectionId).then((client) => client.evaluators("builtin"));
    known.set(connectionId, { at: now(), list });
    list.catch(() => known.delete(connectionId));
    return list;
  };
}

/** The evaluators that a draft needs to know: undefined where it has none of them, or they could not be read. */
export async function evaluatorsFor(
  { graders, place }: Pick<EvaluationSettings, "graders" | "place">,
  list: ListEvaluators,
): Promise<RemoteEvaluator[] | null | undefined> {
  if (place.kind !== "foundry" || !graders.some(({ kind }) => kind === "evaluator")) return undefined;
  return list(place.connectionId).catch(() => undefined);
}

/** Whether an evaluator grades by a deployment, by the parameters that it is made with. */
export function judgeOf({ parameters }: Pick<RemoteEvaluator, "parameters">): ListedEvaluator["judge"] {
  const judges = parameters.filter(({ name }) => name === "deployment_name" || name === "model");
  if (judges.length === 0) return "none";
  return judges.some(({ isRequired }) => isRequired) ? "required" : "optional";
}

/** An evaluator as the window is told of it; its first metric that says something counts. */
export function listedEvaluator(one: RemoteEvaluator): ListedEvaluator {
  const { name, title, description, data, metrics } = one;
  const metric = metrics.find(({ least, most }) => least !== null && most !== null) ?? metrics[0];
  const { least = null, most = null, isMoreBetter = null, threshold = null } = metric ?? {};
  return {
    ...{ name, title, description, threshold },
    fields: data,
    judge: judgeOf(one),
    range: least === null || most === null ? null : [least, most],
    isLessBetter: isMoreBetter === false,
  };
}
