import { useState } from "react";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { evaluationFiles } from "../../../preload/strings/evaluation-files.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { ModelPicker } from "../../models/index.ts";
import type { Choice } from "../../targets/choice.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { type AskedOnce, askedOnce } from "./asked-once.ts";
import { beginAgain, leaveAgain, useEvaluationFiles } from "./state.ts";

const words = evaluationFiles.again;

/** Asks which deployments here stand for those of past results. */
export function Again({ evaluation }: { evaluation: Evaluation }) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Choice>>(new Map());
  const isBusy = useEvaluationFiles(({ isBusy }) => isBusy);
  const diagnosis = useEvaluationFiles(({ diagnosis }) => diagnosis);
  const all = askedOnce(evaluation.settings);
  const hasModel = all.some(({ isModel, key }) => isModel && chosen.has(key));
  const create = () =>
    void beginAgain(
      all.flatMap(({ key, from }) => {
        const to = chosen.get(key);
        return to ? [{ from, to: { connectionId: to.connectionId, deployment: to.deployment } }] : [];
      }),
    );
  return (
    <Dialog title={words.title} onClose={leaveAgain}>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      <p className="muted">{words.hint}</p>
      {all.map((one) => (
        <Row
          key={one.key}
          one={one}
          value={chosen.get(one.key) ?? null}
          onChoose={(choice) => setChosen(new Map([...chosen, [one.key, choice]]))}
        />
      ))}
      <div className="actions">
        <button type="button" className="button" onClick={leaveAgain}>
          {words.cancel}
        </button>
        <button type="button" className="button primary" disabled={isBusy || !hasModel} onClick={create}>
          {isBusy ? words.creating : words.create}
        </button>
      </div>
    </Dialog>
  );
}

function Row(props: { one: AskedOnce; value: Choice | null; onChoose: (choice: Choice) => void }) {
  const { one, value, onChoose } = props;
  const label = fill(one.isModel ? words.model : words.judge, { name: one.name });
  return (
    <div className="field">
      {label}
      <ModelPicker label={label} value={value} placeholder={words.none} onChoose={onChoose} />
    </div>
  );
}
