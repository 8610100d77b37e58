import { CopyPlus, Plus, Trash2 } from "lucide-react";
import { type Path, pathText } from "../../../preload/row-text/path.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { Icon } from "../../ui/icon.tsx";
import { Picture } from "./conversation.tsx";
import {
  type Draft,
  faultyFields,
  typedIn,
  typing,
  withCopy,
  withField,
  withMessage,
  withoutMessage,
} from "./draft.ts";
import { roleName } from "./role-name.ts";
import type { Field, MessageList, MessagePart, RowParts } from "./row-parts.ts";
import { visible } from "./visible.ts";

const words = datasetRows;
const known = Object.keys(words.roles);

interface Edited {
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** A row that is edited field by field: `parts` are those of the draft's text. */
export function RowEditor({ parts, draft, onChange }: Edited & { parts: RowParts }) {
  const { lists, fields } = parts;
  return (
    <>
      <div className={lists.length > 1 ? "row-lists pair" : "row-lists"}>
        {lists.map((list) => (
          <Messages key={list.kind} list={list} hasTitle={lists.length > 1} {...{ draft, onChange }} />
        ))}
      </div>
      <Fields fields={fields} {...{ draft, onChange }} />
    </>
  );
}

function Messages(props: Edited & { list: MessageList; hasTitle: boolean }) {
  const { list, hasTitle, draft, onChange } = props;
  return (
    <section className={`row-list of-${list.kind}`} aria-label={words.lists[list.kind]}>
      {hasTitle && <h3>{words.lists[list.kind]}</h3>}
      {list.messages.map((message, index) => (
        <Message
          key={pathText(message.path)}
          message={message}
          number={index + 1}
          {...{ draft, onChange }}
          onCopy={() => onChange(withCopy(draft, list.path, index))}
        />
      ))}
      <button type="button" className="button" onClick={() => onChange(withMessage(draft, list.path))}>
        <Icon of={Plus} size={14} />
        {words.message.add}
      </button>
    </section>
  );
}

function Message(props: Edited & { message: MessagePart; number: number; onCopy: () => void }) {
  const { message, number, draft, onChange, onCopy } = props;
  const { path, role, contents, weight, calls, rest } = message;
  const isWritable = contents.length > 0 || message.role !== null;
  return (
    <fieldset
      className="row-message"
      aria-label={fill(words.message.label, { number, role: roleName(role) })}
    >
      <div className="row wrap small">
        {isWritable && (
          <>
            <RoleChoice role={role} onChange={(to) => onChange(withField(draft, path, "role", to))} />
            {(role === "assistant" || weight !== undefined) && (
              <WeightChoice
                weight={weight}
                onChange={(to) => onChange(withField(draft, path, "weight", to))}
              />
            )}
          </>
        )}
        <span className="row-message-tools">
          <button
            type="button"
            className="button quiet square"
            aria-label={fill(words.message.duplicate, { number })}
            title={words.message.duplicateShort}
            onClick={onCopy}
          >
            <Icon of={CopyPlus} />
          </button>
          <button
            type="button"
            className="button quiet square"
            aria-label={fill(words.message.remove, { number })}
            title={words.message.removeShort}
            onClick={() => onChange(withoutMessage(draft, path))}
          >
            <Icon of={Trash2} />
          </button>
        </span>
      </div>
      {contents.length === 0 && message.role !== null && calls.length === 0 && (
        <Area
          label={fill(words.message.content, { number })}
          value=""
          onChange={(text) => onChange(withField(draft, path, "content", text))}
        />
      )}
      {contents.map((part) =>
        part.kind === "image" ? (
          <Picture key={pathText(part.path)} part={part} number={number} />
        ) : (
          <Area
            key={pathText(part.path)}
            label={fill(words.message.content, { number })}
            isCode={part.kind === "other"}
            isFaulty={isFaulty(draft, part.path)}
            value={typedIn(draft, part.path, part.text)}
            onChange={(text) => onChange(typing(draft, part.path, text, part.text, part.kind === "other"))}
          />
        ),
      )}
      {calls.map(({ path, name, arguments: given, isText }) => (
        <div key={pathText(path)} className="row-call">
          <p className="row wrap small">
            <span className="muted">{words.message.call}</span>
            <code>{visible(name ?? words.notGiven)}</code>
          </p>
          {isText && (
            <Area
              label={fill(words.message.arguments, { name: visible(name ?? words.notGiven) })}
              isCode
              value={typedIn(draft, [...path, "function", "arguments"], given)}
              onChange={(text) => onChange(typing(draft, [...path, "function", "arguments"], text, given))}
            />
          )}
        </div>
      ))}
      <Fields fields={rest} {...{ draft, onChange }} />
    </fieldset>
  );
}

/** The fields of an object: texts as they are, all else as JSON. */
function Fields({ fields, draft, onChange }: Edited & { fields: readonly Field[] }) {
  if (fields.length === 0) return null;
  return (
    <div className="row-fields">
      {fields.map(({ name, path, text, isText }) => (
        <div key={pathText(path)}>
          <p className="mono small" dir="auto">
            {visible(name)}
          </p>
          <Area
            label={visible(name)}
            isCode={!isText}
            isFaulty={isFaulty(draft, path)}
            value={typedIn(draft, path, text)}
            onChange={(typed) => onChange(typing(draft, path, typed, text, !isText))}
          />
        </div>
      ))}
    </div>
  );
}

const isFaulty = (draft: Draft, path: Path): boolean =>
  faultyFields(draft).some((faulty) => pathText(faulty) === pathText(path));

/** A field that is as high as what is in it. */
export function Area(props: {
  label: string;
  value: string;
  isCode?: boolean;
  isFaulty?: boolean;
  isLarge?: boolean;
  onChange: (text: string) => void;
}) {
  const { label, value, isCode = false, isFaulty = false, isLarge = false, onChange } = props;
  return (
    <textarea
      className={`row-area ${isCode ? "mono" : ""} ${isLarge ? "large" : ""}`}
      dir={isCode ? "ltr" : "auto"}
      aria-label={label}
      aria-invalid={isFaulty || undefined}
      spellCheck={!isCode}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

function RoleChoice({ role, onChange }: { role: string | null; onChange: (role: string) => void }) {
  const isKnown = role !== null && known.includes(role);
  return (
    <label className="row">
      <span className="unseen">{words.message.role}</span>
      <select className="picker" value={role ?? ""} onChange={({ target }) => onChange(target.value)}>
        {!isKnown && <option value={role ?? ""}>{roleName(role)}</option>}
        {known.map((one) => (
          <option key={one} value={one}>
            {roleName(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Whether an answer is trained on. Other values than the two that are allowed can be taken away only. */
function WeightChoice({
  weight,
  onChange,
}: {
  weight: unknown;
  onChange: (weight: number | undefined) => void;
}) {
  const value = weight === undefined ? "none" : JSON.stringify(weight);
  const isKnown = Object.hasOwn(words.message.weights, value);
  return (
    <label className="row">
      <span className="muted">{words.message.weight}</span>
      <select
        className="picker"
        value={value}
        onChange={({ target }) => onChange(target.value === "none" ? undefined : Number(target.value))}
      >
        {!isKnown && <option value={value}>{visible(value)}</option>}
        {Object.entries(words.message.weights).map(([one, label]) => (
          <option key={one} value={one}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
