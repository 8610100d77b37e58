import type { EvaluationState, EvaluationSummary } from "../../preload/contract/evaluations.ts";

const groupNames = ["drafts", "underWay", "finished"] as const;
type GroupName = (typeof groupNames)[number];

const groupOf: Record<EvaluationState, GroupName> = {
  draft: "drafts",
  preparing: "underWay",
  running: "underWay",
  paused: "underWay",
  done: "finished",
  kept: "finished",
};

/**
 * The evaluations whose name, dataset or models have a text, in any case, by how far they are. A pilot comes after the draft
 * that it tries, whatever its own state, and is found with it.
 */
export function evaluationGroups(
  list: readonly EvaluationSummary[],
  search: string,
): { name: GroupName; evaluations: EvaluationSummary[] }[] {
  const ids = new Set(list.map(({ id }) => id));
  const isPilot = ({ pilotOf }: EvaluationSummary) => pilotOf !== null && ids.has(pilotOf);
  const wanted = search.trim().toLocaleLowerCase();
  const found = list.filter(
    (one) =>
      !isPilot(one) &&
      [one.name, one.datasetName ?? "", ...one.models].some((text) =>
        text.toLocaleLowerCase().includes(wanted),
      ),
  );
  return groupNames.map((name) => ({
    name,
    evaluations: found
      .filter(({ state }) => groupOf[state] === name)
      .flatMap((one) => [one, ...list.filter(({ pilotOf }) => pilotOf === one.id)]),
  }));
}
