import type { RegisteredModel } from "../../preload/contract/models.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useDeploymentChoices } from "../connections/index.ts";
import { choiceOf } from "../targets/choice.ts";
import { type Choices, type PickerField, TargetPicker } from "../targets/picker.tsx";
import { canAsk, useModels } from "./state.ts";

/**
 * Chooses what is asked: the registered models first, then the deployments of every connection that can chat.
 * `registered`: false where only a deployment as it is can be chosen; `batches`: whether those that run batches can be, too.
 */
export function ModelPicker({
  registered = true,
  batches = false,
  ...field
}: PickerField & { registered?: boolean; batches?: boolean }) {
  const deployments = useDeploymentChoices(batches);
  const models = useModels(({ list }) => list) ?? [];
  const offered = registered ? models.flatMap(optionOf) : [];
  return (
    <TargetPicker
      {...field}
      choices={[
        ...(offered.length > 0 ? [{ id: "models", name: strings.models.list, options: offered }] : []),
        ...deployments,
      ]}
      nameOf={({ modelId, deployment }) => models.find(({ id }) => id === modelId)?.name ?? deployment}
    />
  );
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
