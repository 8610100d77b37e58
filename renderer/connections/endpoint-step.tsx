import { CircleCheck } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Account, AccountSource } from "../../preload/contract/identity.ts";
import type { Input } from "../../preload/contract/index.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { DoctorFindings, runDoctor } from "../doctor/index.ts";
import { choose } from "../targets/deployments.ts";
import type { Actions } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { chooseDirectory } from "./directory-state.ts";
import { Discovered } from "./discovered.tsx";
import { EndpointField, useEndpoint } from "./endpoint-field.tsx";
import { ConnectButton, Outcome } from "./outcome.tsx";
import type { Connected } from "./state.ts";
import { addressOf } from "./understood.tsx";

const words = strings.integrations.microsoft;

/** Which tool an account's sign-in is of; nothing for the app's own. */
const by = (source: AccountSource) =>
  source === "microsoft" ? "" : fill(strings.signIn.source, { tool: strings.signIn.tools[source] });

/** The second step: which endpoint the account uses, typed or chosen among those it can see. */
export function EndpointStep(props: {
  account: Account;
  accounts: Account[];
  given: string;
  on: Actions;
  onUseKey: (endpoint: string, header?: string) => void;
  onAccount: (id: string) => void;
  onAgain: () => void;
  /** Signs in for Azure Resource Manager. */
  onAllow: () => void;
  onConnected: Connected;
}) {
  const { account, accounts, given, on, onUseKey, onAccount, onAgain, onAllow, onConnected } = props;
  const typed = useEndpoint(given);
  const endpoint = typed.text;
  const [saving, setSaving] = useState(false);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [asked, setAsked] = useState<Input<"connections.connectAccount"> | null>(null);
  const accountId = useId();

  /** Gives why it did not connect, or null: it did. */
  const connect = async (input: Input<"connections.connectAccount">): Promise<Diagnosis | null> => {
    setSaving(true);
    setDiagnosis(null);
    setAsked(input);
    const answer = await window.assay["connections.connectAccount"](input);
    setSaving(false);
    if (!answer.ok) {
      if (answer.error.code !== "cancelled") setDiagnosis(answer.error.diagnosis);
      return answer.error.diagnosis;
    }
    const { id, deployment } = answer.data;
    if (deployment) choose({ connectionId: id, deployment });
    onConnected(answer.data);
    return null;
  };
  const save = async (confirmedHost: string | null = null, letTokens = false) => {
    if (saving || endpoint.trim() === "") return;
    const meant = await typed.meant();
    await connect({
      accountId: account.id,
      endpoint: meant ? addressOf(meant) : endpoint,
      apiVersion: meant?.apiVersion || null,
      deployment: meant?.deployment || null,
      ...(meant?.dialect && { dialect: meant.dialect }),
      confirmedHost,
      letTokens,
    });
  };
  const pick = (chosen: string, found: Input<"connections.connectAccount">["found"]) => {
    typed.type(chosen);
    const rest = { apiVersion: null, deployment: null, confirmedHost: null, found };
    void connect({ endpoint: chosen, accountId: account.id, ...rest });
  };
  const here: Actions = {
    ...on,
    set_key_header: ({ parameters }) => onUseKey(endpoint, parameters.header),
    ...(asked && {
      use_directory: (refusal) =>
        chooseDirectory({ account, refusal, use: (directory) => connect({ ...asked, directory }) }),
    }),
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
              {accounts.map(({ id, username, source }) => (
                <option key={id} value={id} dir="auto">
                  {[username, by(source)].filter(Boolean).join(", ")}
                </option>
              ))}
            </select>
          </>
        ) : (
          <span>
            {fill(words.signedInAs, { name: account.username })}
            {by(account.source) && <span className="muted"> {by(account.source)}</span>}
          </span>
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
      <EndpointField input={typed} />
      <ConnectButton label={words.save} asked={saving ? endpoint : null} isReady={endpoint.trim() !== ""} />
      <Outcome
        diagnosis={diagnosis}
        place={`account ${endpoint}`}
        onConnect={(host, letTokens) => void save(host, letTokens)}
        on={{ ...here, ...(asked && { run_doctor: () => void runDoctor("account", asked) }) }}
      />
      <DoctorFindings of="account" on={here} />
      <Discovered key={account.id} account={account} busy={saving} onPick={pick} onAllow={onAllow} />
    </form>
  );
}
