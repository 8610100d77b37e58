import "./diagnosis.css";
import { TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { explain, type Occasion } from "../../preload/strings/explain.ts";
import { useApp } from "../app-state.ts";
import { Icon } from "./icon.tsx";

/** What went wrong: what happened, why, what to do, and the service's own words folded away. */
export function DiagnosisView(props: { diagnosis: Diagnosis; during?: Occasion; children?: ReactNode }) {
  const { diagnosis, during, children } = props;
  const { title, cause, remedies } = explain(diagnosis, during);
  const { raw } = diagnosis;
  return (
    <section className="diagnosis" aria-live="polite">
      <h2>
        <Icon of={TriangleAlert} />
        {title}
      </h2>
      <p>{cause}</p>
      {remedies.length > 0 && (
        <>
          <h3>{strings.diagnosis.whatToDo}</h3>
          <ol>
            {remedies.map((remedy) => (
              <li key={remedy}>{remedy}</li>
            ))}
          </ol>
        </>
      )}
      {raw && (
        <details>
          <summary>{strings.diagnosis.raw}</summary>
          <code>{[raw.status, raw.code, raw.message].filter(Boolean).join(" ")}</code>
          {raw.path && (
            <code>
              {strings.diagnosis.request} {raw.path}
            </code>
          )}
          {raw.requestId && (
            <code>
              {strings.diagnosis.requestId} {raw.requestId}
            </code>
          )}
        </details>
      )}
      <div className="row wrap">
        {children}
        <CopyReport diagnosis={diagnosis} during={during} />
      </div>
    </section>
  );
}

/** Puts what is shown, and on what it ran, on the clipboard: for whoever can help. */
function CopyReport({ diagnosis, during }: { diagnosis: Diagnosis; during: Occasion | undefined }) {
  const info = useApp(({ info }) => info);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const { title, cause, remedies } = explain(diagnosis, during);
    const app =
      info && `${strings.app.name} ${info.version}, Electron ${info.runtime.electron}, ${info.platform}`;
    const report = [
      title,
      cause,
      ...remedies.map((one) => `- ${one}`),
      JSON.stringify(diagnosis, null, 2),
      app,
    ];
    await navigator.clipboard.writeText(report.filter(Boolean).join("\n"));
    setCopied(true);
  };
  return (
    <button type="button" className="button" onClick={() => void copy()}>
      {copied ? strings.diagnosis.copied : strings.diagnosis.copyReport}
    </button>
  );
}
