/** The rows that are selected: some by their keys, or all that the view shows. */
export interface Selection {
  isAll: boolean;
  keys: ReadonlySet<number>;
  /** Where the keyboard is, and where a range begins: places of the view, from 0. */
  active: number;
  anchor: number;
}

export const nothingSelected: Selection = { isAll: false, keys: new Set(), active: 0, anchor: 0 };

/** Rows that one call can name one by one; see the contract. */
export const selectionLimit = 100_000;

/** Whether a row is among those selected. */
export const isSelected = ({ isAll, keys }: Selection, key: number): boolean => isAll || keys.has(key);

/** How many rows are selected, of a view with so many. */
export const countOf = ({ isAll, keys }: Selection, total: number): number => (isAll ? total : keys.size);

/** Only this row, from which a range may begin. */
export const only = (index: number, key: number | null): Selection => ({
  isAll: false,
  keys: new Set(key === null ? [] : [key]),
  active: index,
  anchor: index,
});

/** This row besides the others, or without it where it was selected. After all rows, only this one. */
export function toggled(before: Selection, index: number, key: number): Selection {
  if (before.isAll) return only(index, key);
  const keys = new Set(before.keys);
  if (!keys.delete(key)) keys.add(key);
  return { isAll: false, keys, active: index, anchor: index };
}

/** The places from the anchor to this one, both among them. */
export function rangeTo({ anchor }: Selection, index: number): [from: number, to: number] {
  return anchor <= index ? [anchor, index + 1] : [index, anchor + 1];
}

/** The rows of a range, which begins where it began before. */
export const ranged = (before: Selection, index: number, keys: Iterable<number>): Selection => ({
  isAll: false,
  keys: new Set(keys),
  active: index,
  anchor: before.anchor,
});

/**
 * All rows from where the selection begins to a place of the view. `between` reads those rows; null where they could not be
 * read. Gives `too_many` where they are more than can be selected one by one.
 */
export async function extended<Row>(
  before: Selection,
  index: number,
  between: (from: number, to: number) => Promise<readonly Row[] | null>,
  keyOf: (row: Row) => number,
): Promise<Selection | "too_many" | null> {
  const [from, to] = rangeTo(before, index);
  if (to - from > selectionLimit) return "too_many";
  const rows = await between(from, to);
  return rows && ranged(before, index, rows.map(keyOf));
}

/** All rows of the view. */
export const all = (before: Selection): Selection => ({ ...before, isAll: true, keys: new Set() });

/** Where a key leads from a row of a view with so many rows, a page of them seen at once; null for other keys. */
export function placeAfter(key: string, { active }: Selection, total: number, page: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: total - 1,
  };
  const to = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return to === undefined || total === 0 ? null : Math.min(total - 1, Math.max(0, to));
}
