import type { EvaluationModel } from "../../../preload/contract/evaluation-settings.ts";
import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { hasThreshold, needsJudge } from "../../graders/draft.ts";
import { GraderEditor } from "../../graders/editor.tsx";
import type { KindProps } from "./form-props.ts";
import { JudgePicker } from "./judge-form.tsx";
import { deployedOf } from "./new-grader.ts";
import { PassField } from "./pass-field.tsx";

/** A grader as the service has it. */
export function FoundryForm(props: KindProps<"foundry"> & { models: readonly EvaluationModel[] }) {
  const { grader: own, fields, models, onChange } = props;
  const { grader } = own;
  return (
    <>
      <GraderEditor
        grader={grader}
        fields={fields}
        isInside
        onChange={(next) => onChange({ ...own, grader: next, judge: needsJudge(next) ? own.judge : null })}
      />
      {needsJudge(grader) && (
        <JudgePicker
          label={words.foundryJudge}
          hint={words.foundryJudgeHint}
          value={own.judge}
          models={models}
          onChoose={(choice) => onChange({ ...own, judge: deployedOf(choice) })}
        />
      )}
      {!hasThreshold(grader) && (
        <PassField value={own.passAt} onChange={(passAt) => onChange({ ...own, passAt })} />
      )}
    </>
  );
}
