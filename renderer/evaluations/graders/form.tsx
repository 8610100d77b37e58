import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { EvaluationModel, EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { FormProps } from "../../graders/form-props.ts";
import { AllForm, WeightedForm } from "./composed-forms.tsx";
import { JsonAnswerForm, ToolCallForm } from "./data-forms.tsx";
import { EvaluatorForm } from "./evaluator-form.tsx";
import { FoundryForm } from "./foundry-form.tsx";
import { JudgeForm } from "./judge-form.tsx";
import { CostForm, LatencyForm, LengthForm } from "./limit-forms.tsx";
import { ScriptForm } from "./script-form.tsx";
import { SimilarityForm } from "./similarity-form.tsx";
import { NumericForm, RegexForm, TextForm } from "./text-forms.tsx";

/** The fields of a grader, by its kind. */
export function GraderForm(
  props: FormProps<EvaluationGrader> & {
    models: readonly EvaluationModel[];
    /** The other graders of the evaluation. */
    others: readonly EvaluationGrader[];
    /** Where the evaluation runs. */
    place: EvaluationSettings["place"];
    /** Whether rows have references. */
    hasReference: boolean;
  },
) {
  const { grader, ...rest } = props;
  switch (grader.kind) {
    case "text":
      return <TextForm grader={grader} {...rest} />;
    case "regex":
      return <RegexForm grader={grader} {...rest} />;
    case "numeric":
      return <NumericForm grader={grader} {...rest} />;
    case "json":
      return <JsonAnswerForm grader={grader} {...rest} />;
    case "tool_call":
      return <ToolCallForm grader={grader} {...rest} />;
    case "similarity":
      return <SimilarityForm grader={grader} {...rest} />;
    case "length":
      return <LengthForm grader={grader} {...rest} />;
    case "latency":
      return <LatencyForm grader={grader} {...rest} />;
    case "cost":
      return <CostForm grader={grader} {...rest} />;
    case "judge":
      return <JudgeForm grader={grader} {...rest} />;
    case "script":
      return <ScriptForm grader={grader} {...rest} />;
    case "foundry":
      return <FoundryForm grader={grader} {...rest} />;
    case "evaluator":
      return <EvaluatorForm grader={grader} {...rest} />;
    case "all":
      return <AllForm grader={grader} {...rest} />;
    case "weighted":
      return <WeightedForm grader={grader} {...rest} />;
  }
}
