import { type FormEvent, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { TunedDeployment } from "../../../preload/contract/tuned-models.ts";
import { modelNameLimit } from "../../../preload/limits.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/text-field.tsx";

const words = tunedModels.registering;

/** Registers a tuned deployment as a model under a name of one's own, with where it comes from. */
export function RegisterDialog(props: {
  deployment: TunedDeployment;
  onDone: (name: string) => void;
  onClose: () => void;
}) {
  const { deployment, onDone, onClose } = props;
  const [name, setName] = useState(deployment.deployment);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [isBusy, setBusy] = useState(false);
  const go = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    setBusy(true);
    const answer = await window.assay["tunedModels.register"]({ id: deployment.id, name: name.trim() });
    setBusy(false);
    if (!answer.ok) return setDiagnosis(answer.error.diagnosis);
    onDone(answer.data.name);
    onClose();
  };
  return (
    <Dialog title={fill(words.title, { deployment: deployment.deployment })} onClose={onClose}>
      <form className="dialog-form" onSubmit={(event) => void go(event)}>
        <TextField
          label={words.name}
          hint={words.text}
          value={name}
          maxLength={modelNameLimit}
          onChange={setName}
        />
        {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {tunedModels.cancel}
          </button>
          <button type="submit" className="button primary" disabled={name.trim() === "" || isBusy}>
            {words.go}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
