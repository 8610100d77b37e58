import type { EvaluationRemark } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { partsOfGrader } from "../../graders/graders.ts";

/** What keeps a draft from being started. */
export const blocks = (code: string, parameters: Record<string, string> = {}): EvaluationRemark => ({
  code,
  severity: "blocks",
  parameters,
});

/** What should be known before. */
export const warns = (code: string, parameters: Record<string, string> = {}): EvaluationRemark => ({
  code,
  severity: "warns",
  parameters,
});

/** What keeps a draft from being started, as far as its settings tell. `isScriptAllowed`: whether the person lets one run. */
export function blocking(
  { data, models, baseline, graders, lead }: EvaluationSettings,
  isScriptAllowed: (source: string) => boolean,
): EvaluationRemark[] {
  const isThere = (id: string | null, all: readonly { id: string }[]) =>
    id === null || all.some((one) => one.id === id);
  const scripts = graders.filter((grader) => grader.kind === "script" && !isScriptAllowed(grader.source));
  const torn = graders.filter((grader) => partsOfGrader(grader).some((id) => !isThere(id, graders)));
  return [
    ...(data ? [] : [blocks("no_data")]),
    ...(models.length > 0 ? [] : [blocks("no_models")]),
    ...(graders.length > 0 ? [] : [blocks("no_graders")]),
    ...(isThere(baseline, models) ? [] : [blocks("baseline_missing")]),
    ...(isThere(lead, graders) ? [] : [blocks("lead_missing")]),
    ...scripts.map(({ name }) => blocks("script_not_allowed", { name })),
    ...torn.map(({ name }) => blocks("part_missing", { name })),
  ];
}
