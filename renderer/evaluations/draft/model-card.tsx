import { Ellipsis } from "lucide-react";
import { useState } from "react";
import type { EvaluationModel } from "../../../preload/contract/evaluation-settings.ts";
import { modelNameLimit } from "../../../preload/limits.ts";
import { evaluationDrafts } from "../../../preload/strings/evaluation-drafts.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { useConnections } from "../../connections/index.ts";
import { OptionFields } from "../../parameters/fields.tsx";
import { PriceDialog } from "../../prices/index.ts";
import { useDeployment } from "../../targets/deployments.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { tellKept } from "../state.ts";

const words = evaluationDrafts.models;

/** A model that is asked: what it is called here, what it is told, and what can be done with it. */
export function ModelCard(props: {
  model: EvaluationModel;
  isBaseline: boolean;
  /** Whether there is room for another. */
  canAdd: boolean;
  onBaseline: () => void;
  onChange: (model: EvaluationModel) => void;
  onDuplicate: () => void;
  /** Adds the model that it was tuned from. */
  onBase: () => void;
  onRemove: () => void;
}) {
  const { model, isBaseline, canAdd, onBaseline, onChange, onDuplicate, onBase, onRemove } = props;
  const { name, connectionId, deployment, systemPrompt, parameters } = model;
  const connection = useConnections(({ list }) => list?.find(({ id }) => id === connectionId));
  const found = useDeployment(model);
  const [isPricing, setPricing] = useState(false);
  const isMissing = name.trim() === "";
  const isTuned = isTunedModel(found?.model ?? null);
  return (
    <section className="grader-card" aria-label={fill(words.model, { name: name || deployment })}>
      <div className="row wrap grader-card-head">
        <span className="grow">
          <b className="clip" dir="auto">
            {name || deployment}
          </b>
          <small className="muted clip" dir="auto">
            {fill(words.place, { deployment, connection: connection?.name ?? words.unknownConnection })}
          </small>
        </span>
        <label className="row small">
          <input type="radio" name="evaluation-baseline" checked={isBaseline} onChange={onBaseline} />
          {words.baseline}
        </label>
        <Menu
          label={fill(words.menu, { name: name || deployment })}
          items={[
            ...(isTuned && canAdd ? [{ label: words.base, onSelect: onBase }] : []),
            ...(canAdd ? [{ label: words.duplicate, onSelect: onDuplicate }] : []),
            { label: words.price, onSelect: () => setPricing(true) },
            { label: words.remove, onSelect: onRemove },
          ]}
        >
          <Icon of={Ellipsis} />
        </Menu>
      </div>
      {isPricing && (
        <PriceDialog
          connectionId={connectionId}
          deployment={deployment}
          onClose={() => {
            setPricing(false);
            tellKept();
          }}
        />
      )}
      <details className="plan-more">
        <summary>{words.settings}</summary>
        <div className="grader-card-body">
          <TextField
            label={words.name}
            value={name}
            maxLength={modelNameLimit}
            isWrong={isMissing}
            hint={isMissing && fill(words.nameMissing, { name: deployment })}
            onChange={(name) => onChange({ ...model, name })}
          />
          <OptionFields
            options={{ systemPrompt, parameters }}
            place={{ connectionId, deployment }}
            hint={words.systemHint}
            onChange={(options) => onChange({ ...model, ...options })}
          />
        </div>
      </details>
    </section>
  );
}

/** Tuned models have their job's suffix in their name: `gpt-4.1-mini-2025-04-14.ft-0123…` (Foundry, deploy a fine-tuned model). */
const isTunedModel = (model: string | null): boolean => model !== null && /[.:]ft-|^ft:/.test(model);
