import "./home.css";
import { ChevronRight, FlaskConical, KeyRound, MessageSquare, Plug } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import { useChat } from "../chat/state.ts";
import { needsKey, stateOf, trySandbox, useConnections } from "../connections/state.ts";
import { linkTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";

const recentCount = 5;

/** The first screen: the ways to begin, and later what is connected and where one left off. */
export function HomeScreen() {
  const list = useConnections(({ list }) => list);
  const words = strings.home;
  if (list === null) return <main className="screen" />;
  const isFirst = list.length === 0;
  return (
    <main className="screen">
      <div className="work scroll">
        <div className={isFirst ? "home first" : "home"}>
          <header>
            <h1>{isFirst ? words.firstTitle : words.title}</h1>
            <p className="muted">{isFirst ? words.firstText : words.text}</p>
          </header>
          <Connected />
          <Ways isFirst={isFirst} />
          <Recent />
        </div>
      </div>
    </main>
  );
}

function Ways({ isFirst }: { isFirst: boolean }) {
  const { list, startingSandbox, sandboxDiagnosis } = useConnections();
  const hasSandbox = list?.some(({ sandbox }) => sandbox);
  const words = strings.home;
  return (
    <>
      <ul className="ways">
        <li>
          <a href={linkTo("integrations")}>
            <Icon of={KeyRound} size={20} />
            <span>
              <b>{words.useKey}</b>
              <small>{isFirst ? words.useKeyText : words.addText}</small>
            </span>
            <Icon of={ChevronRight} />
          </a>
        </li>
        {!hasSandbox && (
          <li>
            <button type="button" onClick={() => void trySandbox()} disabled={startingSandbox}>
              <Icon of={FlaskConical} size={20} />
              <span>
                <b>{words.trySandbox}</b>
                <small>{startingSandbox ? words.startingSandbox : words.trySandboxText}</small>
              </span>
              <Icon of={ChevronRight} />
            </button>
          </li>
        )}
      </ul>
      {sandboxDiagnosis && <DiagnosisView diagnosis={sandboxDiagnosis} />}
    </>
  );
}

function Connected() {
  const list = useConnections(({ list }) => list) ?? [];
  if (list.length === 0) return null;
  return (
    <section>
      <h2>{strings.home.connected}</h2>
      <ul className="ways">
        {list.map((connection) => (
          <li key={connection.id}>
            <a href={linkTo(needsKey(connection) ? "integrations" : "deployments", connection.id)}>
              <Icon of={connection.sandbox ? FlaskConical : Plug} size={20} />
              <span>
                <b>{connection.name}</b>
                <small className="clip">{connection.endpoint}</small>
              </span>
              <span className={needsKey(connection) ? "status warn small" : "status ok small"}>
                {stateOf(connection)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Recent() {
  const summaries = useChat(({ summaries }) => summaries) ?? [];
  if (summaries.length === 0) return null;
  return (
    <section>
      <h2>{strings.home.recent}</h2>
      <ul className="ways">
        {summaries.slice(0, recentCount).map(({ id, title, deployment }) => (
          <li key={id}>
            <a href={linkTo("chat", id)}>
              <Icon of={MessageSquare} size={20} />
              <span>
                <b>{title}</b>
                <small>{deployment}</small>
              </span>
              <Icon of={ChevronRight} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
