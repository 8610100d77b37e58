import "./tuned.css";
import { type FormEvent, useEffect, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { CheckpointCopy } from "../../../preload/contract/tuned-models.ts";
import type { TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { CopyButton } from "../../ui/copy.tsx";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/text-field.tsx";

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
  const [copies, setCopies] = useState<CheckpointCopy[]>([]);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isPlace = destinationShape.test(destination.trim()) && destination.startsWith("/subscriptions/");
  const isRegion = regionShape.test(region.trim());
  useEffect(() => {
    let isLeft = false;
    void window.assay["tunedModels.copies"]({ jobId: job.id }).then((answer) => {
      if (!isLeft && answer.ok) setCopies(answer.data);
    });
    return () => {
      isLeft = true;
    };
  }, [job.id]);
  const go = async (event: FormEvent) => {
    event.preventDefault();
    if (!isPlace || !isRegion) return;
    setBusy(true);
    const answer = await window.assay["tunedModels.copy"]({
      jobId: job.id,
      model,
      destination: destination.trim(),
      region: region.trim(),
    });
    setBusy(false);
    setDiagnosis(answer.ok ? null : answer.error.diagnosis);
    if (answer.ok) setCopies((before) => [answer.data, ...before.filter(({ id }) => id !== answer.data.id)]);
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
        <Copies copies={copies} />
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

const looks = { copying: "live", done: "ok", failed: "danger" };

function Copies({ copies }: { copies: readonly CheckpointCopy[] }) {
  if (copies.length === 0) return null;
  return (
    <section aria-label={words.copies}>
      <h3>{words.copies}</h3>
      <ul className="copies small">
        {copies.map(({ id, destination, region, state, copiedModel, diagnosis }) => (
          <li key={id}>
            <span className={`status ${looks[state]}`}>{words.states[state]}</span>{" "}
            <span className="selectable">
              {destination.split("/").at(-1)}, {region}
            </span>
            {copiedModel !== null && (
              <span className="row">
                <span className="selectable grow">{fill(words.as, { model: copiedModel })}</span>
                <CopyButton isQuiet label={tunedModels.portal.copy} text={() => copiedModel} />
              </span>
            )}
            {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
