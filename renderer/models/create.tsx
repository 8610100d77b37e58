import { type FormEvent, useState } from "react";
import { strings } from "../../preload/strings/en.ts";
import { useConnections } from "../connections/index.ts";
import { linkTo } from "../route.ts";
import type { Choice } from "../targets/choice.ts";
import { DeploymentField } from "./deployment-field.tsx";
import { type Edited, ModelFields, NameField, nothingSet } from "./fields.tsx";
import { createModel, useModels } from "./state.ts";

const words = strings.models;

/** The form that registers a deployment. */
export function NewModel() {
  const beginning = useModels(({ beginning }) => beginning);
  const hasConnections = useConnections(({ list }) => list === null || list.length > 0);
  const [place, setPlace] = useState<Choice | null>(beginning);
  const [value, setValue] = useState<Edited>({ ...nothingSet, name: beginning?.deployment ?? "" });
  const [creating, setCreating] = useState(false);
  const isReady = place !== null && value.name.trim() !== "" && !creating;

  if (!hasConnections) return <NothingConnected />;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    setCreating(true);
    const { connectionId, deployment } = place;
    await createModel({ ...value, connectionId, deployment });
    setCreating(false);
  };
  /** A name that nobody has typed follows the deployment. */
  const pick = (choice: Choice) => {
    if (value.name === "" || value.name === place?.deployment)
      setValue({ ...value, name: choice.deployment });
    setPlace(choice);
  };
  return (
    <div className="scroll">
      <form className="model-form" onSubmit={(event) => void submit(event)}>
        <h2>{words.fields.title}</h2>
        <DeploymentField value={place} onChoose={pick} />
        <NameField value={value.name} onChange={(name) => setValue({ ...value, name })} />
        <ModelFields value={value} place={place} onChange={setValue} />
        <div className="row">
          <button type="submit" className="button primary" disabled={!isReady}>
            {words.create}
          </button>
        </div>
      </form>
    </div>
  );
}

function NothingConnected() {
  return (
    <div className="empty">
      <h2>{words.emptyTitle}</h2>
      <p>{words.noConnectionText}</p>
      <a className="button primary large" href={linkTo("integrations")}>
        {words.goConnect}
      </a>
    </div>
  );
}
