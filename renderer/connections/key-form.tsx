import { Eye, EyeOff, Lock } from "lucide-react";
import { type FormEvent, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Connection } from "../../preload/contract/connections.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { backendName, useApp } from "../app-state.ts";
import { DoctorFindings, runDoctor, type Subject } from "../doctor/index.ts";
import { choose } from "../targets/deployments.ts";
import { Icon } from "../ui/icon.tsx";
import { EndpointField, type EndpointInput, useEndpoint } from "./endpoint-field.tsx";
import { GatewayOptions, readHeaders } from "./gateway.tsx";
import { ConnectButton, Outcome } from "./outcome.tsx";
import { type Connected, showDeployments } from "./state.ts";
import { addressOf } from "./understood.tsx";

const words = strings.integrations;

/** Connects with an endpoint and a key, new or of a connection that there is. Nothing that was typed is lost when it fails. */
export function KeyForm(props: {
  connection?: Connection;
  given?: string;
  /** The header field for the key that is suggested. */
  givenHeader?: string;
  onConnected?: Connected;
}) {
  const { connection, given = "", givenHeader = "", onConnected = showDeployments } = props;
  const [key, setKey] = useState("");
  const [keyHeader, setKeyHeader] = useState(connection?.keyHeader ?? givenHeader);
  const [isAsked, setHeaderAsked] = useState(false);
  const [extraHeaders, setExtraHeaders] = useState("");
  const [connecting, setConnecting] = useState<string | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const input = useEndpoint(connection?.endpoint ?? given, {
    connection,
    onKey: ({ key, header }) => {
      setKey(key);
      if (header !== null) setKeyHeader(header);
    },
  });
  const { text: endpoint, understood, pieces } = input;
  const headers = readHeaders(extraHeaders);
  const isHere = isOnThisComputer(understood);
  const isReady = endpoint.trim() !== "" && (isHere || key.trim() !== "") && headers !== null;
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState<Subject | null>(null);

  const connect = async (confirmedHost: string | null = null) => {
    if (connecting !== null || !isReady) return;
    setConnecting(pieces ? hostOf(pieces.origin) : endpoint);
    setDiagnosis(null);
    const meant = await input.meant();
    const asking = {
      endpoint: meant ? addressOf(meant) : endpoint,
      key: key.trim() === "" ? null : key,
      apiVersion: meant?.apiVersion || null,
      keyHeader: keyHeader || null,
      deployment: meant?.deployment || null,
      ...(meant?.dialect && { dialect: meant.dialect }),
      confirmedHost,
      ...(extraHeaders.trim() !== "" && { extraHeaders: headers }),
    };
    setAsked(asking);
    const answer = await window.assay["connections.connect"](asking);
    setConnecting(null);
    if (!answer.ok) {
      if (answer.error.code !== "cancelled") setDiagnosis(answer.error.diagnosis);
      return;
    }
    const { id, deployment } = answer.data;
    if (deployment) choose({ connectionId: id, deployment });
    onConnected(answer.data);
  };

  const focus = (label: string) => () => {
    const labels = [...(form.current?.querySelectorAll("label") ?? [])];
    const wanted = labels.find(({ textContent }) => textContent === label)?.control;
    if (wanted instanceof HTMLInputElement) wanted.select();
    wanted?.focus();
  };

  return (
    <form
      ref={form}
      className="setup-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void connect();
      }}
    >
      <EndpointField input={input} hint={words.endpointHint} />
      <KeyField value={key} onChange={setKey} isHere={isHere} />
      <GatewayOptions
        keyHeader={keyHeader}
        extraHeaders={extraHeaders}
        kept={connection?.extraHeaders ?? []}
        isAsked={isAsked}
        onKeyHeader={setKeyHeader}
        onExtraHeaders={setExtraHeaders}
      />
      {headers === null && <p className="note">{words.gateway.extraHeadersWrong}</p>}
      <ConnectButton label={words.connect} asked={connecting} isReady={isReady} />
      <Outcome
        diagnosis={diagnosis}
        place={`connect ${endpoint}`}
        onConnect={(host) => void connect(host)}
        on={{
          edit_endpoint: focus(words.endpoint),
          enter_key: focus(words.key),
          name_deployment: focus(words.facts.deployment),
          set_key_header: ({ parameters }) => {
            flushSync(() => {
              setKeyHeader(parameters.header || keyHeader);
              setHeaderAsked(true);
            });
            focus(words.gateway.keyHeader)();
          },
          ...(asked && { run_doctor: () => void runDoctor("key", asked) }),
        }}
      />
      <DoctorFindings of="key" />
    </form>
  );
}

const isOnThisComputer = (understood: EndpointInput["understood"]) =>
  understood !== null && !("code" in understood) && understood.kind.startsWith("local");

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : origin);

function KeyField(props: {
  value: string;
  onChange: (key: string) => void;
  /** Whether a server on this computer is meant, which may ask for none. */
  isHere: boolean;
}) {
  const { value, onChange, isHere } = props;
  const [isShown, setShown] = useState(false);
  const fieldId = useId();
  return (
    <div className="field">
      <label htmlFor={fieldId}>{words.key}</label>
      <div className="input">
        <input
          dir="ltr"
          id={fieldId}
          className="mono"
          type={isShown ? "text" : "password"}
          placeholder={isHere ? strings.localServers.keyNotNeeded : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          spellCheck={false}
          autoComplete="off"
        />
        <button
          type="button"
          className="button quiet square"
          aria-label={isShown ? words.hideKey : words.showKey}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          <Icon of={isShown ? EyeOff : Eye} />
        </button>
      </div>
      <KeyNote />
    </div>
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
