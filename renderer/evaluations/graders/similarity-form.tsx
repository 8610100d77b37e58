import { deploymentNameLimit } from "../../../preload/limits.ts";
import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { needsKey, useConnections } from "../../connections/index.ts";
import { faultsAt } from "../../graders/faults.ts";
import { SelectField, TextField } from "../../graders/field.tsx";
import { useDeploymentList } from "../../targets/deployments.ts";
import { makesEmbeddings } from "../../targets/embeddings.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import type { KindProps } from "./form-props.ts";
import { nobody } from "./new-grader.ts";
import { PassField } from "./pass-field.tsx";
import { PlaceField } from "./place-field.tsx";

const metrics = Object.keys(words.metrics) as (keyof typeof words.metrics)[];

/** How close the answer is to a reference. */
export function SimilarityForm(props: KindProps<"similarity">) {
  const { grader, onChange, ...rest } = props;
  const { metric } = grader;
  return (
    <>
      <SelectField
        label={words.metric}
        value={metric}
        options={metrics}
        nameOf={(one) => words.metrics[one]}
        hint={hintOf(metric)}
        onChange={(next) =>
          onChange({
            ...grader,
            metric: next,
            embeddings: next === "cosine" ? (grader.embeddings ?? nobody) : null,
          })
        }
      />
      {metric === "cosine" && <Embeddings {...props} />}
      <PlaceField
        {...rest}
        name="reference"
        value={grader.reference}
        onChange={(reference) => onChange({ ...grader, reference })}
      />
      <PlaceField
        {...rest}
        name="input"
        value={grader.input}
        onChange={(input) => onChange({ ...grader, input })}
      />
      <PassField value={grader.passAt} onChange={(passAt) => onChange({ ...grader, passAt })} />
    </>
  );
}

function hintOf(metric: keyof typeof words.metrics): string | undefined {
  if (metric === "cosine") return words.cosineHint;
  if (metric.startsWith("unicode_rouge")) return words.unicodeRougeHint;
  return metric.startsWith("rouge") ? words.rougeHint : undefined;
}

/** The deployment that gives embeddings. */
function Embeddings({ grader, path, faults, onChange }: KindProps<"similarity">) {
  const connections = (useConnections(({ list }) => list) ?? []).filter((one) => !needsKey(one));
  const { connectionId, deployment } = grader.embeddings ?? nobody;
  const put = (embeddings: typeof nobody) => onChange({ ...grader, embeddings });
  return (
    <div className="fields">
      <ChoiceField
        label={words.connection}
        value={connectionId}
        choices={[
          ...(connectionId === "" ? [{ value: "", label: words.pickConnection }] : []),
          ...connections.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(chosen) => put({ connectionId: chosen, deployment: "" })}
      />
      {connectionId !== "" && (
        <EmbeddingsDeployment
          connectionId={connectionId}
          value={deployment}
          faults={faultsAt(faults, [...path, "embeddings"])}
          onChange={(chosen) => put({ connectionId, deployment: chosen })}
        />
      )}
    </div>
  );
}

function EmbeddingsDeployment(props: {
  connectionId: string;
  value: string;
  faults: ReturnType<typeof faultsAt>;
  onChange: (deployment: string) => void;
}) {
  const { connectionId, value, faults, onChange } = props;
  const { list } = useDeploymentList(connectionId);
  const names = (list?.deployments ?? []).filter(makesEmbeddings).map(({ name }) => name);
  if (names.length === 0)
    return (
      <TextField
        label={words.embeddingsName}
        value={value}
        faults={faults}
        maxLength={deploymentNameLimit}
        isCode
        onChange={onChange}
      />
    );
  const all = value === "" || names.includes(value) ? names : [value, ...names];
  return (
    <SelectField
      label={words.embeddings}
      value={value}
      options={["", ...all]}
      nameOf={(name) => name || words.pickDeployment}
      faults={faults}
      onChange={onChange}
    />
  );
}
