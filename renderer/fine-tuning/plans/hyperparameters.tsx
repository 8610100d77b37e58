import { useId } from "react";
import type {
  CardNote,
  HyperparameterName,
  Learned,
  TuningPlan,
} from "../../../preload/contract/tuning-plans.ts";
import { codedText } from "../../../preload/strings/coded.ts";
import { strings } from "../../../preload/strings/en.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { hyperparameterWords } from "../../../preload/strings/run-words.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { hyperparametersOf } from "../../../preload/tuning-methods.ts";
import { counted } from "../../figures/counted.ts";
import { numberIn, wholeIn } from "../../ui/numbers.ts";
import { TypedField } from "../../ui/typed-field.tsx";
import { dateText } from "../dates.ts";
import { FieldProblems, Section } from "./section.tsx";
import { changePlan } from "./state.ts";

const words = tuningPlans.hyperparameters;
const whole: readonly HyperparameterName[] = ["n_epochs", "batch_size", "eval_interval", "eval_samples"];

/** What a job can be set with; what is left empty is chosen by the service. */
export function Hyperparameters(props: {
  plan: TuningPlan;
  learned: Learned | null;
  problems: readonly CardNote[];
}) {
  const { plan, learned, problems } = props;
  const set = (name: HyperparameterName, value: number | string | null) => {
    const { [name]: _before, ...rest } = plan.hyperparameters;
    changePlan(plan.id, { hyperparameters: value === null ? rest : { ...rest, [name]: value } });
  };
  const names = hyperparametersOf[plan.method ?? "supervised"];
  return (
    <Section field="hyperparameters" title={words.title} hint={words.hint}>
      <div className="fields">
        {names.map((name) => {
          const field = { name, value: plan.hyperparameters[name] ?? null, learned, onChange: set };
          return name === "reasoning_effort" ? (
            <Effort key={name} {...field} />
          ) : (
            <NumberField key={name} {...field} />
          );
        })}
      </div>
      <FieldProblems field="hyperparameters" problems={problems} />
    </Section>
  );
}

interface Field {
  name: HyperparameterName;
  value: number | string | null;
  learned: Learned | null;
  onChange: (name: HyperparameterName, value: number | string | null) => void;
}

/** What is known of the service's choice, beside a field. */
function hintOf({ name, learned }: Field): string | undefined {
  if (learned?.refusedAuto.includes(name)) return words.refused;
  const chosen = learned?.hyperparameters[name];
  if (chosen === undefined) return undefined;
  const rows = counted(strings.datasets.rows, chosen.rows);
  return fill(words.learned, { value: String(chosen.value), rows, date: dateText(chosen.at) });
}

function NumberField(field: Field) {
  const { name, value, onChange } = field;
  const isWhole = whole.includes(name);
  const hint = hintOf(field);
  return (
    <TypedField<number | string | null>
      label={hyperparameterWords[name]}
      value={value}
      text={(value) => (value === null ? "" : String(value))}
      read={(text) => {
        if (text.trim() === "") return null;
        return isWhole ? wholeIn(text, 1, 1e9) : numberIn(text);
      }}
      wrong={isWhole ? words.wrongWhole : words.wrong}
      placeholder={words.chosen}
      {...(hint !== undefined && { hint })}
      isNumber
      onChange={(value) => onChange(name, value)}
    />
  );
}

function Effort(field: Field) {
  const { name, value, onChange } = field;
  const id = useId();
  const known = Object.keys(words.efforts);
  const text = value === null ? "" : String(value);
  return (
    <div className="field">
      <label htmlFor={id}>{hyperparameterWords[name]}</label>
      <select
        id={id}
        className="picker boxed"
        value={text}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChange(name, target.value === "" ? null : target.value)}
      >
        <option value="">{words.chosen}</option>
        {(text === "" || known.includes(text) ? known : [...known, text]).map((effort) => (
          <option key={effort} value={effort}>
            {codedText(words.efforts, effort) ?? effort}
          </option>
        ))}
      </select>
      <span id={`${id}-hint`} className="muted small">
        {hintOf(field)}
      </span>
    </div>
  );
}
