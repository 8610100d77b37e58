import "./local-servers.css";
import { Laptop, Search } from "lucide-react";
import { useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { FoundServer } from "../../preload/contract/local-servers.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { type Connected, showDeployments, useConnections } from "./state.ts";

const words = strings.localServers;

/** Servers of models on this computer: looked for when the person asks for it, connected with one click. */
export function LocalServers(props: {
  onConnected?: Connected;
  /** Shows the form with an address, which may be empty. */
  onAddress: (address: string) => void;
}) {
  const { onConnected = showDeployments, onAddress } = props;
  const [found, setFound] = useState<FoundServer[] | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);

  const find = async () => {
    setBusy(true);
    setDiagnosis(null);
    const answer = await window.assay["localServers.find"]();
    setBusy(false);
    if (answer.ok) setFound(answer.data);
    else setDiagnosis(answer.error.diagnosis);
  };
  const connect = async (endpoint: string) => {
    setBusy(true);
    setDiagnosis(null);
    const nothing = { key: null, apiVersion: null, keyHeader: null, deployment: null, confirmedHost: null };
    const answer = await window.assay["connections.connect"]({ endpoint, ...nothing });
    setBusy(false);
    if (answer.ok) onConnected(answer.data);
    else setDiagnosis(answer.error.diagnosis);
  };

  return (
    <div className="local-servers">
      <section>
        <h2>{words.title}</h2>
        <p>{words.text}</p>
        <button type="button" className="button primary large" disabled={isBusy} onClick={() => void find()}>
          <Icon of={Search} />
          {found ? words.findAgain : words.find}
        </button>
        <p className="hint" role="status">
          {isBusy ? words.finding : found ? countOf(found) : words.looks}
        </p>
        {found && found.length > 0 && (
          <ul>
            {found.map((server) => (
              <Server
                key={server.endpoint}
                server={server}
                isBusy={isBusy}
                onConnect={connect}
                onAddress={onAddress}
              />
            ))}
          </ul>
        )}
        {diagnosis && <DiagnosisView diagnosis={diagnosis} during="test" place="local servers" />}
      </section>
      <section>
        <h2>{words.addressTitle}</h2>
        <p>{words.address}</p>
        <button type="button" className="button" onClick={() => onAddress("")}>
          {words.toAddress}
        </button>
      </section>
    </div>
  );
}

function Server(props: {
  server: FoundServer;
  isBusy: boolean;
  onConnect: (endpoint: string) => Promise<void>;
  onAddress: (address: string) => void;
}) {
  const { server, isBusy, onConnect, onAddress } = props;
  const { product, endpoint, models } = server;
  const isConnected = useConnections(({ list }) => list?.some((one) => one.endpoint === endpoint) ?? false);
  const { host } = new URL(endpoint);
  const name = product ?? words.unnamed;
  return (
    <li className="panel row">
      <Icon of={Laptop} />
      <span className="grow">
        <b dir="auto">{name}</b> <span className="mono">{host}</span>
        <br />
        <span className="muted small">{models === null ? words.wantsKey : modelsText(models)}</span>
      </span>
      {isConnected ? (
        <span className="status ok small">{words.connected}</span>
      ) : (
        <button
          type="button"
          className="button"
          disabled={isBusy}
          aria-label={fill(models === null ? words.keyFor : words.connectTo, { name: `${name} ${host}` })}
          onClick={() => (models === null ? onAddress(endpoint) : void onConnect(endpoint))}
        >
          {models === null ? words.enterKey : words.connect}
        </button>
      )}
    </li>
  );
}

const countOf = ({ length }: FoundServer[]) => {
  if (length === 0) return words.nothing;
  return length === 1 ? words.found.one : fill(words.found.many, { count: length });
};

const modelsText = (count: number) => {
  if (count === 0) return words.models.none;
  return count === 1 ? words.models.one : fill(words.models.many, { count });
};
