import type { ListedEvaluator } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationModel, EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { evaluationGraders } from "../../../preload/strings/evaluation-graders.ts";
import { evaluators } from "../../../preload/strings/evaluators.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { faultsAt } from "../../graders/faults.ts";
import { Faults, SelectField, TextField } from "../../graders/field.tsx";
import { OptionalNumber } from "../../graders/optional-number.tsx";
import { TemplateField } from "../../graders/template-field.tsx";
import { useRemoteConnections } from "../draft/use-remote-connections.ts";
import { changeDraft } from "../state.ts";
import { mappingOf } from "./evaluator-mapping.ts";
import type { KindProps } from "./form-props.ts";
import { JudgePicker } from "./judge-form.tsx";
import { deployedOf, nobody } from "./new-grader.ts";
import { graderPlaces } from "./places.ts";
import { type EvaluatorsState, useEvaluators } from "./use-evaluators.ts";

const words = evaluators.form;
const longestName = 256;

/** An evaluator of Foundry: which one, what it grades by, what its fields are filled with, and what passes. */
export function EvaluatorForm(
  props: KindProps<"evaluator"> & { models: readonly EvaluationModel[]; place: EvaluationSettings["place"] },
) {
  const { grader, path, faults, fields, models, place, onChange } = props;
  const [first] = useRemoteConnections();
  const connectionId = place.kind === "foundry" ? place.connectionId : (first?.id ?? null);
  const [state, again] = useEvaluators(connectionId);
  const listed = state.is === "there" ? state.list.find(({ name }) => name === grader.evaluator) : undefined;
  const places = [{ label: words.query, place: "{{item.query}}" }, ...graderPlaces(fields)];
  return (
    <>
      {place.kind !== "foundry" && <Elsewhere connectionId={connectionId} />}
      <Choice {...props} state={state} again={again} />
      {listed && listed.description !== "" && <p className="muted small">{listed.description}</p>}
      {listed?.judge !== "none" && (
        <JudgePicker
          label={words.judge}
          hint={words.judgeHint}
          value={grader.judge}
          models={models}
          isOptional={listed?.judge === "optional"}
          onChoose={(choice) => onChange({ ...grader, judge: deployedOf(choice) })}
        />
      )}
      <fieldset className="grader-options">
        <legend>{words.mapping}</legend>
        {mappedFields(grader.mapping, listed).map(({ name, isRequired }) => (
          <TemplateField
            key={name}
            label={isRequired ? fill(words.required, { name }) : name}
            value={grader.mapping[name] ?? ""}
            fields={fields}
            places={places}
            faults={faultsAt(faults, [...path, "mapping", name])}
            onChange={(text) => onChange({ ...grader, mapping: withField(grader.mapping, name, text) })}
          />
        ))}
      </fieldset>
      <Faults faults={faults.filter((one) => one.path.join() === [...path, "mapping"].join())} />
      <OptionalNumber
        label={words.threshold}
        value={grader.threshold ?? undefined}
        hint={thresholdHint(grader.isLessBetter, listed?.threshold ?? null)}
        onChange={(threshold) => onChange({ ...grader, threshold: threshold ?? null })}
      />
      <Faults faults={faultsAt(faults, [...path, "threshold"])} />
      {grader.isLessBetter && <p className="muted small">{words.lessBetter}</p>}
    </>
  );
}

/** The fields of the list, then those that are mapped besides. */
function mappedFields(
  mapping: Readonly<Record<string, string>>,
  listed: ListedEvaluator | undefined,
): ListedEvaluator["fields"] {
  const known = listed?.fields ?? [];
  const others = Object.keys(mapping).filter((field) => known.every(({ name }) => name !== field));
  return [...known, ...others.map((name) => ({ name, isRequired: false }))];
}

/** A field that is empty is not mapped. */
function withField(mapping: Record<string, string>, name: string, text: string): Record<string, string> {
  const { [name]: _, ...others } = mapping;
  return text === "" ? others : { ...others, [name]: text };
}

function thresholdHint(isLessBetter: boolean, own: number | null): string {
  if (own === null) return words.thresholdUnknown;
  return fill(isLessBetter ? words.thresholdLess : words.thresholdMore, { own });
}

function Elsewhere({ connectionId }: { connectionId: string | null }) {
  return (
    <p className="row wrap small">
      <span className="status warn">{words.elsewhere}</span>
      {connectionId === null ? (
        <span className="muted">{words.noConnection}</span>
      ) : (
        <button
          type="button"
          className="button"
          onClick={() => changeDraft({ place: { kind: "foundry", connectionId } })}
        >
          {words.runThere}
        </button>
      )}
    </p>
  );
}

/** Chooses the evaluator from the project's list; where there is none its name is typed. */
function Choice({
  grader,
  state,
  again,
  onChange,
}: KindProps<"evaluator"> & { state: EvaluatorsState; again: () => void }) {
  if (state.is !== "there")
    return (
      <>
        <TextField
          label={words.name}
          value={grader.evaluator}
          hint={words.nameHint}
          faults={[]}
          maxLength={longestName}
          isCode
          onChange={(evaluator) => onChange({ ...grader, evaluator })}
        />
        <p className="row wrap small" role="status">
          <span className={state.is === "reading" ? "muted" : "status warn"}>{stateWords[state.is]}</span>
          {state.is === "failed" && (
            <button type="button" className="link" onClick={again}>
              {words.again}
            </button>
          )}
        </p>
      </>
    );
  const { list } = state;
  const isListed = list.some(({ name }) => name === grader.evaluator);
  const titleOf = (name: string) => list.find((one) => one.name === name)?.title;
  return (
    <SelectField
      label={words.evaluator}
      value={grader.evaluator}
      options={[...(isListed ? [] : [grader.evaluator]), ...list.map(({ name }) => name)]}
      nameOf={(name) => titleOf(name) ?? (name === "" ? words.pick : fill(words.gone, { name }))}
      onChange={(name) => onChange(withEvaluator(grader, list, name))}
    />
  );
}

const stateWords = { reading: words.reading, no_project: words.noProject, failed: words.notRead } as const;

/** The grader with another evaluator: with its fields, scale and own threshold, and without a judge where it asks none. */
function withEvaluator(
  grader: KindProps<"evaluator">["grader"],
  list: readonly ListedEvaluator[],
  evaluator: string,
): KindProps<"evaluator">["grader"] {
  const before = list.find(({ name }) => name === grader.evaluator);
  const next = list.find(({ name }) => name === evaluator);
  if (!next) return { ...grader, evaluator };
  const required = next.fields.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  // What the person called it stays.
  const isNamedLikeIt = [before?.title, evaluationGraders.kinds.evaluator].includes(grader.name);
  return {
    ...grader,
    evaluator,
    name: isNamedLikeIt ? next.title : grader.name,
    mapping: mappingOf(required, grader.mapping),
    judge: next.judge === "none" ? null : (grader.judge ?? (next.judge === "required" ? nobody : null)),
    threshold: null,
    range: next.range,
    isLessBetter: next.isLessBetter,
  };
}
