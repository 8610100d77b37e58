import "./tuned.css";
import { type FormEvent, useCallback, useEffect, useId, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { DeployOptions } from "../../../preload/contract/tuned-models.ts";
import type { TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { moneyText } from "../../prices/index.ts";
import { goTo } from "../../route.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { Hosting } from "./hosting.tsx";
import { PortalSteps } from "./portal-steps.tsx";
import { skuName } from "./sku-name.ts";

const words = tunedModels.deploy;

interface DeployProps {
  job: TuningJob;
  /** What is deployed: the tuned model or a checkpoint. */
  model: string;
  step: number | null;
  onClose: () => void;
}

/** Deploys a tuned model or one of its checkpoints, or says how to in the portal; what it costs and how long it lasts first. */
export function DeployDialog({ job, model, step, onClose }: DeployProps) {
  const [options, setOptions] = useState<DeployOptions | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const jobId = job.id;
  const read = useCallback(async () => {
    const answer = await window.assay["tunedModels.options"]({ jobId, model });
    setOptions(answer.ok ? answer.data : null);
    setDiagnosis(answer.ok ? null : answer.error.diagnosis);
  }, [jobId, model]);
  useEffect(() => void read(), [read]);
  return (
    <Dialog title={fill(words.title, { name: job.name })} onClose={onClose}>
      <p className="selectable" dir="auto">
        {step === null ? model : fill(words.what, { model: job.model, step: step.toLocaleString() })}
      </p>
      <div role="status">{!options && !diagnosis && <p className="muted">{words.reading}</p>}</div>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} on={{ retry: () => void read() }} />}
      {options?.why && (
        <>
          <p className="status warn">{tunedModels.notHere[options.why]}</p>
          <PortalSteps options={options} isCheckpoint={step !== null} />
        </>
      )}
      {options && options.why === null ? (
        <DeployForm
          job={job}
          model={model}
          options={options}
          onPriced={() => void read()}
          onRefused={setDiagnosis}
          onClose={onClose}
        />
      ) : (
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {tunedModels.close}
          </button>
        </div>
      )}
    </Dialog>
  );
}

const nameShape = /^[A-Za-z0-9][\w.-]{0,63}$/;
const mostCapacity = 100_000;

function DeployForm(props: {
  job: TuningJob;
  model: string;
  options: DeployOptions;
  onPriced: () => void;
  onRefused: (diagnosis: Diagnosis | null) => void;
  onClose: () => void;
}) {
  const { job, model, options, onPriced, onRefused, onClose } = props;
  const { types } = options;
  const [sku, setSku] = useState(types[0]?.sku ?? "");
  const [name, setName] = useState(options.name);
  const [capacity, setCapacity] = useState(String(options.capacity));
  const [isBusy, setBusy] = useState(false);
  const group = useId();
  const chosen = types.find((one) => one.sku === sku) ?? types[0];
  const units = Number(capacity);
  const isNamed = nameShape.test(name);
  const isSized = Number.isInteger(units) && units >= 1 && units <= mostCapacity;
  const go = async (event: FormEvent) => {
    event.preventDefault();
    if (!isNamed || !isSized || !chosen) return;
    setBusy(true);
    onRefused(null);
    const answer = await window.assay["tunedModels.deploy"]({
      jobId: job.id,
      model,
      deployment: name,
      sku: chosen.sku,
      capacity: units,
    });
    setBusy(false);
    if (!answer.ok) return onRefused(answer.error.diagnosis);
    onClose();
    goTo("fineTuning", "deployments");
  };
  return (
    <form className="dialog-form" onSubmit={(event) => void go(event)}>
      <fieldset className="deploy-types">
        <legend>{words.type}</legend>
        {types.map((type) => (
          <div key={type.sku} className="deploy-type">
            <label className="row">
              <input
                type="radio"
                name={group}
                checked={type.sku === chosen?.sku}
                onChange={() => setSku(type.sku)}
              />
              {skuName(type.sku)}
            </label>
            <p className="small">
              <Hosting model={job.model} hosting={type.hosting} onPriced={onPriced} />
            </p>
            <p className="muted small">{words.lasts[type.lasts]}</p>
          </div>
        ))}
      </fieldset>
      <div className="fields">
        <TextField
          maxLength={64}
          label={words.name}
          hint={isNamed ? words.nameHint : words.nameWrong}
          isWrong={!isNamed}
          value={name}
          onChange={setName}
        />
        <TextField
          label={words.capacity}
          hint={isSized ? words.capacityHint : words.capacityWrong}
          isWrong={!isSized}
          value={capacity}
          onChange={setCapacity}
        />
      </div>
      <p className="muted small">{tunedModels.hosting.whether}</p>
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {tunedModels.cancel}
        </button>
        <button type="submit" className="button primary" disabled={!isNamed || !isSized || !chosen || isBusy}>
          {goText(chosen)}
        </button>
      </div>
    </form>
  );
}

/** What the button says: the amount is on it, so that nobody confirms another one. */
function goText(type: DeployOptions["types"][number] | undefined): string {
  const price = type?.hosting?.price;
  if (type?.lasts === "day" || type?.hosting?.perDay === 0) return words.go;
  if (!price || type?.hosting?.perDay == null) return words.goUnknown;
  return fill(words.goFor, { amount: moneyText(type.hosting.perDay, price.currency) });
}
