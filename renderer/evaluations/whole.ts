import type { EvaluationGrader } from "../../preload/contract/evaluation-graders.ts";
import type { EvaluationModel, EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";

/**
 * Whether a grader has all that it needs to be kept, whatever else is wrong with it. A deployment that is still to be
 * chosen has an empty name.
 */
export function isWhole(grader: EvaluationGrader): boolean {
  if (grader.name.trim() === "") return false;
  switch (grader.kind) {
    case "regex":
      return grader.pattern !== "";
    case "script":
      return grader.source !== "";
    case "similarity":
      return grader.embeddings?.deployment !== "";
    case "judge":
      return grader.judge.deployment !== "" && isVerdictWhole(grader.verdict);
    case "evaluator":
      return grader.evaluator.trim() !== "" && grader.judge?.deployment !== "";
    case "all":
    case "weighted":
      return grader.of.length > 0;
    default:
      return true;
  }
}

type Verdict = Extract<EvaluationGrader, { kind: "judge" }>["verdict"];

const isVerdictWhole = (verdict: Verdict): boolean =>
  verdict.form !== "label" ||
  (verdict.labels.length >= 2 &&
    verdict.passing.length >= 1 &&
    [...verdict.labels, ...verdict.passing].every((label) => label.trim() !== ""));

const isNamed = ({ name }: EvaluationModel): boolean => name.trim() !== "";

/** Whether all of a draft can be kept. */
const isAllWhole = ({ name, models, graders }: EvaluationSettings): boolean =>
  name.trim() !== "" && models.every(isNamed) && graders.every(isWhole);

/** A grader without those of its parts that can't be kept yet; all of them where none would be left. */
function withParts(grader: EvaluationGrader, kept: readonly EvaluationGrader[]): EvaluationGrader {
  const isKept = (id: string) => kept.some((one) => one.id === id);
  if (grader.kind === "all") {
    const of = grader.of.filter(isKept);
    return of.length === 0 ? grader : { ...grader, of };
  }
  if (grader.kind !== "weighted") return grader;
  const of = grader.of.filter(({ id }) => isKept(id));
  return of.length === 0 ? grader : { ...grader, of };
}

/**
 * What of a draft can be kept: all of it, or instead of what is half typed what was `kept` of it before. `isAll`: whether it
 * is all.
 */
export function keepable(
  settings: EvaluationSettings,
  kept: EvaluationSettings | null,
): { settings: EvaluationSettings; isAll: boolean } {
  if (isAllWhole(settings)) return { settings, isAll: true };
  const graders = settings.graders.flatMap((grader) => {
    if (isWhole(grader)) return [grader];
    const before = kept?.graders.find(({ id }) => id === grader.id);
    return before ? [before] : [];
  });
  const models = settings.models.map((model) =>
    isNamed(model) ? model : { ...model, name: model.deployment },
  );
  const parted = graders.map((grader) => withParts(grader, graders));
  const lead = graders.some(({ id }) => id === settings.lead) ? settings.lead : null;
  return { settings: { ...settings, graders: parted, models, lead }, isAll: false };
}
