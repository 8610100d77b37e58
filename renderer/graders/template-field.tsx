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

/** A place of a template with its words. */
export interface OfferedPlace {
  label: string;
  place: string;
}

/** The fields of rows that are likely to be wanted, as places. */
export const fieldPlaces = (fields: readonly string[] | null): OfferedPlace[] =>
  offered(fields)
    .slice(0, mostOffered)
    .map((name) => ({ label: fill(graders.fieldPlace, { name }), place: `{{item.${name}}}` }));

/** What a grader of the service can be filled with. */
const servicePlaces = (fields: readonly string[] | null): OfferedPlace[] => [
  { label: graders.answerPlace, place: answerPlace },
  ...fieldPlaces(fields),
  { label: graders.answerJsonPlace, place: "{{sample.output_json.name}}" },
];

/** A text with places in it that a row and an answer fill; they can be typed or chosen. `places`: others than the service's. */
export function TemplateField(props: {
  label: string;
  value: string;
  fields: readonly string[] | null;
  places?: readonly OfferedPlace[];
  hint?: string;
  faults: readonly GraderFault[];
  rows?: number;
  onChange: (text: string) => void;
}) {
  const { label, value, fields, faults, hint, rows = 2, onChange } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (place: string) => {
    const { selectionStart = value.length, selectionEnd = value.length } = area.current ?? {};
    onChange(value.slice(0, selectionStart) + place + value.slice(selectionEnd));
    area.current?.focus();
  };
  const items = (props.places ?? servicePlaces(fields)).map(({ label, place }) => ({
    id: place,
    label,
    onSelect: () => insert(place),
  }));
  return (
    <Field
      label={label}
      faults={faults}
      {...(hint !== undefined && { hint })}
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
