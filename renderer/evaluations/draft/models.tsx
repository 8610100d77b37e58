import { useState } from "react";
import type { EvaluationModel, EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { evaluationDrafts } from "../../../preload/strings/evaluation-drafts.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { ModelPicker, useModels } from "../../models/index.ts";
import type { Choice } from "../../targets/choice.ts";
import { PlanSection } from "../../ui/plan-section.tsx";
import { Removed } from "../../ui/removed.tsx";
import { freeName } from "../free-name.ts";
import { ask, changeDraft, useEvaluations } from "../state.ts";
import { ModelCard } from "./model-card.tsx";
import { places } from "./places.ts";
import { SeveralModels } from "./several-models.tsx";

const words = evaluationDrafts.models;
const mostModels = 12;

/** The models that are asked, and the one that others are held against. */
export function Models({ settings }: { settings: EvaluationSettings }) {
  const { models, baseline } = settings;
  const registered = useModels(({ list }) => list) ?? [];
  const [removed, setRemoved] = useState<EvaluationSettings | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const add = (choices: readonly Choice[]) => {
    const all = [...models];
    for (const { connectionId, deployment, modelId } of choices) {
      const own = registered.find(({ id }) => id === modelId);
      all.push({
        id: crypto.randomUUID(),
        name: freeName(own?.name ?? deployment, all),
        ...{ connectionId, deployment, modelId: modelId ?? null },
        ...{ systemPrompt: own?.systemPrompt ?? "", parameters: own?.parameters ?? {} },
      });
    }
    changeDraft({ models: all, baseline: baseline ?? all[0]?.id ?? null });
  };
  /** The base stands before the model that was tuned from it, is asked like it, and is the baseline. */
  const addBase = async (model: EvaluationModel) => {
    const { connectionId } = model;
    const found = await ask(
      window.assay["evaluationPlans.baseOf"]({ connectionId, deployment: model.deployment }),
      "base",
    );
    const now = useEvaluations.getState().open?.settings;
    if (!found || !now?.models.some(({ id }) => id === model.id) || now.models.length >= mostModels) return;
    const { deployment } = found;
    const base = { ...model, id: crypto.randomUUID(), name: freeName(deployment, now.models), deployment };
    changeDraft({
      models: now.models.flatMap((one) => (one.id === model.id ? [{ ...base, modelId: null }, one] : [one])),
      baseline: base.id,
    });
  };
  const duplicate = (model: EvaluationModel) => {
    const copy = { ...model, id: crypto.randomUUID(), name: freeName(model.name, models) };
    changeDraft({ models: models.flatMap((one) => (one.id === model.id ? [one, copy] : [one])) });
  };
  const removedName = removed?.models.find(({ id }) => models.every((one) => one.id !== id))?.name;
  return (
    <PlanSection id={places.models} title={words.title} hint={words.hint}>
      {models.length === 0 && <p className="muted">{words.none}</p>}
      {models.map((model) => (
        <ModelCard
          key={model.id}
          model={model}
          isBaseline={baseline === model.id}
          canAdd={models.length < mostModels}
          onBaseline={() => changeDraft({ baseline: model.id })}
          onChange={(next) => changeDraft({ models: models.map((one) => (one.id === next.id ? next : one)) })}
          onDuplicate={() => duplicate(model)}
          onBase={() => void addBase(model)}
          onRemove={() => {
            setRemoved(settings);
            const left = models.filter(({ id }) => id !== model.id);
            changeDraft({ models: left, baseline: baseline === model.id ? (left[0]?.id ?? null) : baseline });
          }}
        />
      ))}
      <Removed
        text={removedName === undefined ? null : fill(words.removed, { name: removedName })}
        undo={words.undo}
        onUndo={() => {
          if (removed) changeDraft({ models: removed.models, baseline: removed.baseline });
          setRemoved(null);
        }}
      />
      {models.length < mostModels ? (
        <div className="row wrap model-adding">
          <div className="boxed-field grow">
            <ModelPicker
              label={words.add}
              value={null}
              placeholder={words.add}
              purpose="batches"
              onChoose={(choice) => add([choice])}
            />
          </div>
          <button type="button" className="button" onClick={() => setChoosing(true)}>
            {words.several.open}
          </button>
        </div>
      ) : (
        <p className="muted small">{fill(words.full, { most: mostModels })}</p>
      )}
      {isChoosing && (
        <SeveralModels room={mostModels - models.length} onAdd={add} onClose={() => setChoosing(false)} />
      )}
    </PlanSection>
  );
}
