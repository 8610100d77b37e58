import "./diagnosis.css";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { explain } from "../../preload/strings/explain.ts";
import { Icon } from "./icon.tsx";

/** What went wrong: what happened, why, what to do, and the service's own words folded away. */
export function DiagnosisView({ diagnosis, children }: { diagnosis: Diagnosis; children?: ReactNode }) {
  const { title, cause, remedies } = explain(diagnosis);
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
      {children && <div className="row">{children}</div>}
    </section>
  );
}
