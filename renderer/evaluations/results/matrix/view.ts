import type { MatrixView } from "../../../../preload/contract/evaluation-results.ts";
import type { Selection } from "../../../ui/selection.ts";
import { type Aim, baselineAsked } from "../aim.tsx";

/** All rows in their own order, by the grader that counts first. */
export const everyMatrixRow = (aim: Aim): MatrixView => ({
  search: "",
  graderId: aim.lead,
  baseline: baselineAsked(aim),
  filter: "all",
  modelId: null,
  tag: null,
  label: null,
  sort: "row",
  isDescending: false,
  groupBy: "none",
});

/** The same view by another grader and baseline: what needs a baseline is not asked without one. */
export function viewAimed(view: MatrixView, aim: Aim): MatrixView {
  const { filter, sort } = view;
  const isNone = aim.baseline === null;
  return {
    ...view,
    graderId: aim.lead,
    baseline: baselineAsked(aim),
    filter: isNone && (filter === "worse" || filter === "better") ? "all" : filter,
    sort: isNone && sort === "difference" ? "row" : sort,
  };
}

/** Whether a view leaves rows out. */
export const isFiltered = ({ search, filter, tag, label }: MatrixView): boolean =>
  search !== "" || filter !== "all" || tag !== null || label !== null;

/** Whether rows stand at their own places: the place of one in the view is its number. */
export const isPlain = (view: MatrixView): boolean =>
  !isFiltered(view) && view.sort === "row" && !view.isDescending && view.groupBy === "none";

/** The same view with every row in it. */
export const unfiltered = (view: MatrixView): MatrixView => ({
  ...view,
  search: "",
  filter: "all",
  modelId: null,
  tag: null,
  label: null,
});

/** Sorted by a model's score: from low to high, then the other way around, then no more. */
export function sortedByModel(view: MatrixView, modelId: string): MatrixView {
  const isIt = view.sort === "score" && view.modelId === modelId;
  if (!isIt) return { ...view, sort: "score", modelId, isDescending: false };
  if (!view.isDescending) return { ...view, isDescending: true };
  return { ...view, sort: "row", isDescending: false, modelId: null };
}

/** The selected rows for a call; null where nothing is selected. */
export function rowsOf(
  selection: Selection,
  view: MatrixView,
): { view: MatrixView } | { rows: number[] } | null {
  if (selection.isAll) return { view };
  return selection.keys.size === 0 ? null : { rows: [...selection.keys] };
}
