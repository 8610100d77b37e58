import { Braces } from "lucide-react";
import { useRef } from "react";
import type { GraderFault } from "../../preload/contract/graders.ts";
import { fill } from "../../preload/strings/fill.ts";
import { graders } from "../../preload/strings/graders.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { answerPlace, offered } from "./draft.ts";
import { Field } from "./field.tsx";

/** Fields that a menu offers; more would fill the window. */
const mostOffered = 20;
const longest = 200_000;

/** A text with places in it that a row and an answer fill; they can be typed or chosen. */
export function TemplateField(props: {
  label: string;
  value: string;
  fields: readonly string[] | null;
  faults: readonly GraderFault[];
  rows?: number;
  onChange: (text: string) => void;
}) {
  const { label, value, fields, faults, rows = 2, onChange } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (place: string) => {
    const { selectionStart = value.length, selectionEnd = value.length } = area.current ?? {};
    onChange(value.slice(0, selectionStart) + place + value.slice(selectionEnd));
    area.current?.focus();
  };
  const items = [
    { id: "answer", label: graders.answerPlace, onSelect: () => insert(answerPlace) },
    ...offered(fields)
      .slice(0, mostOffered)
      .map((name) => ({
        id: name,
        label: fill(graders.fieldPlace, { name }),
        onSelect: () => insert(`{{item.${name}}}`),
      })),
    { id: "json", label: graders.answerJsonPlace, onSelect: () => insert("{{sample.output_json.name}}") },
  ];
  return (
    <Field
      label={label}
      faults={faults}
      beside={
        <Menu
          label={fill(graders.insert, { field: label })}
          className="button quiet grader-insert"
          items={items}
        >
          <Icon of={Braces} size={14} />
          {graders.insertShort}
        </Menu>
      }
    >
      {(given) => (
        <textarea
          {...given}
          ref={area}
          className="area mono"
          dir="auto"
          rows={rows}
          value={value}
          maxLength={longest}
          spellCheck={false}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
