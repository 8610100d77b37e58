import { strings } from "../../preload/strings/en.ts";
import { Upload, useDatasets, Ways } from "../datasets/index.ts";
import type { Choice } from "../targets/choice.ts";
import type { StepProps } from "./step-props.ts";

const words = strings.guide.data;

/** Files of one's own for the model; none is fine. With some there are three ways to go on. */
export function DataStep(props: StepProps) {
  const { draft, onChange, onNext } = props;
  const list = useDatasets(({ list }) => list) ?? [];
  const first = list.find(({ id }) => draft.datasets.includes(id));
  // A model that is deployed is not tuned here: tuning begins with a base model.
  const fineTune = () =>
    draft.source === "custom" ? onNext() : onChange({ source: "custom", step: "base" });
  return (
    <>
      <p className="muted">{draft.source === "custom" ? words.textCustom : words.text}</p>
      <Upload chosen={draft.datasets} onChange={(datasets) => onChange({ datasets })} />
      {first && <Ways dataset={first} choice={choiceOf(draft)} onFineTune={fineTune} onWithout={onNext} />}
    </>
  );
}

/** The deployment that a draft has chosen; null for none. */
const choiceOf = ({ connectionId, deployment }: StepProps["draft"]): Choice | null =>
  connectionId === null || deployment === null ? null : { connectionId, deployment };
