import type { JudgeVerdict } from "../../../preload/contract/evaluation-graders.ts";
import type { EvaluationModel } from "../../../preload/contract/evaluation-settings.ts";
import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { judgeWords } from "../../../preload/strings/judges.ts";
import { faultsAt } from "../../graders/faults.ts";
import { Faults } from "../../graders/field.tsx";
import { Messages } from "../../graders/messages.tsx";
import { OptionalNumber } from "../../graders/optional-number.tsx";
import { TemplateField } from "../../graders/template-field.tsx";
import { ModelPicker } from "../../models/index.ts";
import type { Choice } from "../../targets/choice.ts";
import { numberIn, wholeIn } from "../../ui/numbers.ts";
import { Radios } from "../../ui/radios.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import type { KindProps } from "./form-props.ts";
import { LabelFields } from "./label-fields.tsx";
import { deployedOf, judging } from "./new-grader.ts";
import { judgePlaces } from "./places.ts";

const forms = ["score", "label", "pair"] as const;
const mostTokens = 1_000_000;

/** A model that grades: which one, what it gives, what it looks at, and what it is shown. */
export function JudgeForm(
  props: KindProps<"judge"> & { models: readonly EvaluationModel[]; hasReference: boolean },
) {
  const { grader, path, faults, fields, models, hasReference, onChange } = props;
  const { judge, verdict, rubric, messages } = grader;
  const isPair = verdict.form === "pair";
  const places = judgePlaces(fields, isPair);
  const setForm = (form: JudgeVerdict["form"]) => {
    const next = judging(form, hasReference);
    const before = judging(verdict.form, hasReference);
    onChange({
      ...grader,
      verdict: next.verdict,
      // What the person wrote stays; a pair needs other places.
      rubric: rubric === before.rubric ? next.rubric : rubric,
      messages: isPair || form === "pair" ? next.messages : messages,
    });
  };
  return (
    <>
      <JudgePicker
        label={words.judge}
        value={judge}
        models={models}
        onChoose={(choice) => onChange({ ...grader, judge: deployedOf(choice) })}
      />
      <Radios
        legend={words.form_of_verdict}
        value={verdict.form}
        choices={forms.map((value) => ({ value, label: words.verdicts[value] }))}
        onChange={setForm}
      />
      <p className="muted small">{words.verdictHints[verdict.form]}</p>
      {verdict.form === "score" && <Scale {...props} verdict={verdict} />}
      {verdict.form === "label" && (
        <LabelFields
          verdict={verdict}
          faults={faultsAt(faults, [...path, "verdict"])}
          onChange={(verdict) => onChange({ ...grader, verdict })}
        />
      )}
      <TemplateField
        label={words.rubric}
        hint={words.rubricHint}
        value={rubric}
        fields={fields}
        places={places}
        rows={5}
        faults={faultsAt(faults, [...path, "rubric"])}
        onChange={(rubric) => onChange({ ...grader, rubric })}
      />
      {rubric !== judgeWords.rubrics[verdict.form] && (
        <div>
          <button
            type="button"
            className="link small"
            onClick={() => onChange({ ...grader, rubric: judgeWords.rubrics[verdict.form] })}
          >
            {words.resetRubric}
          </button>
        </div>
      )}
      <Messages
        legend={words.shown}
        messages={messages}
        roles={["system", "user"]}
        fields={fields}
        places={places}
        faultsOf={(at) => faultsAt(faults, [...path, "messages", at])}
        onChange={(messages) => onChange({ ...grader, messages })}
      />
      <Faults faults={faults.filter((one) => one.path.join() === [...path, "messages"].join())} />
      <details className="grader-sampling">
        <summary>{words.judgeParameters}</summary>
        <div className="fields">
          <TypedField<number | null>
            label={words.temperature}
            value={grader.temperature}
            text={(value) => (value === null ? "" : String(value))}
            read={(text) => optional(text, (typed) => between(numberIn(typed), 0, 2))}
            wrong={words.temperatureWrong}
            placeholder={words.unset}
            isNumber
            onChange={(temperature) => onChange({ ...grader, temperature })}
          />
          <TypedField<number | null>
            label={words.maxTokens}
            value={grader.maxTokens}
            text={(value) => (value === null ? "" : String(value))}
            read={(text) => optional(text, (typed) => wholeIn(typed, 1, mostTokens))}
            wrong={words.wholeWrong}
            placeholder={words.unset}
            isNumber
            onChange={(maxTokens) => onChange({ ...grader, maxTokens })}
          />
        </div>
      </details>
    </>
  );
}

const optional = (text: string, read: (text: string) => number | undefined): number | null | undefined =>
  text.trim() === "" ? null : read(text);

const between = (number: number | undefined, low: number, high: number) =>
  number !== undefined && number >= low && number <= high ? number : undefined;

/** Chooses the deployment that grades, and says where that is one of those that are graded. */
export function JudgePicker(props: {
  label: string;
  value: { connectionId: string; deployment: string } | null;
  models: readonly EvaluationModel[];
  hint?: string;
  isOptional?: boolean;
  onChoose: (choice: Choice) => void;
}) {
  const { label, value, models, hint, isOptional = false, onChoose } = props;
  const isChosen = value !== null && value.deployment !== "";
  const isOwn = models.some(
    ({ connectionId, deployment }) => connectionId === value?.connectionId && deployment === value.deployment,
  );
  return (
    <div className="field boxed-field">
      <span aria-hidden="true">{label}</span>
      <ModelPicker
        label={label}
        value={isChosen ? value : null}
        placeholder={words.pickDeployment}
        registered={false}
        onChoose={onChoose}
      />
      {!isChosen && !isOptional && <span className="status warn small">{words.judgeMissing}</span>}
      {isOwn && <span className="status warn small">{words.judgeOwn}</span>}
      {hint !== undefined && <span className="muted small">{hint}</span>}
    </div>
  );
}

function Scale(props: KindProps<"judge"> & { verdict: Extract<JudgeVerdict, { form: "score" }> }) {
  const { grader, path, faults, verdict, onChange } = props;
  const [low, high] = verdict.range;
  const put = (change: Partial<typeof verdict>) =>
    onChange({ ...grader, verdict: { ...verdict, ...change } });
  return (
    <>
      <div className="fields">
        <OptionalNumber
          label={words.low}
          value={low}
          onChange={(next) => put({ range: [next ?? 0, high] })}
        />
        <OptionalNumber
          label={words.high}
          value={high}
          onChange={(next) => put({ range: [low, next ?? 1] })}
        />
        <OptionalNumber
          label={words.passAt}
          value={verdict.passAt ?? undefined}
          hint={words.passAtHint}
          onChange={(passAt) => put({ passAt: passAt ?? null })}
        />
      </div>
      <Faults faults={faultsAt(faults, [...path, "verdict"])} />
    </>
  );
}
