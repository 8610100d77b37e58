import "./integrations.css";
import { FlaskConical, KeyRound, Laptop, Plug, UserRound } from "lucide-react";
import type { Connection } from "../../preload/contract/connections.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { HelpPane, HelpToggle } from "../help/index.ts";
import { linkTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { Removed } from "../ui/removed.tsx";
import { ConnectionView } from "./connection.tsx";
import { NewConnection } from "./new-connection.tsx";
import { needsKey, stateOf, undoRemove, useConnections } from "./state.ts";

const words = strings.integrations;

/** What is connected, and the form that connects more. */
export function IntegrationsScreen({ connectionId }: { connectionId: string | null }) {
  const list = useConnections(({ list }) => list) ?? [];
  const diagnosis = useConnections(({ diagnosis }) => diagnosis);
  const shown = list.find(({ id }) => id === connectionId) ?? null;
  return (
    <main className="screen">
      <aside className="pane" aria-label={words.title}>
        <div className="bar">
          <h2>{words.title}</h2>
        </div>
        <nav className="list scroll" aria-label={words.listLabel}>
          <h3>{words.newHeading}</h3>
          <a
            className="item with-icon"
            href={linkTo("integrations")}
            aria-current={shown ? undefined : "page"}
          >
            <Icon of={Plug} />
            <b>{words.foundry}</b>
            <small>{words.foundryText}</small>
          </a>
          <Group
            heading={words.connectionsHeading}
            list={list.filter(({ sandbox }) => !sandbox)}
            shown={shown}
          />
          <Group heading={words.sandboxHeading} list={list.filter(({ sandbox }) => sandbox)} shown={shown} />
        </nav>
        <JustRemoved />
      </aside>
      <div className="work">
        <div className="bar">
          <h1 className="grow clip">{shown ? shown.name : words.foundry}</h1>
          <HelpToggle />
        </div>
        {diagnosis && (
          <div className="notice">
            <DiagnosisView diagnosis={diagnosis} />
          </div>
        )}
        {shown ? <ConnectionView connection={shown} /> : <NewConnection />}
      </div>
      <HelpPane />
    </main>
  );
}

/** What was removed last. */
function JustRemoved() {
  const removed = useConnections(({ removed }) => removed);
  const text = removed && fill(words.connection.removed, { name: removed.name });
  return <Removed text={text} undo={words.connection.undo} onUndo={() => void undoRemove()} />;
}

function Group({ heading, list, shown }: { heading: string; list: Connection[]; shown: Connection | null }) {
  if (list.length === 0) return null;
  return (
    <>
      <h3>{heading}</h3>
      {list.map((connection) => (
        <a
          key={connection.id}
          className="item with-icon"
          href={linkTo("integrations", connection.id)}
          aria-current={connection.id === shown?.id ? "page" : undefined}
        >
          <Icon of={signOf(connection)} />
          <b className="clip" dir="auto">
            {connection.name}
          </b>
          <span className={needsKey(connection) ? "status warn small" : "status ok small"}>
            {stateOf(connection)}
          </span>
          <small>
            {[kindOf(connection), connection.isDefault && words.connection.isDefault]
              .filter(Boolean)
              .join(", ")}
          </small>
        </a>
      ))}
    </>
  );
}

const signOf = ({ sandbox, kind, isLocal }: Connection) => {
  if (sandbox) return FlaskConical;
  if (isLocal) return Laptop;
  return kind === "oauth" ? UserRound : KeyRound;
};

const kindOf = ({ kind, account, isLocal }: Connection) => {
  if (isLocal) return strings.localServers.kind;
  return kind === "oauth" ? (account?.username ?? words.oauthKind) : words.apiKeyKind;
};
