import { Server } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { Connection } from "../../preload/contract/connections.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { connectionNameLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { attempting } from "../calls.ts";
import { Doctor, examineConnection } from "../doctor/index.ts";
import { goTo, linkTo } from "../route.ts";
import { readDeployments, useDeployments } from "../targets/deployments.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { connectionActions } from "./actions.ts";
import { KeyForm } from "./key-form.tsx";
import { OAuthForm } from "./oauth.tsx";
import { ChatRequests } from "./requests.tsx";
import { keyInstead, needsKey, replaceKey, useConnections } from "./state.ts";

const words = strings.integrations.connection;

/** One connection: what it is, how its key is kept, and what can be done with it. */
export function ConnectionView({ connection }: { connection: Connection }) {
  const { id, sandbox } = connection;
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const replacing = useConnections(({ replacing }) => replacing === id);
  const hasKey = connection.kind !== "none";
  const entering = needsKey(connection) || replacing;

  /** Does something, and says so when it could not be done. */
  const attempt = attempting(setDiagnosis);
  const remove = async () => {
    if ((await attempt(window.assay["connections.remove"]({ id }))) === null) return;
    useConnections.setState({ removed: connection });
    goTo("integrations");
  };

  return (
    <div className="scroll">
      <div className="connection-view">
        <Facts connection={connection} />
        {sandbox && <p className="muted">{words.sandbox}</p>}
        <NameForm
          key={connection.name}
          name={connection.name}
          onRename={(name) => attempt(window.assay["connections.rename"]({ id, name }))}
        />
        {!connection.isLocal && (
          <ChatRequests
            key={`${connection.apiVersion} ${connection.keyHeader}`}
            connection={connection}
            attempt={attempt}
          />
        )}
        {!needsKey(connection) && <Test id={id} />}
        <Doctor
          of={id}
          subject={{ connectionId: id }}
          on={connectionActions(id, () => examineConnection(id))}
        />
        {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
        {entering && connection.kind !== "oauth" && <KeyForm connection={connection} />}
        {entering && connection.kind === "oauth" && (
          <OAuthForm connection={connection} onUseKey={() => keyInstead(id)} />
        )}
        <div className="row wrap">
          {!connection.isDefault && (
            <button
              type="button"
              className="button"
              onClick={() => void attempt(window.assay["connections.makeDefault"]({ id }))}
            >
              {words.makeDefault}
            </button>
          )}
          {!sandbox && !needsKey(connection) && (
            <>
              {connection.kind !== "oauth" && (
                <button type="button" className="button" onClick={() => replaceKey(replacing ? null : id)}>
                  {replacing ? words.keepKey : hasKey ? words.replaceKey : strings.localServers.enterKey}
                </button>
              )}
              {hasKey && (
                <button
                  type="button"
                  className="button"
                  title={connection.kind === "oauth" ? words.signOutHint : words.disconnectHint}
                  onClick={() => void attempt(window.assay["connections.disconnect"]({ id }))}
                >
                  {words.disconnect}
                </button>
              )}
            </>
          )}
          <button type="button" className="button" onClick={() => void remove()}>
            {words.remove}
          </button>
        </div>
      </div>
    </div>
  );
}

function Facts({ connection }: { connection: Connection }) {
  const { endpoint, key, createdAt, extraHeaders, deployment, gateway, account, kind, isLocal } = connection;
  const isAccount = kind === "oauth";
  const how = isAccount ? strings.integrations.oauthKind : strings.integrations.apiKeyKind;
  const facts: [string, string | null][] = [
    [words.endpoint, endpoint],
    [words.kind, isLocal ? strings.localServers.kind : how],
    [words.account, account?.username ?? null],
    [words.key, isAccount ? null : strings.integrations.keyStates[key]],
    [words.gateway, gateway && fill(words.gatewayConfirmed, { host: new URL(gateway.origin).host })],
    [words.extraHeaders, extraHeaders.join(", ") || null],
    [words.deployment, deployment],
    [words.since, new Date(createdAt).toLocaleDateString()],
  ];
  return (
    <dl className="facts panel">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd className={value === endpoint ? "mono" : undefined} dir="auto">
              {value}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

function NameForm({ name, onRename }: { name: string; onRename: (name: string) => Promise<unknown> }) {
  const [text, setText] = useState(name);
  const nameId = useId();
  const isChanged = text.trim() !== "" && text.trim() !== name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged) void onRename(text);
  };
  return (
    <form className="field" onSubmit={submit}>
      <label htmlFor={nameId}>{words.name}</label>
      <div className="row">
        <div className="input grow">
          <input
            dir="auto"
            id={nameId}
            value={text}
            maxLength={connectionNameLimit}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <button type="submit" className="button" disabled={!isChanged}>
          {words.rename}
        </button>
      </div>
    </form>
  );
}

/** Asks the endpoint again, and shows what came of it. */
function Test({ id }: { id: string }) {
  const state = useDeployments(({ lists }) => lists[id]);
  const [asked, setAsked] = useState(false);
  const test = () => {
    setAsked(true);
    void readDeployments(id, true);
  };
  const count = state?.list?.deployments.length ?? 0;
  const works = count === 1 ? words.tested.one : fill(words.tested.many, { count });
  return (
    <>
      <div className="row wrap">
        <a className="button" href={linkTo("deployments", id)}>
          <Icon of={Server} />
          {words.showDeployments}
        </a>
        <button type="button" className="button" disabled={state?.loading} onClick={test}>
          {words.testAgain}
        </button>
        <span className="muted" role="status">
          {asked && state?.loading && words.testing}
          {asked && state && !state.loading && !state.diagnosis && works}
        </span>
      </div>
      {asked && state?.diagnosis && (
        <DiagnosisView
          diagnosis={state.diagnosis}
          during="test"
          place={`list ${id}`}
          on={connectionActions(id, test)}
        />
      )}
    </>
  );
}
