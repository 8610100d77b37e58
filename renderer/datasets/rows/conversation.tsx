import { useState } from "react";
import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import { pathText } from "../../../preload/row-text/path.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { counted } from "../../figures/counted.ts";
import { isWithin } from "./marks.ts";
import { roleName } from "./role-name.ts";
import {
  type ContentPart,
  type Field,
  isShownImage,
  type MessageList,
  type MessagePart,
  type RowParts,
  type ToolCall,
} from "./row-parts.ts";
import { LongText } from "./text-view.tsx";
import { visible } from "./visible.ts";

const words = datasetRows;
/** Messages of a list that are drawn before a person asks for all. */
const shownAtFirst = 50;

/** A row as what is said in it. */
export function Conversation({ parts, findings }: { parts: RowParts; findings: readonly Finding[] }) {
  const { lists, fields } = parts;
  return (
    <>
      <div className={lists.length > 1 ? "row-lists pair" : "row-lists"}>
        {lists.map((list) => (
          <Messages key={list.kind} list={list} findings={findings} hasTitle={lists.length > 1} />
        ))}
      </div>
      {fields.length > 0 && <Fields fields={fields} />}
    </>
  );
}

function Messages(props: { list: MessageList; findings: readonly Finding[]; hasTitle: boolean }) {
  const { list, findings, hasTitle } = props;
  const { kind, messages } = list;
  const [isAll, setAll] = useState(false);
  const shown = isAll ? messages : messages.slice(0, shownAtFirst);
  return (
    <section className={`row-list of-${kind}`} aria-label={words.lists[kind]}>
      {hasTitle && <h3>{words.lists[kind]}</h3>}
      {shown.map((message, index) => (
        <Message
          key={pathText(message.path)}
          message={message}
          number={index + 1}
          found={findings.filter((finding) => isWithin(finding, pathText(message.path)))}
        />
      ))}
      {shown.length < messages.length && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          {fill(words.row.showMessages, { count: messages.length.toLocaleString() })}
        </button>
      )}
    </section>
  );
}

function Message(props: { message: MessagePart; number: number; found: readonly Finding[] }) {
  const { message, number, found } = props;
  const { role, contents, weight, calls, answers, rest } = message;
  const blocks = found.some(({ severity }) => severity === "blocks");
  return (
    <article
      className={`row-message ${role === "assistant" ? "answer" : ""}`}
      aria-label={fill(words.message.label, { number, role: roleName(role) })}
    >
      <header className="row wrap small">
        <b dir="auto">{roleName(role)}</b>
        {weight !== undefined && (
          <span className="chip">
            {fill(words.message.weightShown, { value: visible(JSON.stringify(weight)) })}
          </span>
        )}
        {answers !== null && (
          <span className="muted mono clip">{fill(words.message.result, { id: visible(answers) })}</span>
        )}
        {found.length > 0 && (
          <span className={blocks ? "status danger" : "status warn"}>
            {counted(words.findings.count, found.length)}
          </span>
        )}
      </header>
      {contents.length === 0 && calls.length === 0 && <p className="muted small">{words.message.empty}</p>}
      {contents.map((part) => (
        <Content key={pathText(part.path)} part={part} number={number} />
      ))}
      {calls.map((call) => (
        <Call key={pathText(call.path)} call={call} />
      ))}
      {rest.length > 0 && <Fields fields={rest} />}
    </article>
  );
}

function Content({ part, number }: { part: ContentPart; number: number }) {
  if (part.kind === "image") return <Picture part={part} number={number} />;
  if (part.kind === "text" && part.text === "") return <p className="muted small">{words.message.empty}</p>;
  return <LongText text={part.text} className={part.kind === "other" ? "mono" : ""} />;
}

/** A picture that stands in the row, or the address of one: nothing is fetched from here. */
export function Picture({ part, number }: { part: ContentPart & { kind: "image" }; number: number }) {
  const { url, detail } = part;
  return (
    <figure className="row-picture">
      {isShownImage(url) ? (
        <img src={url} alt={fill(words.message.image, { number })} loading="lazy" decoding="async" />
      ) : (
        <LongText text={url} className="mono small" />
      )}
      {detail !== null && (
        <figcaption className="muted small">
          {fill(words.message.imageDetail, { detail: visible(detail) })}
        </figcaption>
      )}
    </figure>
  );
}

function Call({ call: { id, name, arguments: given } }: { call: ToolCall }) {
  return (
    <div className="row-call">
      <p className="row wrap small">
        <span className="muted">{words.message.call}</span>
        <code>{visible(name ?? words.notGiven)}</code>
        {id !== null && <span className="muted mono">{visible(id)}</span>}
      </p>
      <LongText text={given} className="mono small" />
    </div>
  );
}

function Fields({ fields }: { fields: readonly Field[] }) {
  return (
    <dl className="row-fields">
      {fields.map(({ name, path, text, isText }) => (
        <div key={pathText(path)}>
          <dt className="mono small" dir="auto">
            {visible(name)}
          </dt>
          <dd>
            <LongText text={text} className={isText ? "" : "mono small"} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
