import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { OptionalNumber } from "../../graders/optional-number.tsx";

/** From which score on an answer passes; null for none. */
export const PassField = (props: { value: number | null; onChange: (passAt: number | null) => void }) => (
  <OptionalNumber
    label={words.passAt}
    value={props.value ?? undefined}
    hint={words.passAtHint}
    onChange={(passAt) => props.onChange(passAt ?? null)}
  />
);
