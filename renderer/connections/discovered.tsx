import "./discovered.css";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import type { Account } from "../../preload/contract/identity.ts";
import { strings } from "../../preload/strings/en.ts";
import { explain } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { SaidWords } from "../ui/said-words.tsx";
import { readDiscovery, useDiscovery } from "./discovery-state.ts";
import { choicesIn, type Found, gapsIn, matching } from "./found.ts";

const words = strings.discovery;

/** Searching begins to help with this many. */
const many = 7;

/** The resources and projects that an account can see, each to be connected with one click. */
export function Discovered(props: {
  account: Account;
  busy: boolean;
  onPick: (endpoint: string, found: { tenantId: string; resourceId: string }) => void;
  onAllow: () => void;
}) {
  const { account, busy, onPick, onAllow } = props;
  const { found, reading, diagnosis } = useDiscovery();
  const [text, setText] = useState("");
  useEffect(() => {
    void readDiscovery(account.id);
  }, [account.id]);
  const own = found?.accountId === account.id ? found : null;
  const choices = own ? choicesIn(own) : [];
  const shown = matching(choices, text);
  const again = () => void readDiscovery(account.id, true);
  return (
    <section className="discovered" aria-label={words.label}>
      <header className="row">
        <h2 className="grow">{words.title}</h2>
        <span className="muted small" role="status">
          {reading ? words.reading : own && countOf(choices.length)}
        </span>
        {reading ? (
          <button type="button" className="button" onClick={() => void window.assay["discovery.cancel"]()}>
            {words.stop}
          </button>
        ) : (
          <button type="button" className="button" onClick={again}>
            {words.again}
          </button>
        )}
      </header>
      {choices.length >= many && (
        <div className="input">
          <Icon of={Search} size={14} />
          <input
            dir="auto"
            value={text}
            aria-label={words.search}
            placeholder={words.search}
            onChange={({ target }) => setText(target.value)}
          />
        </div>
      )}
      {own?.done && choices.length === 0 && <p className="muted">{words.nothing}</p>}
      {choices.length > 0 && shown.length === 0 && <p className="muted">{words.noMatch}</p>}
      <ul className="found-list">
        {shown.map((choice) => (
          <Choice key={choice.resource.id} choice={choice} busy={busy} onPick={onPick} />
        ))}
      </ul>
      {own &&
        gapsIn(own).map(({ id, name, diagnosis }) => (
          <div key={id} className="muted small">
            <p>{fill(words.notRead, { name, why: explain(diagnosis).title })}</p>
            <SaidWords diagnosis={diagnosis} />
          </div>
        ))}
      {diagnosis && !reading && (
        <details className="found-refused">
          <summary>{words.refusedTitle}</summary>
          <p className="muted small">{words.refused}</p>
          <button type="button" className="button" onClick={onAllow}>
            {words.allow}
          </button>
          <DiagnosisView diagnosis={diagnosis} on={{ retry: again }} place={`discovery ${account.id}`} />
        </details>
      )}
    </section>
  );
}

const countOf = (count: number) => (count === 1 ? words.count.one : fill(words.count.many, { count }));

function Choice(props: {
  choice: Found;
  busy: boolean;
  onPick: (endpoint: string, found: { tenantId: string; resourceId: string }) => void;
}) {
  const { choice, busy, onPick } = props;
  const { resource, places, facts } = choice;
  return (
    <li className="panel">
      <div className="row">
        <b className="grow clip" dir="auto">
          {resource.name}
        </b>
        <span className="muted small">{facts}</span>
      </div>
      <small className="muted clip">{choice.where}</small>
      {places.map(({ name, label, endpoint }) => (
        <div key={endpoint} className="row place">
          <span className="grow clip" title={endpoint}>
            {label}
          </span>
          <button
            type="button"
            className="button"
            disabled={busy}
            aria-label={fill(words.connectTo, { name })}
            onClick={() => onPick(endpoint, { tenantId: choice.tenantId, resourceId: resource.id })}
          >
            {words.connect}
          </button>
        </div>
      ))}
    </li>
  );
}
