import { Ellipsis, MessageSquare } from "lucide-react";
import { useEffect, useState } from "react";
import type { RegisteredModel } from "../../preload/contract/models.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { connectionActions } from "../connections/index.ts";
import { goTo } from "../route.ts";
import { choiceOf } from "../targets/choice.ts";
import { type Actions, DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { useKept } from "../ui/kept.ts";
import { Menu } from "../ui/menu.tsx";
import { ModelAncestry } from "./ancestry.tsx";
import { ModelConversations } from "./conversations.tsx";
import { PointElsewhere } from "./elsewhere.tsx";
import { ModelFacts } from "./facts.tsx";
import { type Edited, ModelFields, NameField } from "./fields.tsx";
import {
  canAsk,
  changeModel,
  chatWith,
  duplicateModel,
  exportModel,
  refreshModel,
  removeModel,
  stateLooks,
  useModels,
} from "./state.ts";

const words = strings.models;

/** One model: what has become of its deployment, what is set for it, what is known of it, and its conversations. */
export function ModelDetails({ model }: { model: RegisteredModel }) {
  const { id, name, state, diagnosis } = model;
  const trouble = useModels(({ diagnosis }) => diagnosis);
  const [pointing, setPointing] = useState(false);
  const [value, setValue] = useState<Edited>(() => editedOf(model));
  useKept(id, value, keep);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each place it points at.
  useEffect(() => void refreshModel(model, false), [id, model.connectionId, model.deployment]);
  return (
    <>
      <div className="bar">
        <h1 className="clip selectable" dir="auto">
          {name}
        </h1>
        <span className={`status ${stateLooks[state]}`}>{words.states[state]}</span>
        <span className="grow" />
        <button
          type="button"
          className="button"
          aria-expanded={pointing}
          onClick={() => setPointing(!pointing)}
        >
          {words.elsewhere.open}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={!canAsk(model)}
          onClick={() => chatWith(model)}
        >
          <Icon of={MessageSquare} />
          {words.chat}
        </button>
        <ModelMenu model={model} />
      </div>
      <div className="scroll model">
        <div className="model-form">
          {trouble && <DiagnosisView diagnosis={trouble} />}
          {diagnosis && (
            <DiagnosisView
              diagnosis={diagnosis}
              place={`model ${id}`}
              on={actionsFor(model, () => setPointing(true))}
            />
          )}
          {pointing && <PointElsewhere model={model} onClose={() => setPointing(false)} />}
          <h2>{words.fields.title}</h2>
          <NameField isKept value={value.name} onChange={(name) => setValue({ ...value, name })} />
          <ModelFields value={value} place={choiceOf(model)} onChange={setValue} />
          <p className="hint muted small">{words.fields.kept}</p>
        </div>
        <aside className="model-side" aria-label={words.facts.title}>
          <ModelFacts model={model} />
          {model.ancestry && <ModelAncestry ancestry={model.ancestry} />}
          <ModelConversations id={id} />
        </aside>
      </div>
    </>
  );
}

/** What can be done with a model besides asking it. */
function ModelMenu({ model }: { model: RegisteredModel }) {
  const { id, name } = model;
  return (
    <Menu
      label={fill(words.menu, { name })}
      items={[
        { label: words.duplicate, onSelect: () => void duplicateModel(id) },
        { label: words.exportFile, onSelect: () => void exportModel(id) },
        { label: words.remove, onSelect: () => void removeModel(model) },
      ]}
    >
      <Icon of={Ellipsis} />
    </Menu>
  );
}

const editedOf = ({ name, systemPrompt, parameters, notes, tags }: RegisteredModel): Edited => ({
  name,
  systemPrompt,
  parameters,
  notes,
  tags,
});

/** Without a name the last one stays. */
const keep = (id: string, { name, ...rest }: Edited) =>
  void changeModel({ id, ...rest, ...(name.trim() !== "" && { name }) });

/** What can be done about a deployment that does not answer. */
function actionsFor(model: RegisteredModel, point: () => void): Actions {
  const { id, connectionId, deployment } = model;
  const again = () => void refreshModel(model, true);
  return {
    ...(connectionId === null
      ? {}
      : {
          ...connectionActions(connectionId, again),
          keep_deployment: () => void changeModel({ id, connectionId, deployment }),
        }),
    retry: again,
    point_elsewhere: point,
    pick_deployment: point,
    name_deployment: point,
    connect_endpoint: () => goTo("integrations"),
  };
}
