import { type RefObject, useState } from "react";
import type { GridHandle, Held } from "./row-grid.tsx";
import { extended, only, type Selection, selectionLimit, toggled } from "./selection.ts";
import { textOf } from "./shortcuts.ts";
import type { RowWindows } from "./windows.ts";

/** Rows that one call gives at most; see the contract. */
const mostRows = 500;

/**
 * The rows of a grid that are selected, beginning with `begin`, and what selects them: `extend` reaches from where the
 * selection begins to a place of the view, `point` takes a click on one. `onOpen` is given the row that alone was clicked;
 * `onTooMany` the words for more than can be selected one by one.
 */
export function useSelection<Row>(
  begin: () => Selection,
  given: {
    table: RefObject<GridHandle | null>;
    windows: RowWindows<Row>;
    keyOf: (row: Row) => number;
    onOpen: (key: number) => void;
    onTooMany: (values: { count: string; shortcut: string }) => void;
  },
) {
  const { table, windows, keyOf, onOpen, onTooMany } = given;
  const [selection, setSelection] = useState(begin);
  const extend = async (index: number) => {
    table.current?.show(index);
    const between = (from: number, to: number) => windows.between(from, to, mostRows);
    const next = await extended(selection, index, between, keyOf);
    if (next === "too_many")
      onTooMany({ count: selectionLimit.toLocaleString(), shortcut: textOf({ key: "A" }) });
    else if (next) setSelection(next);
  };
  const point = (index: number, { range, beside }: Held) => {
    const line = windows.at(index);
    if (line === null) return;
    const key = keyOf(line);
    table.current?.focus();
    if (range) void extend(index);
    else if (beside) setSelection(toggled(selection, index, key));
    else {
      setSelection(only(index, key));
      onOpen(key);
    }
  };
  return { selection, setSelection, extend, point };
}
