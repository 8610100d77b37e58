import type { SingleGrader, similarityNames } from "../../preload/contract/graders.ts";
import { fill } from "../../preload/strings/fill.ts";
import { graders as words } from "../../preload/strings/graders.ts";
import { faultsAt } from "./faults.ts";
import { Field, SelectField, TextField } from "./field.tsx";
import type { FormProps } from "./form-props.ts";
import { ModelForm } from "./model-form.tsx";
import { OptionalNumber } from "./optional-number.tsx";
import { TemplateField } from "./template-field.tsx";

type Of<Type extends SingleGrader["type"]> = Extract<SingleGrader, { type: Type }>;
type Similarity = (typeof similarityNames)[number];

const operations = ["eq", "ne", "like", "ilike"] as const;
const similarities = Object.keys(words.similarities) as Similarity[];
const longestSource = 262_144;

/** The fields of a grader that stands for itself, by its type. */
export function SingleForm({ grader, onChange, ...rest }: FormProps<SingleGrader>) {
  switch (grader.type) {
    case "string_check":
      return <StringCheck grader={grader} onChange={onChange} {...rest} />;
    case "text_similarity":
      return <TextSimilarity grader={grader} onChange={onChange} {...rest} />;
    case "score_model":
      return <ModelForm grader={grader} onChange={onChange} {...rest} />;
    case "python":
      return <Python grader={grader} onChange={onChange} {...rest} />;
  }
}

function Compared<Any extends Of<"string_check" | "text_similarity">>(props: FormProps<Any>) {
  const { grader, path, faults, fields, onChange } = props;
  return (["input", "reference"] as const).map((name) => (
    <TemplateField
      key={name}
      label={words[name]}
      value={grader[name]}
      fields={fields}
      faults={faultsAt(faults, [...path, name])}
      onChange={(text) => onChange({ ...grader, [name]: text })}
    />
  ));
}

function StringCheck(props: FormProps<Of<"string_check">>) {
  const { grader, path, faults, onChange } = props;
  const isUnclear = grader.operation === "like" || grader.operation === "ilike";
  return (
    <>
      <Compared {...props} />
      <SelectField
        label={words.operation}
        value={grader.operation}
        options={operations}
        nameOf={(one) => words.operations[one]}
        faults={faultsAt(faults, [...path, "operation"])}
        hint={isUnclear ? words.like : undefined}
        onChange={(operation) => onChange({ ...grader, operation })}
      />
    </>
  );
}

function TextSimilarity(props: FormProps<Of<"text_similarity">>) {
  const { grader, path, faults, onChange } = props;
  const { evaluation_metric: metric, pass_threshold: threshold } = grader;
  return (
    <>
      <Compared {...props} />
      <SelectField
        label={words.similarity}
        value={metric}
        options={similarities}
        nameOf={(one) => words.similarities[one]}
        faults={faultsAt(faults, [...path, "evaluation_metric"])}
        hint={similarityHint(metric)}
        onChange={(evaluation_metric) => onChange({ ...grader, evaluation_metric })}
      />
      <OptionalNumber
        label={words.threshold}
        value={threshold}
        hint={words.thresholdHint}
        onChange={(pass_threshold) => onChange({ ...grader, pass_threshold } as typeof grader)}
      />
    </>
  );
}

/** What a similarity looks at. */
function similarityHint(name: Similarity): string {
  const hints: Partial<Record<string, string>> = words.similarityHints;
  return hints[name] ?? fill(words.similarityHints.rouge_n, { count: name.slice("rouge_".length) });
}

function Python({ grader, path, faults, onChange }: FormProps<Of<"python">>) {
  return (
    <>
      <Field
        label={words.source}
        faults={faultsAt(faults, [...path, "source"])}
        hint={
          <>
            {words.sourceHint} {words.sourcePlaces}
          </>
        }
      >
        {(given) => (
          <textarea
            {...given}
            className="area mono grader-source"
            dir="ltr"
            rows={10}
            wrap="off"
            value={grader.source}
            maxLength={longestSource}
            spellCheck={false}
            autoCapitalize="off"
            onChange={({ target }) => onChange({ ...grader, source: target.value })}
          />
        )}
      </Field>
      <TextField
        label={words.image}
        value={grader.image_tag ?? ""}
        faults={faultsAt(faults, [...path, "image_tag"])}
        hint={words.thresholdHint}
        maxLength={80}
        isCode
        onChange={(tag) => onChange({ ...grader, image_tag: tag === "" ? undefined : tag } as typeof grader)}
      />
    </>
  );
}
