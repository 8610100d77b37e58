import { strings } from "../../preload/strings/en.ts";
import { Upload } from "../datasets/index.ts";
import type { StepProps } from "./step-props.ts";

const words = strings.guide.data;

/** Files of one's own for the model; none is fine. */
export function DataStep({ draft, onChange }: StepProps) {
  return (
    <>
      <p className="muted">{draft.source === "custom" ? words.textCustom : words.text}</p>
      <Upload chosen={draft.datasets} onChange={(datasets) => onChange({ datasets })} />
    </>
  );
}
