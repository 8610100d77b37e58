import { useId, useState } from "react";
import type { Deployment } from "../../preload/contract/deployments.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { DialectName } from "../../preload/contract/dialects.ts";
import {
  dialects,
  speaksBecause,
  speaks as speakWords,
  speaksChoice as words,
} from "../../preload/strings/dialects.ts";
import { fill } from "../../preload/strings/fill.ts";
import { setDialect } from "../targets/deployments.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";

/** By which API a deployment is asked, how that is known, and a choice by hand. */
export function ApiChoice(props: { connectionId: string; deployment: Deployment }) {
  const { connectionId, deployment } = props;
  const { name, speaks } = deployment;
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [fieldId, hintId] = [useId(), useId()];
  const said = fill(words.what, { what: speakWords[speaks.what], because: speaksBecause[speaks.because] });
  const change = async (value: string) =>
    setDiagnosis(await setDialect(connectionId, name, value === "" ? null : (value as DialectName)));
  return (
    <div className="field">
      <label htmlFor={fieldId}>{words.label}</label>
      <p className="small" role="status">
        {said}
      </p>
      <select
        id={fieldId}
        className="picker"
        aria-describedby={hintId}
        value={speaks.because === "person" ? speaks.what : ""}
        onChange={({ target }) => void change(target.value)}
      >
        <option value="">{words.byItself}</option>
        {Object.entries(dialects).map(([dialect, word]) => (
          <option key={dialect} value={dialect}>
            {word}
          </option>
        ))}
      </select>
      <p id={hintId} className="note small">
        {words.hint}
      </p>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} place={`api ${connectionId} ${name}`} on={{}} />}
    </div>
  );
}
