import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { evaluationResults } from "../../../preload/strings/evaluation-results.ts";
import { Choice } from "./choice.tsx";

const words = evaluationResults.aim;

/** What the results are about: the model that others are held against, and the grader that counts first. */
export interface Aim {
  /** The id of a model; null for none, which only an evaluation that has none can be read with. */
  baseline: string | null;
  /** The id of a grader. */
  lead: string;
}

/** What an evaluation is set to. */
export const aimOf = ({ settings }: Pick<Evaluation, "settings">): Aim => ({
  baseline: settings.baseline,
  lead: settings.lead ?? settings.graders[0]?.id ?? "",
});

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
        choices={[
          ...(evaluation.settings.baseline === null ? [["", words.noBaseline] as const] : []),
          ...models.map(({ id, name }) => [id, name] as const),
        ]}
        onChange={(id) => onAim({ ...aim, baseline: id === "" ? null : id })}
      />
    </fieldset>
  );
}
