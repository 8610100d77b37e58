import { useEffect, useState } from "react";
import type { Dataset } from "../../preload/contract/datasets.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useDeploymentChoices } from "../connections/index.ts";
import { counted } from "../figures/counted.ts";
import { SetUp } from "../series/index.ts";
import type { Choice } from "../targets/choice.ts";
import { useDeployments } from "../targets/deployments.ts";
import { TargetPicker } from "../targets/picker.tsx";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { collectedLimit, promptsOf } from "./evaluation-prompts.ts";

const words = strings.datasets.evaluate;
type Prompts = Awaited<ReturnType<typeof promptsOf>>;

/** Makes a comparison with a model, and sets up a series of a dataset's prompts there. */
export function EvaluateDialog(props: { dataset: Dataset; onClose: () => void }) {
  const { dataset, onClose } = props;
  const choices = useDeploymentChoices();
  const selected = useDeployments(({ chosen }) => chosen);
  const [choice, setChoice] = useState<Choice | null>(selected);
  const [prompts, setPrompts] = useState<Prompts | null>(null);
  const [comparisonId, setComparisonId] = useState<string | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each state of its rows.
  useEffect(() => {
    let isOld = false;
    void promptsOf(dataset).then((found) => {
      if (!isOld) setPrompts(found);
    });
    return () => {
      isOld = true;
    };
  }, [dataset.id, dataset.updatedAt]);
  const go = async () => {
    if (choice === null) return;
    const made = await window.assay["comparisons.create"]();
    const { connectionId, deployment, modelId = null } = choice;
    const column = {
      id: crypto.randomUUID(),
      connectionId,
      deployment,
      modelId,
      systemPrompt: "",
      parameters: {},
      ownPrompt: null,
    };
    const arranged = made.ok
      ? await window.assay["comparisons.arrange"]({ id: made.data.id, columns: [column], prompt: "" })
      : made;
    if (arranged.ok) setComparisonId(arranged.data.id);
    setDiagnosis(arranged.ok ? null : arranged.error.diagnosis);
  };
  if (comparisonId !== null && prompts)
    return (
      <SetUp
        comparisonId={comparisonId}
        prompt=""
        columns={1}
        hasOwnPrompts={false}
        given={{ name: dataset.name, text: prompts.text }}
        onBegun={(seriesId) => void window.assay["datasets.askedBy"]({ id: dataset.id, seriesId })}
        onClose={onClose}
      />
    );
  return (
    <Dialog title={fill(words.title, { name: dataset.name })} onClose={onClose}>
      <p className="muted">{words.text}</p>
      <div role="status">
        {!prompts && <p className="muted">{words.reading}</p>}
        {prompts && <p>{prompts.count === 0 ? words.none : counted(words.count, prompts.count)}</p>}
        {prompts && prompts.leftOut > 0 && (
          <p className="muted small">{counted(words.leftOut, prompts.leftOut)}</p>
        )}
        {dataset.rows > collectedLimit && (
          <p className="muted small">{fill(words.first, { count: collectedLimit.toLocaleString() })}</p>
        )}
      </div>
      {choices.length === 0 ? (
        <p className="status warn">{words.noModel}</p>
      ) : (
        <div className="field boxed-field">
          <label htmlFor="evaluate-model">{words.model}</label>
          <TargetPicker
            id="evaluate-model"
            label={words.model}
            value={choice}
            choices={choices}
            nameOf={({ deployment }) => deployment}
            onChoose={setChoice}
          />
        </div>
      )}
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {strings.datasets.cancel}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={choice === null || choices.length === 0 || (prompts?.count ?? 0) === 0}
          onClick={() => void go()}
        >
          {words.go}
        </button>
      </div>
    </Dialog>
  );
}
