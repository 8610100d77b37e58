import type { RowChoice, RowView } from "../../../preload/contract/dataset-rows.ts";
import type { Selection } from "../../ui/selection.ts";

/** The selected rows of a view for a call; null where nothing is selected. */
export function choiceOf(selection: Selection, view: RowView): RowChoice | null {
  if (selection.isAll) return { view };
  return selection.keys.size === 0 ? null : { keys: [...selection.keys] };
}
