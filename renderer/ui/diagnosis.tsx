import "./diagnosis.css";
import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Diagnosis, DiagnosisCode, RemedyAction } from "../../preload/contract/diagnosis.ts";
import { actions as labels, requests, roleUnknowns } from "../../preload/strings/diagnoses.ts";
import { strings } from "../../preload/strings/en.ts";
import { explain, type Occasion } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useApp } from "../app-state.ts";
import { CopyButton } from "./copy.tsx";
import { HelpLink } from "./help-link.tsx";
import { Icon } from "./icon.tsx";
import { Retry } from "./retry.tsx";
import { SaidWords } from "./said-words.tsx";

const words = strings.diagnosis;

/** What the place that shows a diagnosis can do about it; each is given the diagnosis. */
export type Actions = Partial<Record<RemedyAction, (diagnosis: Diagnosis) => void>>;

/** What was asked was wrong, or nothing was: the doctor has nothing to find there. */
const noCase: readonly DiagnosisCode[] = [
  "cancelled",
  "prompt_filtered",
  "answer_filtered",
  "answer_declined",
  "feature_refused",
  "context_too_long",
  "message_too_large",
  "parameter_refused",
  "value_refused",
  "value_invalid",
  "max_tokens_too_large",
  "max_tokens_too_small",
  "empty_answer",
  "only_thought",
  "limit_without_text",
  "storage_failed",
  "import_refused",
  "embedding_text_empty",
  "embedding_text_too_long",
  "embedding_dimensions_refused",
  "input_refused",
];

/** Where models are deployed, roles seen and keys copied. */
const foundry = "https://ai.azure.com/";

/**
 * What went wrong: what happened, why, the refusal's own words, what to do with its buttons, and both sides of what was
 * said folded away.
 */
export function DiagnosisView(props: {
  diagnosis: Diagnosis;
  during?: Occasion;
  /** What is retried by itself only once, such as an id. */
  place?: string;
  on?: Actions;
  /** Called before its help is shown, for what lies above. */
  onHelp?: () => void;
}) {
  const { diagnosis, during, on = {}, place = diagnosis.code, onHelp } = props;
  const { title, cause, said, remedies, actions } = explain(diagnosis, during);
  const able: Actions = { open_foundry: openFoundry, ...on };
  const buttons = actions.filter((action) => action !== "retry" && able[action]);
  const { retry, run_doctor: runDoctor } = on;
  return (
    <section className="diagnosis" aria-live="polite">
      <h2>
        <Icon of={TriangleAlert} />
        {title}
      </h2>
      <p>{cause}</p>
      <SaidWords diagnosis={diagnosis} />
      {remedies.length > 0 && (
        <>
          <h3>{words.whatToDo}</h3>
          <ol>
            {remedies.map((remedy) => (
              <li key={remedy}>{remedy}</li>
            ))}
          </ol>
        </>
      )}
      <Exchange diagnosis={diagnosis} isSaid={said !== null} />
      <div className="row wrap">
        {retry && actions.includes("retry") && (
          <Retry key={diagnosis.at} diagnosis={diagnosis} place={place} onRetry={() => retry(diagnosis)} />
        )}
        {buttons.map((action) => (
          <button key={action} type="button" className="button" onClick={() => able[action]?.(diagnosis)}>
            {labels[action]}
          </button>
        ))}
        {(["copy_request", "copy_consent"] as const)
          .filter((one) => actions.includes(one))
          .map((one) => (
            <CopyButton key={one} label={labels[one]} text={() => requestIn(one, diagnosis)} />
          ))}
        {actions.includes("copy_command") && (
          <CopyButton label={labels.copy_command} text={() => diagnosis.parameters.command ?? ""} />
        )}
        {runDoctor && !noCase.includes(diagnosis.code) && (
          <button type="button" className="button" onClick={() => runDoctor(diagnosis)}>
            {labels.run_doctor}
          </button>
        )}
        <CopyReport diagnosis={diagnosis} during={during} />
        <HelpLink articleId={diagnosis.code} onOpen={onHelp} />
      </div>
    </section>
  );
}

const requestIn = (one: keyof typeof requests, { parameters }: Diagnosis) =>
  fill(requests[one], {
    ...roleUnknowns,
    ...parameters,
    principal: parameters.principal || roleUnknowns.principal,
  });

const openFoundry = () => void window.assay["app.openLink"]({ url: foundry });

/** What was sent and what came back, as it was, without secrets. The words that are shown already are not repeated. */
function Exchange({ diagnosis: { raw }, isSaid }: { diagnosis: Diagnosis; isSaid: boolean }) {
  const [open, setOpen] = useState(false);
  if (!raw) return null;
  const { status, code, message, requestId, exchange } = raw;
  const line = [status, code, !isSaid && message].filter(Boolean).join(" ");
  if (line === "" && !requestId && !exchange) return null;
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.raw}</summary>
      {open && (
        <>
          {line !== "" && <code>{line}</code>}
          {requestId && (
            <code>
              {words.requestId} {requestId}
            </code>
          )}
          {exchange && (
            <>
              <h3>{words.sent}</h3>
              <pre>{exchange.sent}</pre>
              <h3>{words.received}</h3>
              <pre>{exchange.received}</pre>
              <p className="muted small">{words.masked}</p>
            </>
          )}
        </>
      )}
    </details>
  );
}

/** Puts what is shown, and on what it ran, on the clipboard: for whoever can help. */
function CopyReport({ diagnosis, during }: { diagnosis: Diagnosis; during: Occasion | undefined }) {
  const info = useApp(({ info }) => info);
  const report = () => {
    const { title, cause, said, remedies } = explain(diagnosis, during);
    const app =
      info && `${strings.app.name} ${info.version}, Electron ${info.runtime.electron}, ${info.platform}`;
    const { exchange, ...raw } = diagnosis.raw ?? { message: "" };
    const parts = [
      title,
      cause,
      said && `${said.by} ${said.words}`,
      ...remedies.map((one) => `- ${one}`),
      JSON.stringify({ ...diagnosis, raw, at: new Date(diagnosis.at).toISOString() }, null, 2),
      exchange?.sent,
      exchange?.received,
      app,
    ];
    return parts.filter(Boolean).join("\n\n");
  };
  return <CopyButton label={labels.copy_report} text={report} />;
}
