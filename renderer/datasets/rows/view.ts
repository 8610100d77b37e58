import type { RowView } from "../../../preload/contract/dataset-rows.ts";
import type { OpenDataset } from "../../../preload/contract/datasets.ts";
import { everyRow } from "../../../preload/every-row.ts";
import { type Part, partNames } from "../../../preload/parts.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { groupTitleOfRule } from "./rule-words.ts";

const words = datasetRows;

export type Sort = RowView["sort"];

/** What is filtered by, each with its words and the view without it. */
export interface Chip {
  id: string;
  label: string;
  without: RowView;
}

/** The filters of a view as chips that can be taken away. */
export function chipsOf(view: RowView, open: OpenDataset): Chip[] {
  const chips: Chip[] = [];
  const add = (id: string, label: string, without: Partial<RowView>) =>
    chips.push({ id, label, without: { ...view, ...without } });
  if (view.search !== "") add("search", fill(words.chips.search, { text: view.search }), { search: "" });
  if (view.rule !== null) add("rule", ruleLabel(view.rule), { rule: null });
  if (view.tag !== null) add("tag", fill(words.chips.tag, { tag: view.tag }), { tag: null });
  if (view.part !== null) add("part", partName(view.part), { part: null });
  if (view.origin !== null) {
    const name = originName(view.origin, open);
    add("origin", fill(words.chips.origin, { name }), { origin: null });
  }
  if (view.language !== null) add("language", languageName(view.language), { language: null });
  if (view.shortest !== null || view.longest !== null)
    add("length", lengthLabel(view.shortest, view.longest), { shortest: null, longest: null });
  return chips;
}

/** Whether a view shows some rows only. */
export const isFiltered = (view: RowView): boolean =>
  JSON.stringify({ ...view, sort: "place", isDescending: false }) !== JSON.stringify(everyRow);

/** A header was pressed: by it from the lowest up, then from the highest down, then as in the files again. */
export function sortedBy(view: RowView, sort: Sort): RowView {
  if (view.sort !== sort) return { ...view, sort, isDescending: false };
  return view.isDescending
    ? { ...view, sort: "place", isDescending: false }
    : { ...view, isDescending: true };
}

/** What a filter by findings is called: the rule's title, or any. */
export const ruleLabel = (rule: string): string => (rule === "*" ? words.anyFinding : groupTitleOfRule(rule));

/** The parts of a split in the order in which they are told, and the rows in none. */
export const parts: readonly (Part | "none")[] = [...partNames, "none"];

/** What a part of a split is called. */
export const partName = (part: Part | "none"): string => words.parts[part];

/** What an origin of the list is called; its number where the list has it no more. */
export const originName = (number: number, { origins }: OpenDataset): string =>
  origins.find((origin) => origin.number === number)?.name ?? String(number);

let names: Intl.DisplayNames | undefined;

/** A language's name in the person's own; its code where it has none. */
export function languageName(code: string): string {
  names ??= new Intl.DisplayNames(undefined, { type: "language", fallback: "code" });
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

function lengthLabel(shortest: number | null, longest: number | null): string {
  const from = shortest?.toLocaleString() ?? "";
  const to = longest?.toLocaleString() ?? "";
  if (longest === null) return fill(words.chips.longer, { from });
  return shortest === null ? fill(words.chips.shorter, { to }) : fill(words.chips.between, { from, to });
}
