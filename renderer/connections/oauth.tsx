import { useState } from "react";
import type { Connection } from "../../preload/contract/connections.ts";
import { strings } from "../../preload/strings/en.ts";
import { type Actions, DiagnosisView } from "../ui/diagnosis.tsx";
import { readDiscovery } from "./discovery-state.ts";
import { EndpointStep } from "./endpoint-step.tsx";
import { signIn, useIdentity } from "./identity-state.ts";
import { RegistrationInForce, RegistrationNeeded } from "./registration.tsx";
import { SessionNote } from "./session-note.tsx";

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
  // Whoever the connection is of signs in again; for another account there is another button.
  const who = again ? undefined : (connection?.account?.id ?? undefined);
  const begin = async (way: "window" | "browser") => {
    const id = await signIn(way, { accountId: who });
    if (id === null) return;
    setAccountId(id);
    setAgain(false);
  };
  const allow = async (accountId: string) => {
    if (await signIn("window", { accountId, service: "management" })) void readDiscovery(accountId, true);
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
          onAllow={() => void allow(account.id)}
        />
      ) : (
        <SignInStep signingIn={state.signingIn} onBegin={begin} />
      )}
      {diagnosis && <DiagnosisView diagnosis={diagnosis} on={on} />}
      <SessionNote />
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
