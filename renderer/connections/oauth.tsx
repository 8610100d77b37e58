import { CircleCheck } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { Connection } from "../../preload/contract/connections.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Account } from "../../preload/contract/identity.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { choose } from "../deployments/state.ts";
import { goTo } from "../route.ts";
import { type Actions, DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { signIn, signInByBrowser, useIdentity } from "./identity-state.ts";
import { ConnectButton, Outcome } from "./outcome.tsx";
import { RegistrationInForce, RegistrationNeeded } from "./registration.tsx";
import { addressOf, type Pieces, piecesOf, Understood, understand, useUnderstood } from "./understood.tsx";

const words = strings.integrations.microsoft;

/** Connecting by a Microsoft sign-in, in two steps: who you are, then the endpoint. */
export function OAuthForm({
  connection,
  onUseKey,
}: {
  connection?: Connection;
  onUseKey: (endpoint: string) => void;
}) {
  const state = useIdentity(({ state }) => state);
  const diagnosis = useIdentity(({ diagnosis }) => diagnosis);
  const [accountId, setAccountId] = useState<string | null>(connection?.account?.id ?? null);
  const [again, setAgain] = useState(false);
  if (!state) return null;
  if (state.registration.clientId.value === null)
    return <RegistrationNeeded registration={state.registration} />;
  const account = state.accounts.find(({ id }) => id === accountId) ?? state.accounts.at(-1);
  const begin = async (way: "window" | "browser") => {
    const id = await (way === "window" ? signIn(way) : signInByBrowser());
    if (id === null) return;
    setAccountId(id);
    setAgain(false);
  };
  const on: Actions = {
    connect_microsoft: () => void begin("window"),
    use_browser: () => void begin("browser"),
    use_key: () => onUseKey(connection?.endpoint ?? ""),
    retry: () => void begin("window"),
  };
  return (
    <div className="setup-form">
      {account && !again ? (
        <EndpointStep
          key={account.id}
          account={account}
          accounts={state.accounts}
          given={connection?.endpoint ?? ""}
          on={on}
          onAccount={setAccountId}
          onAgain={() => setAgain(true)}
        />
      ) : (
        <SignInStep signingIn={state.signingIn} onBegin={begin} />
      )}
      {diagnosis && <DiagnosisView diagnosis={diagnosis} on={on} />}
      <RegistrationInForce registration={state.registration} />
    </div>
  );
}

function SignInStep(props: {
  signingIn: "waiting" | "exchanging" | null;
  onBegin: (way: "window" | "browser") => void;
}) {
  const { signingIn, onBegin } = props;
  return (
    <>
      <p>{words.intro}</p>
      <div className="row wrap">
        <button type="button" className="button microsoft large" onClick={() => onBegin("window")}>
          <MicrosoftMark />
          {words.connect}
        </button>
        <button type="button" className="button large" onClick={() => onBegin("browser")}>
          {words.browser}
        </button>
        {signingIn && (
          <button
            type="button"
            className="button large"
            onClick={() => void window.assay["identity.cancel"]()}
          >
            {words.cancel}
          </button>
        )}
      </div>
      <p className="muted" role="status">
        {signingIn && words[signingIn]}
      </p>
    </>
  );
}

/** Microsoft's four squares, as its guide to sign-in buttons has them. */
function MicrosoftMark() {
  return (
    <svg width="16" height="16" viewBox="0 0 21 21" aria-hidden="true">
      <path className="red" d="M1 1h9v9H1z" />
      <path className="green" d="M11 1h9v9h-9z" />
      <path className="blue" d="M1 11h9v9H1z" />
      <path className="yellow" d="M11 11h9v9h-9z" />
    </svg>
  );
}

function EndpointStep(props: {
  account: Account;
  accounts: Account[];
  given: string;
  on: Actions;
  onAccount: (id: string) => void;
  onAgain: () => void;
}) {
  const { account, accounts, given, on, onAccount, onAgain } = props;
  const [endpoint, setEndpoint] = useState(given);
  const [corrected, setCorrected] = useState<Pieces | null>(null);
  const [saving, setSaving] = useState(false);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const understood = useUnderstood(endpoint);
  const pieces = corrected ?? (understood && !("code" in understood) ? piecesOf(understood) : null);
  const [fieldId, accountId] = [useId(), useId()];

  const save = async (confirmedHost: string | null = null) => {
    if (saving || endpoint.trim() === "") return;
    setSaving(true);
    setDiagnosis(null);
    const meant = await understand(endpoint);
    const found = corrected ?? (meant && !("code" in meant) ? piecesOf(meant) : null);
    const answer = await window.assay["connections.connectAccount"]({
      endpoint: found ? addressOf(found) : endpoint,
      accountId: account.id,
      apiVersion: found?.apiVersion || null,
      deployment: found?.deployment || null,
      confirmedHost,
    });
    setSaving(false);
    if (!answer.ok) {
      if (answer.error.code !== "cancelled") setDiagnosis(answer.error.diagnosis);
      return;
    }
    const { id, deployment } = answer.data;
    if (deployment) choose({ connectionId: id, deployment });
    goTo("deployments", id);
  };

  return (
    <form
      className="setup-form plain"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="row signed-in">
        <Icon of={CircleCheck} />
        <b>{words.success}</b>
      </p>
      <div className="row wrap">
        {accounts.length > 1 ? (
          <>
            <label htmlFor={accountId}>{words.account}</label>
            <select
              id={accountId}
              className="picker"
              value={account.id}
              onChange={({ target }) => onAccount(target.value)}
            >
              {accounts.map(({ id, username }) => (
                <option key={id} value={id}>
                  {username}
                </option>
              ))}
            </select>
          </>
        ) : (
          <span>{fill(words.signedInAs, { name: account.username })}</span>
        )}
        <button type="button" className="button" onClick={onAgain}>
          {words.another}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => void window.assay["identity.signOut"]({ accountId: account.id })}
        >
          {words.signOut}
        </button>
      </div>
      <div className="field">
        <label htmlFor={fieldId}>{strings.integrations.endpoint}</label>
        <div className="input">
          <input
            id={fieldId}
            className="mono"
            value={endpoint}
            placeholder={strings.integrations.endpointPlaceholder}
            onChange={(event) => {
              setEndpoint(event.target.value);
              setCorrected(null);
            }}
            spellCheck={false}
            autoComplete="off"
          />
        </div>
        <Understood understood={understood} pieces={pieces} onChange={setCorrected} />
      </div>
      <ConnectButton label={words.save} asked={saving ? endpoint : null} isReady={endpoint.trim() !== ""} />
      <Outcome
        diagnosis={diagnosis}
        place={`account ${endpoint}`}
        onConnect={(host) => void save(host)}
        on={on}
      />
    </form>
  );
}
