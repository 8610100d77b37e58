import { type FormEvent, useState } from "react";
import type { RegisteredModel } from "../../preload/contract/models.ts";
import { strings } from "../../preload/strings/en.ts";
import type { Choice } from "../targets/choice.ts";
import { DeploymentField } from "./deployment-field.tsx";
import { changeModel } from "./state.ts";

const words = strings.models.elsewhere;

/** Points a model at another deployment. Where another connection has the same one, that is offered. */
export function PointElsewhere({ model, onClose }: { model: RegisteredModel; onClose: () => void }) {
  const { id, foundAt, deployment } = model;
  const [place, setPlace] = useState<Choice | null>(foundAt ? { connectionId: foundAt, deployment } : null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!place) return;
    await changeModel({ id, connectionId: place.connectionId, deployment: place.deployment });
    onClose();
  };
  return (
    <form className="panel elsewhere" aria-label={words.title} onSubmit={(event) => void submit(event)}>
      <h2>{words.title}</h2>
      <p className="muted small">{words.text}</p>
      <DeploymentField value={place} onChoose={setPlace} />
      <div className="row">
        <button type="submit" className="button primary" disabled={!place}>
          {words.apply}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}
