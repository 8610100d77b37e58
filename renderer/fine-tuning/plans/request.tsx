import "../../ui/view-tabs.css";
import { useEffect, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { TuningRequest } from "../../../preload/contract/tuning-plans.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { CopyButton } from "../../ui/copy.tsx";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { keepPlan } from "./state.ts";

const words = tuningPlans.request;
const forms = ["json", "curl", "python"] as const;
type Form = (typeof forms)[number];

/** The whole request as it would leave, in three forms to copy. */
export function RequestDialog({ planId, onClose }: { planId: string; onClose: () => void }) {
  const [form, setForm] = useState<Form>("json");
  const [request, setRequest] = useState<TuningRequest | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  useEffect(() => {
    let isOld = false;
    const read = async () => {
      await keepPlan(planId);
      const answer = await window.assay["tuningPlans.request"]({ id: planId });
      if (isOld) return;
      if (answer.ok) setRequest(answer.data);
      else setDiagnosis(answer.error.diagnosis);
    };
    void read();
    return () => {
      isOld = true;
    };
  }, [planId]);
  return (
    <Dialog title={words.title} onClose={onClose} wide>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} onHelp={onClose} />}
      {!diagnosis && !request && (
        <p className="muted" role="status">
          {words.reading}
        </p>
      )}
      {request && (
        <>
          <fieldset className="radios row wrap">
            <legend className="unseen">{words.forms.label}</legend>
            {forms.map((one) => (
              <label key={one} className="row">
                <input type="radio" name="form" checked={form === one} onChange={() => setForm(one)} />
                {words.forms[one]}
              </label>
            ))}
          </fieldset>
          {form === "json" && (
            <p className="small">
              <code>{fill(words.url, { url: request.url })}</code>
            </p>
          )}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the keyboard. */}
          <pre className="request-text mono selectable" dir="ltr" tabIndex={0}>
            {request[form]}
          </pre>
          <p className="muted small">
            {words.files} {form !== "json" && words.key}
          </p>
        </>
      )}
      <div className="actions">
        {request && <CopyButton key={form} label={words.copy} text={() => request[form]} />}
        <button type="button" className="button" onClick={onClose}>
          {tuningPlans.close}
        </button>
      </div>
    </Dialog>
  );
}
