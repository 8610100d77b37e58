import { create } from "zustand";
import { type Draft, draftOf, textOf } from "./draft.ts";

/** A row that is being edited: field by field, or as text. */
export type Editing = { as: "fields"; draft: Draft } | { as: "text"; text: string };

/** What has been typed into rows and is not saved yet, by dataset and row. It is there again when one comes back to the row. */
const useEditing = create<{ rows: ReadonlyMap<string, Editing> }>(() => ({ rows: new Map() }));

const nameOf = (datasetId: string, key: number) => `${datasetId} ${key}`;

/** What is being edited of a row; null where nothing is. */
export const useEditingOf = (datasetId: string, key: number): Editing | null =>
  useEditing(({ rows }) => rows.get(nameOf(datasetId, key)) ?? null);

/** Keeps what is being edited of a row; null ends it. */
export function edit(datasetId: string, key: number, editing: Editing | null): void {
  const rows = new Map(useEditing.getState().rows);
  if (editing === null) rows.delete(nameOf(datasetId, key));
  else rows.set(nameOf(datasetId, key), editing);
  useEditing.setState({ rows });
}

/** The row's text as it would be saved: a line. */
export const editedText = (editing: Editing): string =>
  editing.as === "fields" ? textOf(editing.draft) : editing.text.replaceAll(/[\r\n]+/g, " ");

/** The same, edited the other way. */
export const editedAs = (editing: Editing, as: Editing["as"]): Editing => {
  if (editing.as === as) return editing;
  const text = editedText(editing);
  return as === "text" ? { as, text } : { as, draft: draftOf(text) };
};
