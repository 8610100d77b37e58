import "./row-pane.css";
import { ChevronDown, ChevronUp, Pencil, X } from "lucide-react";
import { type KeyboardEvent, type Ref, useEffect, useMemo, useRef, useState } from "react";
import type { DatasetRow } from "../../../preload/contract/dataset-rows.ts";
import type { OpenDataset } from "../../../preload/contract/datasets.ts";
import { pathText } from "../../../preload/row-text/path.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { counted } from "../../figures/counted.ts";
import { CopyButton } from "../../ui/copy.tsx";
import { Icon } from "../../ui/icon.tsx";
import { isPressed, withShortcut } from "../../ui/shortcuts.ts";
import { Conversation } from "./conversation.tsx";
import { draftOf, faultyFields } from "./draft.ts";
import { type Editing, edit, editedAs, editedText, useEditingOf } from "./editing.ts";
import { FindingList } from "./finding-list.tsx";
import { type JsonHandle, JsonView } from "./json-view.tsx";
import { Origin } from "./origin.tsx";
import { Area, RowEditor } from "./row-editor.tsx";
import { partsOfRow, type RowParts } from "./row-parts.ts";
import { useRow } from "./use-row.ts";
import { languageName, partName } from "./view.ts";

const words = datasetRows.row;
const save = { key: "Enter" };

/** Tags that are shown before the others are only counted. */
const shownTags = 20;

type View = "fields" | "text";

/** The row that is looked at: as what is said in it or as JSON, with what was found in it, to be read or edited. */
export function RowPane(props: {
  open: OpenDataset;
  version: number | null;
  rowKey: number;
  /** Another whenever the row may be another. */
  stamp: string;
  isReadOnly: boolean;
  /** Gives whether it was saved. */
  onSave: (text: string) => Promise<boolean>;
  onFix: (rule: string) => void;
  onFixAll: ((rule: string) => void) | undefined;
  onStep: (by: number) => void;
  onClose: () => void;
}) {
  const { open, version, rowKey, stamp, isReadOnly, onSave, onFix, onFixAll, onStep, onClose } = props;
  const { id } = open.dataset;
  const { row, failed } = useRow(id, version, rowKey, stamp);
  const begun = useEditingOf(id, rowKey);
  // What is edited is the newest state, never an older version.
  const editing = version === null ? begun : null;
  const [view, setView] = useState<View>("fields");
  const [isSaving, setSaving] = useState(false);
  const json = useRef<JsonHandle>(null);
  const [wanted, setWanted] = useState<number | null>(null);
  const title = fill(words.title, { key: rowKey.toLocaleString() });
  useEffect(() => {
    if (wanted === null) return;
    json.current?.show(wanted);
    setWanted(null);
  }, [wanted]);

  const keep = async () => {
    if (editing === null || isSaving || faultsOf(editing).length > 0) return;
    setSaving(true);
    const isSaved = await onSave(editedText(editing));
    setSaving(false);
    if (isSaved) edit(id, rowKey, null);
  };
  const pane = useRef<HTMLElement>(null);
  const isEditing = editing !== null;
  const before = useRef({ rowKey, isEditing });
  useEffect(() => {
    const was = before.current;
    before.current = { rowKey, isEditing };
    if (was.rowKey !== rowKey || was.isEditing === isEditing) return;
    // To the first field, and back to what began it.
    pane.current
      ?.querySelector<HTMLElement>(isEditing ? "textarea" : ".row-tools > .button:not(.quiet)")
      ?.focus();
  }, [rowKey, isEditing]);
  const key = (event: KeyboardEvent) => {
    if (isPressed(save, event.nativeEvent)) void keep();
    else if (event.key === "Escape" && editing === null) onClose();
    else return;
    event.preventDefault();
  };
  const isShown = row !== null && row.key === rowKey;
  return (
    <aside ref={pane} className="row-pane" aria-label={words.label} onKeyDown={key}>
      <header className="row">
        <h2 className="grow clip">{title}</h2>
        <Step icon={ChevronUp} label={words.previous} onStep={() => onStep(-1)} />
        <Step icon={ChevronDown} label={words.next} onStep={() => onStep(1)} />
        <Step icon={X} label={words.close} onStep={onClose} />
      </header>
      {failed && <p className="muted">{words.unread}</p>}
      {isShown && (
        <div className="row-body" key={rowKey}>
          <Facts row={row} />
          {row.isCut && (
            <p className="note">{fill(words.cut, { count: row.text.length.toLocaleString() })}</p>
          )}
          <Tools
            row={row}
            view={view}
            editing={editing}
            isReadOnly={isReadOnly || row.isCut}
            isSaving={isSaving}
            onView={(next) => {
              setView(next);
              if (editing) edit(id, rowKey, editedAs(editing, next));
            }}
            onEdit={(next) => edit(id, rowKey, next)}
            onSave={() => void keep()}
          />
          <Body
            row={row}
            view={view}
            json={json}
            editing={editing}
            onChange={(next) => edit(id, rowKey, next)}
          />
          <section className="row-found" aria-label={datasetRows.findings.title}>
            <h3>{datasetRows.findings.title}</h3>
            <FindingList
              row={row}
              open={open}
              isReadOnly={isReadOnly || editing !== null}
              onShow={
                editing === null
                  ? (finding) => {
                      setView("text");
                      setWanted(finding);
                    }
                  : undefined
              }
              onFix={onFix}
              onFixAll={onFixAll}
            />
          </section>
        </div>
      )}
    </aside>
  );
}

/** The fields whose values are no JSON, by their names; a text as a whole may be anything. */
const faultsOf = (editing: Editing): string[] =>
  editing.as === "text" ? [] : faultyFields(editing.draft).map(pathText);

function Step({ icon, label, onStep }: { icon: typeof X; label: string; onStep: () => void }) {
  return (
    <button type="button" className="button quiet square" aria-label={label} title={label} onClick={onStep}>
      <Icon of={icon} />
    </button>
  );
}

function Facts({ row }: { row: DatasetRow }) {
  const { part, tags, tokens, characters, language, from } = row;
  const facts = [
    part && partName(part),
    tokens !== null && counted(words.tokens, tokens),
    counted(words.characters, characters),
    language && languageName(language),
  ].filter(Boolean);
  return (
    <div className="row-facts small muted">
      <p>{facts.join(" · ")}</p>
      {from && (
        <p className="clip">
          <Origin from={from} />
        </p>
      )}
      {tags.length > 0 && (
        <ul className="row wrap" aria-label={words.tags}>
          {tags.slice(0, shownTags).map((tag) => (
            <li key={tag} className="chip" dir="auto">
              {tag}
            </li>
          ))}
          {tags.length > shownTags && (
            <li title={tags.slice(shownTags).join(", ")}>
              {fill(words.moreTags, { count: (tags.length - shownTags).toLocaleString() })}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

function Tools(props: {
  row: DatasetRow;
  view: View;
  editing: Editing | null;
  isReadOnly: boolean;
  isSaving: boolean;
  onView: (view: View) => void;
  onEdit: (editing: Editing | null) => void;
  onSave: () => void;
}) {
  const { row, view, editing, isReadOnly, isSaving, onView, onEdit, onSave } = props;
  const faults = editing ? faultsOf(editing) : [];
  const shown = editing?.as ?? view;
  return (
    <>
      <div className="row-tools row wrap">
        <fieldset className="row" aria-label={words.views}>
          {(["fields", "text"] as const).map((one) => (
            <button
              key={one}
              type="button"
              className="button quiet small"
              aria-pressed={shown === one}
              disabled={faults.length > 0}
              onClick={() => onView(one)}
            >
              {one === "fields" ? words.fields : words.json}
            </button>
          ))}
        </fieldset>
        <span className="grow" />
        {editing === null ? (
          <>
            <CopyButton isQuiet label={words.copy} text={() => row.text} />
            {!isReadOnly && (
              <button
                type="button"
                className="button"
                onClick={() =>
                  onEdit(
                    view === "text" || partsOfRow(row.text) === null
                      ? { as: "text", text: row.text }
                      : { as: "fields", draft: draftOf(row.text) },
                  )
                }
              >
                <Icon of={Pencil} size={14} />
                {words.edit}
              </button>
            )}
          </>
        ) : (
          <>
            <button type="button" className="button" onClick={() => onEdit(null)}>
              {words.cancel}
            </button>
            <button
              type="button"
              className="button primary"
              title={withShortcut(words.save, save)}
              disabled={isSaving || isReadOnly || faults.length > 0}
              onClick={onSave}
            >
              {words.save}
            </button>
          </>
        )}
      </div>
      {faults.length > 0 && (
        <p className="status danger small" role="status">
          {fill(words.notJson, { field: faults.join(", ") })}
        </p>
      )}
    </>
  );
}

function Body(props: {
  row: DatasetRow;
  view: View;
  json: Ref<JsonHandle>;
  editing: Editing | null;
  onChange: (editing: Editing) => void;
}) {
  const { row, view, json, editing, onChange } = props;
  const text = editing?.as === "fields" ? editing.draft.text : row.text;
  const parts = useMemo(() => partsOfRow(text), [text]);
  if (editing?.as === "text")
    return (
      <Area
        isCode
        isLarge
        label={words.text}
        value={editing.text}
        onChange={(text) => onChange({ as: "text", text })}
      />
    );
  if (editing?.as === "fields" && parts)
    return (
      <RowEditor
        parts={parts}
        draft={editing.draft}
        onChange={(draft) => onChange({ as: "fields", draft })}
      />
    );
  return <Read {...{ row, view, parts, json }} />;
}

function Read(props: { row: DatasetRow; view: View; parts: RowParts | null; json: Ref<JsonHandle> }) {
  const { row, view, parts, json } = props;
  if (view === "fields" && parts) return <Conversation parts={parts} findings={row.findings} />;
  return (
    <>
      {parts === null && <p className="muted small">{words.broken}</p>}
      <JsonView ref={json} text={row.text} findings={row.findings} />
    </>
  );
}
