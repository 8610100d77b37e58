import { useId, useRef } from "react";
import type { DatasetMethod } from "../../preload/contract/dataset-rules.ts";
import type { Mapping, Shape } from "../../preload/contract/dataset-shapes.ts";
import type { Intake } from "../../preload/contract/datasets.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { wholeRecord } from "../../preload/whole-record.ts";
import { mapIntake } from "./intake.ts";
import {
  mappingFor,
  partsOf,
  placeOf,
  rolesOf,
  shapeNames,
  shapes,
  type TemplatePart,
  withColumn,
} from "./shapes.ts";

const words = strings.datasets;
const own = words.intake;

/** How the records of files become rows: what they are, what for, and which column is what. */
export function MappingFields({ intake }: { intake: Intake }) {
  const { mapping, guesses, columns } = intake;
  const { shape, method, system } = mapping;
  const guessed = guesses.map((one) => one.shape);
  const order = [...new Set([...guessed, ...shapeNames])];
  const isTable = shape === "columns";
  return (
    <>
      <div className="intake-grid">
        <label className="field">
          {own.shape}
          <select
            className="picker boxed"
            value={shape}
            onChange={({ target }) => mapIntake(mappingFor(target.value as Shape, mapping, guesses, columns))}
          >
            {order.map((one, at) => (
              <option key={one} value={one}>
                {at === 0 && guessed.length > 0
                  ? fill(own.likeliest, { shape: words.shapes[one] })
                  : words.shapes[one]}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {own.method}
          <select
            className="picker boxed"
            value={method}
            onChange={({ target }) => mapIntake({ ...mapping, method: target.value as DatasetMethod })}
          >
            {[...new Set([method, ...shapes[shape].methods])].map((one) => (
              <option key={one} value={one}>
                {words.methods[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {isTable ? (
        <Template mapping={mapping} columns={columns} />
      ) : (
        <Fields mapping={mapping} columns={columns} />
      )}
      {!isTable && method !== "evaluation" && (
        <label className="field">
          {own.system}
          <textarea
            dir="auto"
            className="area"
            rows={2}
            value={system ?? ""}
            onChange={({ target }) => mapIntake(withSystem(mapping, target.value))}
          />
          <span className="muted small">{own.systemHint}</span>
        </label>
      )}
      <Keep mapping={mapping} columns={columns} />
    </>
  );
}

function withSystem({ system: _, ...rest }: Mapping, text: string): Mapping {
  return text === "" ? rest : { ...rest, system: text };
}

interface Part {
  mapping: Mapping;
  columns: string[];
}

function Fields({ mapping, columns }: Part) {
  const roles = rolesOf(mapping);
  return (
    <fieldset className="intake-fields" aria-label={own.mapping}>
      {roles.map((role) => {
        const column = mapping.fields[role] ?? "";
        return (
          <label key={role} className="field">
            {words.fields[role]}
            <select
              className="picker boxed"
              dir="auto"
              value={column}
              onChange={({ target }) => mapIntake(withColumn(mapping, role, target.value))}
            >
              <option value="">{own.noColumn}</option>
              {[...new Set([...(column === "" ? [] : [column]), ...columns])].map((one) => (
                <option key={one} value={one} dir="auto">
                  {one === wholeRecord ? own.wholeRecord : one}
                </option>
              ))}
            </select>
          </label>
        );
      })}
    </fieldset>
  );
}

function Template({ mapping, columns }: Part) {
  const parts = partsOf(mapping.method);
  const last = useRef<{ part: TemplatePart; field: HTMLTextAreaElement } | null>(null);
  const hintId = useId();
  const set = (part: TemplatePart, text: string) =>
    mapIntake({ ...mapping, template: { ...mapping.template, [part]: text } });
  const insert = (column: string) => {
    const part = last.current?.part ?? "user";
    const text = mapping.template?.[part] ?? "";
    const at = last.current?.field.selectionEnd ?? text.length;
    set(part, text.slice(0, at) + placeOf(column) + text.slice(at));
    last.current?.field.focus();
  };
  return (
    <fieldset className="intake-template" aria-label={own.template}>
      <p id={hintId} className="muted small">
        {fill(own.templateHint, { example: placeOf(columns[0] ?? "column") })}
      </p>
      <div className="row wrap">
        {columns.map((column) => (
          <button
            key={column}
            type="button"
            className="chip"
            aria-label={fill(own.insert, { name: column })}
            onClick={() => insert(column)}
          >
            <bdi>{column}</bdi>
          </button>
        ))}
      </div>
      {parts.map((part) => (
        <label key={part} className="field">
          {words.templateParts[part]}
          <textarea
            dir="auto"
            className="area mono"
            rows={2}
            aria-describedby={hintId}
            value={mapping.template?.[part] ?? ""}
            onFocus={({ target }) => {
              last.current = { part, field: target };
            }}
            onChange={({ target }) => set(part, target.value)}
          />
        </label>
      ))}
    </fieldset>
  );
}

/** What goes along with a row besides what the shape needs. */
function Keep({ mapping, columns }: Part) {
  const used = Object.values(mapping.fields);
  const others = columns.filter((column) => !used.includes(column));
  if (others.length === 0) return null;
  return (
    <details className="intake-keep">
      <summary>{own.keep}</summary>
      <div className="row wrap">
        {others.map((column) => (
          <label key={column} className="row">
            <input
              type="checkbox"
              checked={mapping.keep.includes(column)}
              onChange={({ target }) =>
                mapIntake({
                  ...mapping,
                  keep: target.checked
                    ? [...mapping.keep, column]
                    : mapping.keep.filter((one) => one !== column),
                })
              }
            />
            <bdi>{column}</bdi>
          </label>
        ))}
      </div>
    </details>
  );
}
