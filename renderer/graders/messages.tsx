import { X } from "lucide-react";
import { useRef } from "react";
import type { GraderFault } from "../../preload/contract/graders.ts";
import { fill } from "../../preload/strings/fill.ts";
import { graders as words } from "../../preload/strings/graders.ts";
import { Icon } from "../ui/icon.tsx";
import { type OfferedPlace, TemplateField } from "./template-field.tsx";

type Role = "system" | "developer" | "user" | "assistant";

const mostMessages = 20;

/** Messages with places in them, to be filled for every row. */
export function Messages<Of extends Role>(props: {
  legend: string;
  messages: readonly { role: Of; content: string }[];
  roles: readonly Of[];
  fields: readonly string[] | null;
  /** What can be put in; the fields where it is not given. */
  places?: readonly OfferedPlace[];
  faultsOf: (at: number) => readonly GraderFault[];
  onChange: (messages: { role: Of; content: string }[]) => void;
}) {
  const { legend, messages, roles, fields, places, faultsOf, onChange } = props;
  const add = useRef<HTMLButtonElement>(null);
  const set = (at: number, change: Partial<{ role: Of; content: string }>) =>
    onChange(messages.map((one, place) => (place === at ? { ...one, ...change } : one)));
  const last = roles.includes("user" as Of) ? ("user" as Of) : roles[0];
  return (
    <fieldset className="grader-messages">
      <legend>{legend}</legend>
      {messages.map((message, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message has nothing else to be told by, and they never change places.
        <div key={at} className="grader-message">
          <div className="row">
            <select
              className="picker"
              aria-label={fill(words.role, { number: at + 1 })}
              value={message.role}
              onChange={({ target }) => {
                const role = roles.find((one) => one === target.value);
                if (role) set(at, { role });
              }}
            >
              {roles.map((role) => (
                <option key={role} value={role}>
                  {words.roles[role]}
                </option>
              ))}
            </select>
            <span className="grow" />
            {messages.length > 1 && (
              <button
                type="button"
                className="button quiet square"
                aria-label={fill(words.removeMessage, { number: at + 1 })}
                onClick={() => {
                  add.current?.focus();
                  onChange(messages.filter((_, place) => place !== at));
                }}
              >
                <Icon of={X} size={14} />
              </button>
            )}
          </div>
          <TemplateField
            label={fill(words.content, { number: at + 1 })}
            value={message.content}
            fields={fields}
            {...(places && { places })}
            faults={faultsOf(at)}
            rows={5}
            onChange={(content) => set(at, { content })}
          />
        </div>
      ))}
      <div>
        <button
          ref={add}
          type="button"
          className="button"
          disabled={messages.length >= mostMessages || last === undefined}
          onClick={() => last !== undefined && onChange([...messages, { role: last, content: "" }])}
        >
          {words.addMessage}
        </button>
      </div>
    </fieldset>
  );
}
