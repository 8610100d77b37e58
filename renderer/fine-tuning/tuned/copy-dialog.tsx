import "./tuned.css";
import { type FormEvent, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { Copies } from "./copies.tsx";

const words = tunedModels.copy;
const destinationShape = /^(\/(?!\.+(\/|$))[\w.()-]+)+$/;
const regionShape = /^[a-z0-9]{2,40}$/;

/** Copies a checkpoint to another resource, and tells what the service asks for first and what became of earlier copies. */
export function CopyDialog(props: {
  job: TuningJob;
  model: string;
  step: number | null;
  onClose: () => void;
}) {
  const { job, model, step, onClose } = props;
  const [destination, setDestination] = useState("");
  const [region, setRegion] = useState("");
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [isBusy, setBusy] = useState(false);
  const place = destination.trim();
  // The Azure portal shows it as in Sweden Central.
  const name = region.toLowerCase().replace(/\s/g, "");
  const isPlace = destinationShape.test(place) && place.startsWith("/subscriptions/");
  const isRegion = regionShape.test(name);
  const go = async (event: FormEvent) => {
    event.preventDefault();
    if (!isPlace || !isRegion) return;
    setBusy(true);
    const answer = await window.assay["tunedModels.copy"]({
      jobId: job.id,
      model,
      destination: place,
      region: name,
    });
    setBusy(false);
    setDiagnosis(answer.ok ? null : answer.error.diagnosis);
  };
  return (
    <Dialog
      title={step === null ? words.titleFinal : fill(words.title, { step: step.toLocaleString() })}
      onClose={onClose}
    >
      <form className="dialog-form" onSubmit={(event) => void go(event)}>
        <p>{words.text}</p>
        <div>
          <p>{words.needs}</p>
          <ul className="bullets small">
            {words.conditions.map((condition) => (
              <li key={condition}>{condition}</li>
            ))}
          </ul>
        </div>
        <TextField
          label={words.destination}
          hint={destination === "" || isPlace ? words.destinationHint : words.destinationWrong}
          isWrong={destination !== "" && !isPlace}
          value={destination}
          onChange={setDestination}
        />
        <TextField
          label={words.region}
          hint={region === "" || isRegion ? words.regionHint : words.regionWrong}
          isWrong={region !== "" && !isRegion}
          value={region}
          onChange={setRegion}
        />
        {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
        <Copies jobId={job.id} />
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {tunedModels.close}
          </button>
          <button type="submit" className="button primary" disabled={!isPlace || !isRegion || isBusy}>
            {words.go}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
