import { useState } from "react";
import type { Connection } from "../../preload/contract/connections.ts";
import type { Account, SignInWay } from "../../preload/contract/identity.ts";
import { type Actions, DiagnosisView } from "../ui/diagnosis.tsx";
import { readDiscovery } from "./discovery-state.ts";
import { EndpointStep } from "./endpoint-step.tsx";
import { signIn, useIdentity } from "./identity-state.ts";
import { RegistrationInForce, RegistrationNeeded, RegistrationWarnings } from "./registration.tsx";
import { SessionNote } from "./session-note.tsx";
import { SignInStep, UnregisteredStep } from "./sign-in-step.tsx";
import { type Connected, showDeployments } from "./state.ts";

/** Connecting by a Microsoft sign-in, in two steps: who you are, then the endpoint. */
export function OAuthForm({
  connection,
  onUseKey,
  onConnected = showDeployments,
}: {
  connection?: Connection;
  onUseKey: (endpoint: string, header?: string) => void;
  onConnected?: Connected;
}) {
  const state = useIdentity(({ state }) => state);
  const diagnosis = useIdentity(({ diagnosis }) => diagnosis);
  const [accountId, setAccountId] = useState<string | null>(connection?.account?.id ?? null);
  const [again, setAgain] = useState(false);
  const [last, setLast] = useState<SignInWay>("window");
  if (!state) return null;
  const isRegistered = state.registration.clientId.value !== null;
  const Step = isRegistered ? SignInStep : UnregisteredStep;
  const account = state.accounts.find(({ id }) => id === accountId) ?? state.accounts.at(-1);
  // Whoever the connection is of signs in again; for another account there is another button.
  const who = again ? undefined : (connection?.account?.id ?? undefined);
  const begin = async (way: SignInWay) => {
    setLast(way);
    const id = await signIn(way, { accountId: who });
    if (id === null) return;
    setAccountId(id);
    setAgain(false);
  };
  const allow = async ({ id, source }: Account) => {
    const way = source === "microsoft" ? "window" : source;
    if (await signIn(way, { accountId: id, service: "management" })) void readDiscovery(id, true);
  };
  const on: Actions = {
    connect_microsoft: () => void begin("window"),
    use_browser: () => void begin("browser"),
    use_key: () => onUseKey(connection?.endpoint ?? ""),
    new_code: () => void begin("device_code"),
    retry: () => void begin(last),
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
          onUseKey={onUseKey}
          onAccount={setAccountId}
          onAgain={() => setAgain(true)}
          onAllow={() => void allow(account)}
          onConnected={onConnected}
        />
      ) : (
        <Step state={state} onBegin={begin} />
      )}
      {diagnosis && <DiagnosisView diagnosis={diagnosis} on={on} />}
      <SessionNote />
      <RegistrationWarnings registration={state.registration} />
      {isRegistered ? (
        <RegistrationInForce registration={state.registration} />
      ) : (
        (!account || again) && <RegistrationNeeded registration={state.registration} />
      )}
    </div>
  );
}
