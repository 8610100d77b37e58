import type { BaselineChoice } from "../../../preload/contract/evaluation-results.ts";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { evaluationResults } from "../../../preload/strings/evaluation-results.ts";
import { Choice } from "./choice.tsx";

const words = evaluationResults.aim;

/** What the results are about: the model that others are held against, and the grader that counts first. */
export interface Aim {
  /** The id of a model; null for none. */
  baseline: string | null;
  /** The id of a grader. */
  lead: string;
}

/** What an evaluation is set to. */
export const aimOf = ({ settings }: Pick<Evaluation, "settings">): Aim => ({
  baseline: settings.baseline,
  lead: settings.lead ?? settings.graders[0]?.id ?? "",
});

/** The baseline as a call names it, which has null for the one that is set. */
export const baselineAsked = ({ baseline }: Aim): BaselineChoice => baseline ?? false;

/** What a model is called; empty where it is not there. */
export const modelName = ({ settings }: Pick<Evaluation, "settings">, id: string | null): string =>
  settings.models.find((model) => model.id === id)?.name ?? "";

/** Chooses both. */
export function AimFields(props: { evaluation: Evaluation; aim: Aim; onAim: (aim: Aim) => void }) {
  const { evaluation, aim, onAim } = props;
  const { models, graders } = evaluation.settings;
  return (
    <fieldset className="results-bar row wrap" aria-label={words.label}>
      <Choice
        label={words.grader}
        value={aim.lead}
        choices={graders.map(({ id, name }) => [id, name])}
        onChange={(lead) => onAim({ ...aim, lead })}
      />
      <Choice
        label={words.baseline}
        value={aim.baseline ?? ""}
        choices={[...models.map(({ id, name }) => [id, name] as const), ["", words.noBaseline]]}
        onChange={(id) => onAim({ ...aim, baseline: id === "" ? null : id })}
      />
    </fieldset>
  );
}
