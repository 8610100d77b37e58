import type { RegisteredModel } from "../../preload/contract/models.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useDeploymentChoices } from "../connections/index.ts";
import { choiceOf } from "../targets/choice.ts";
import type { Purpose } from "../targets/choices.ts";
import { type Choices, type PickerField, TargetPicker } from "../targets/picker.tsx";
import { canAsk, useModels } from "./state.ts";

/**
 * Chooses what is asked, of `useModelChoices`. `registered`: false where only a deployment as it is can be chosen.
 * `purpose`: what it is asked for.
 */
export function ModelPicker({
  registered = true,
  purpose = "text",
  ...field
}: PickerField & { registered?: boolean; purpose?: Purpose }) {
  const deployments = useDeploymentChoices(purpose);
  const all = useModelChoices(purpose);
  const models = useModels(({ list }) => list) ?? [];
  return (
    <TargetPicker
      {...field}
      choices={registered ? all : deployments}
      nameOf={({ modelId, deployment }) => models.find(({ id }) => id === modelId)?.name ?? deployment}
    />
  );
}

/** What can be asked: the registered models first, then the deployments of every connection. */
export function useModelChoices(purpose: Purpose = "text"): Choices[] {
  const deployments = useDeploymentChoices(purpose);
  const offered = (useModels(({ list }) => list) ?? []).flatMap(optionOf);
  if (offered.length === 0) return deployments;
  return [{ id: "models", name: strings.models.list, options: offered }, ...deployments];
}

function optionOf(model: RegisteredModel): Choices["options"] {
  const choice = choiceOf(model);
  return choice ? [{ choice, label: labelOf(model), isUnavailable: !canAsk(model) }] : [];
}

/** A model that is not there says so in its name: an option has room for nothing else. */
const labelOf = (model: RegisteredModel) =>
  canAsk(model)
    ? model.name
    : fill(strings.models.unavailable, { name: model.name, state: strings.models.states[model.state] });
