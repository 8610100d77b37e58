import { type Ref, useEffect } from "react";
import type { RegisteredModel } from "../../preload/contract/models.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { needsKey, useConnections } from "../connections/index.ts";
import { type Choice, choiceOf } from "../targets/choice.ts";
import { readDeployments, useDeployments } from "../targets/deployments.ts";
import { canAsk, useModels } from "./state.ts";

/** Chooses what is asked: the registered models first, then the deployments of every connection that can chat. */
export function ModelPicker(props: {
  label: string;
  value: Choice | null;
  onChoose: (choice: Choice) => void;
  /** What stands there while nothing is chosen. */
  placeholder?: string;
  /** False where only a deployment as it is can be chosen. */
  registered?: boolean;
  field?: Ref<HTMLSelectElement>;
  id?: string;
}) {
  const { label, value, onChoose, placeholder = label, registered = true, field, id } = props;
  const choices = useChoices();
  const models = useModels(({ list }) => list) ?? [];
  const offered = registered ? models.flatMap((model) => withChoice(model) ?? []) : [];
  const all = [
    ...offered.map(({ choice }) => choice),
    ...choices.flatMap(({ deployments }) => deployments),
  ].map(optionFor);
  const isListed = value !== null && all.includes(optionFor(value));
  return (
    <select
      id={id}
      ref={field}
      className="picker"
      aria-label={id === undefined ? label : undefined}
      value={value ? optionFor(value) : ""}
      onChange={({ target }) => onChoose(choiceIn(target.value))}
    >
      {value && !isListed && <option value={optionFor(value)}>{nameOf(value, models)}</option>}
      {!value && <option value="">{placeholder}</option>}
      {offered.length > 0 && (
        <optgroup label={strings.models.list}>
          {offered.map(({ model, choice }) => (
            <option key={model.id} value={optionFor(choice)} disabled={!canAsk(model)}>
              {labelOf(model)}
            </option>
          ))}
        </optgroup>
      )}
      {choices.map(({ id, name, deployments }) => (
        <optgroup key={id} label={name}>
          {deployments.map((choice) => (
            <option key={choice.deployment} value={optionFor(choice)}>
              {choice.deployment}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

/** The deployments that can chat, by connection; lists are read when they are first needed. */
function useChoices(): { id: string; name: string; deployments: Choice[] }[] {
  const connections = useConnections(({ list }) => list) ?? [];
  const lists = useDeployments(({ lists }) => lists);
  const usable = connections.filter((connection) => !needsKey(connection));
  const ids = usable.map(({ id }) => id).join(" ");
  useEffect(() => {
    for (const id of ids.split(" ").filter(Boolean)) void readDeployments(id);
  }, [ids]);
  return usable.map(({ id, name, isLocal }) => ({
    id,
    name: isLocal ? fill(strings.localServers.here, { name }) : name,
    deployments: (lists[id]?.list?.deployments ?? [])
      .filter(({ chat }) => chat.usable)
      .map((one) => ({ connectionId: id, deployment: one.name })),
  }));
}

function withChoice(model: RegisteredModel): { model: RegisteredModel; choice: Choice } | null {
  const choice = choiceOf(model);
  return choice && { model, choice };
}

/** A model that is not there says so in its name: an option has room for nothing else. */
const labelOf = (model: RegisteredModel) =>
  canAsk(model)
    ? model.name
    : fill(strings.models.unavailable, { name: model.name, state: strings.models.states[model.state] });

const nameOf = ({ modelId, deployment }: Choice, models: RegisteredModel[]) =>
  models.find(({ id }) => id === modelId)?.name ?? deployment;

/** A registered model is one wherever it points. */
const optionFor = ({ connectionId, deployment, modelId }: Choice) =>
  JSON.stringify([connectionId, deployment, ...(modelId === undefined ? [] : [modelId])]);

function choiceIn(option: string): Choice {
  const [connectionId = "", deployment = "", modelId] = JSON.parse(option) as string[];
  return { connectionId, deployment, ...(modelId !== undefined && { modelId }) };
}
