import { CircleCheck, CircleDashed, Eye, EyeOff, Lock } from "lucide-react";
import { type ClipboardEvent, type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { UnderstoodEndpoint } from "../../preload/contract/connections.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { backendName, useApp } from "../app-state.ts";
import { goTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { isSnippet, keyIn } from "./pasted.ts";

const words = strings.integrations;
/** Milliseconds of silence before what is typed is looked at. */
const pause = 150;
/** Characters of a pasted text that are looked at. */
const textLimit = 4000;

/** Connects with an endpoint and a key. Nothing that was typed is lost when it fails. */
export function KeyForm({ endpoint: given = "" }: { endpoint?: string }) {
  const [endpoint, setEndpoint] = useState(given);
  const [key, setKey] = useState("");
  const [keyShown, setKeyShown] = useState(false);
  const [connecting, setConnecting] = useState(false);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const understood = useUnderstood(endpoint);
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (diagnosis) outcome.current?.scrollIntoView({ block: "nearest" });
  }, [diagnosis]);
  const [endpointId, keyId, hintId] = [useId(), useId(), useId()];

  const connect = async (event: FormEvent) => {
    event.preventDefault();
    if (connecting || endpoint.trim() === "" || key.trim() === "") return;
    setConnecting(true);
    setDiagnosis(null);
    const answer = await window.assay["connections.connect"]({ endpoint, key });
    setConnecting(false);
    if (answer.ok) goTo("deployments", answer.data.id);
    else if (answer.error.code !== "cancelled") setDiagnosis(answer.error.diagnosis);
  };

  /** A whole curl call, snippet or .env file is taken apart: the endpoint here, the key into its own field. */
  const paste = async (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text");
    if (!isSnippet(text)) return;
    event.preventDefault();
    const answer = await window.assay["connections.understand"]({ endpoint: text.slice(0, textLimit) });
    const found = answer.ok && answer.data.ok ? answer.data.endpoint.endpoint : null;
    setEndpoint(found ?? text);
    const foundKey = keyIn(text);
    if (found && foundKey) setKey(foundKey);
  };

  return (
    <form className="setup-form" onSubmit={(event) => void connect(event)}>
      <div className="field">
        <label htmlFor={endpointId}>{words.endpoint}</label>
        <div className="input">
          <input
            id={endpointId}
            className="mono"
            value={endpoint}
            onChange={(event) => setEndpoint(event.target.value)}
            onPaste={(event) => void paste(event)}
            placeholder={words.endpointPlaceholder}
            aria-describedby={hintId}
            spellCheck={false}
            autoComplete="off"
          />
        </div>
        <p id={hintId} className="hint">
          {words.endpointHint}
        </p>
        <Understood endpoint={understood} />
      </div>
      <div className="field">
        <label htmlFor={keyId}>{words.key}</label>
        <div className="input">
          <input
            id={keyId}
            className="mono"
            type={keyShown ? "text" : "password"}
            value={key}
            onChange={(event) => setKey(event.target.value)}
            spellCheck={false}
            autoComplete="off"
          />
          <button
            type="button"
            className="button quiet square"
            aria-label={keyShown ? words.hideKey : words.showKey}
            aria-pressed={keyShown}
            onClick={() => setKeyShown(!keyShown)}
          >
            <Icon of={keyShown ? EyeOff : Eye} />
          </button>
        </div>
        <KeyNote />
      </div>
      <div className="row">
        {connecting ? (
          <>
            <button
              type="button"
              className="button large"
              onClick={() => void window.assay["connections.cancel"]()}
            >
              {words.cancel}
            </button>
            <span className="muted" role="status">
              {fill(words.connecting, { host: understood ? new URL(understood.endpoint).host : endpoint })}
            </span>
          </>
        ) : (
          <button
            type="submit"
            className="button primary large"
            disabled={endpoint.trim() === "" || key.trim() === ""}
          >
            {words.connect}
          </button>
        )}
      </div>
      <div ref={outcome}>{diagnosis && <DiagnosisView diagnosis={diagnosis} during="test" />}</div>
    </form>
  );
}

/** How the key will be kept on this machine. */
function KeyNote() {
  const protection = useApp(({ info }) => info?.protection);
  if (!protection) return null;
  return (
    <p className="note">
      <Icon of={Lock} />
      {protection.mode === "session"
        ? words.keySession
        : fill(words.keyEncrypted, { backend: backendName(protection.backend) })}
    </p>
  );
}

/** Always as high, whatever is in the field: what is below must not move away under the mouse. */
function Understood({ endpoint }: { endpoint: UnderstoodEndpoint | null }) {
  // The long ones first: they take the whole width, the others stand in two columns.
  const facts: [string, string | null | undefined][] = [
    [words.facts.host, endpoint && new URL(endpoint.endpoint).host],
    [words.facts.path, endpoint?.path],
    [words.facts.resource, endpoint?.resource],
    [words.facts.project, endpoint?.project],
    [words.facts.apiVersion, endpoint?.apiVersion],
    [words.facts.deployment, endpoint?.deployment],
  ];
  return (
    <div className={endpoint ? "panel understood" : "panel understood muted"}>
      <header>
        <Icon of={endpoint ? CircleCheck : CircleDashed} />
        <b>{words.understoodAs}</b>
        <span className="muted clip">{endpoint ? words.kinds[endpoint.kind] : words.notUnderstood}</span>
      </header>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd className="clip" title={value ?? undefined}>
              {value ?? words.missing}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** What main makes of the text in the field; null while it is empty or no endpoint. */
function useUnderstood(text: string): UnderstoodEndpoint | null {
  const [understood, setUnderstood] = useState<UnderstoodEndpoint | null>(null);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await window.assay["connections.understand"]({ endpoint: text.slice(0, textLimit) });
      if (current) setUnderstood(answer.ok && answer.data.ok ? answer.data.endpoint : null);
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  return understood;
}
