import type { MatrixView } from "../../../preload/contract/evaluation-results.ts";
import { parseJson } from "../../foundry/json.ts";
import { withPauses } from "../../pauses.ts";
import { cellText } from "../../storage/text-cell.ts";
import { type MatrixScores, matrixScores } from "./matrix-scores.ts";
import { rowCount } from "./scores.ts";
import type { OpenSession } from "./session.ts";
import { stampOf } from "./session.ts";

/** The rows that a view shows, in its order. */
export interface MatrixOrder {
  total: number;
  rows(from: number, count: number): number[];
  /** The group that begins at a place; null inside one, and where nothing is grouped. */
  groupAt(place: number): { name: string; rows: number } | null;
}

/** Orders that are kept. */
const keptLimit = 4;
/** Rows that are looked at between two pauses. */
const stride = 1000;

const kept = new WeakMap<object, Map<string, Promise<MatrixOrder>>>();

/**
 * The order of a view, kept as long as nothing changes; made with pauses, so that the process answers others meanwhile. All
 * rows in their own order take no reading at all.
 */
export async function orderOf(open: OpenSession, view: MatrixView): Promise<MatrixOrder> {
  const session = open();
  if (isPlain(view)) return plainOrder(rowCount(session), view.isDescending);
  const { database } = session;
  const orders = kept.get(database) ?? new Map<string, Promise<MatrixOrder>>();
  kept.set(database, orders);
  const name = JSON.stringify([view, stampOf(database)]);
  const order = orders.get(name) ?? withPauses(ordering(open, view));
  orders.delete(name);
  orders.set(name, order);
  for (const old of [...orders.keys()].slice(0, -keptLimit)) orders.delete(old);
  try {
    return await order;
  } catch (error) {
    orders.delete(name);
    throw error;
  }
}

const isPlain = ({ search, filter, tag, label, sort, groupBy }: MatrixView): boolean =>
  search.trim() === "" &&
  filter === "all" &&
  tag === null &&
  label === null &&
  sort === "row" &&
  groupBy === "none";

function plainOrder(total: number, isDescending: boolean): MatrixOrder {
  const at = (place: number) => (isDescending ? total - 1 - place : place);
  return {
    total,
    rows: (from, count) =>
      Array.from({ length: Math.max(0, Math.min(count, total - from)) }, (_, place) => at(from + place)),
    groupAt: () => null,
  };
}

function* ordering(open: OpenSession, view: MatrixView): Generator<void, MatrixOrder> {
  const scores = yield* matrixScores(open, view);
  const wanted = view.search.trim().toLowerCase();
  const found = wanted === "" ? null : yield* answersWith(open, wanted);
  const rows: number[] = [];
  const groups = new Map<number, string>();
  const all = rowCount(open());
  for (let from = 0; from < all; from += stride) {
    const some = open()
      .database.prepare(
        "select row, asked, reference, tags, label, note from rows where row >= ? and row < ? order by row",
      )
      .all(from, from + stride);
    for (const { row: at, asked, reference, tags: written, label: own, note } of some) {
      const row = Number(at);
      const tags = (parseJson(String(written)) ?? []) as string[];
      const label = own === null ? null : String(own);
      if (view.tag !== null && !tags.includes(view.tag)) continue;
      if (view.label !== null && label !== view.label) continue;
      if (view.filter === "noted" && label === null && cellText(note) === "") continue;
      if (!scores.passes(row)) continue;
      const texts = found && !found.has(row) ? [asked, reference, note] : null;
      if (texts && !texts.some((text) => holds(text, wanted))) continue;
      rows.push(row);
      if (view.groupBy !== "none")
        groups.set(row, (view.groupBy === "tag" ? tags.toSorted().join(", ") : label) ?? "");
    }
    yield;
  }
  sortRows(rows, view, scores, groups);
  return grouped(rows, groups);
}

const holds = (cell: unknown, wanted: string): boolean =>
  cellText(cell ?? "")
    .toLowerCase()
    .includes(wanted);

/** Rows with an answer that holds a text. */
function* answersWith(open: OpenSession, wanted: string): Generator<void, Set<number>> {
  const found = new Set<number>();
  const all = rowCount(open());
  for (let from = 0; from < all; from += stride) {
    const some = open()
      .database.prepare("select row, text from answers where row >= ? and row < ?")
      .all(from, from + stride);
    for (const { row, text } of some)
      if (!found.has(Number(row)) && holds(text, wanted)) found.add(Number(row));
    yield;
  }
  return found;
}

function sortRows(
  rows: number[],
  view: MatrixView,
  scores: MatrixScores,
  groups: ReadonlyMap<number, string>,
): void {
  const direction = view.isDescending ? -1 : 1;
  const { compare } = new Intl.Collator();
  const names = [...new Set(groups.values())].sort(compare);
  const rankOf = new Map(names.map((name, rank) => [name, rank]));
  // By row: a row is compared many times.
  const [ranks, values] = [new Int32Array((rows.at(-1) ?? 0) + 1), new Float64Array((rows.at(-1) ?? 0) + 1)];
  for (const row of rows) {
    ranks[row] = rankOf.get(groups.get(row) ?? "") ?? 0;
    values[row] = scores.value(row);
  }
  rows.sort((one, other) => {
    const byGroup = (ranks[one] ?? 0) - (ranks[other] ?? 0);
    if (byGroup !== 0) return byGroup;
    const [first, second] = [values[one] ?? Number.NaN, values[other] ?? Number.NaN];
    // What has no score comes last, whichever way the others go.
    if (Number.isNaN(first) || Number.isNaN(second))
      return Number(Number.isNaN(first)) - Number(Number.isNaN(second)) || one - other;
    return direction * (first - second) || one - other;
  });
}

function grouped(rows: readonly number[], groups: ReadonlyMap<number, string>): MatrixOrder {
  const order = Int32Array.from(rows);
  const begins = new Map<number, { name: string; rows: number }>();
  let begun = 0;
  if (groups.size > 0)
    for (const [place, row] of rows.entries()) {
      const name = groups.get(row) ?? "";
      const group = begins.get(begun);
      if (group?.name === name) group.rows += 1;
      else {
        begun = place;
        begins.set(begun, { name, rows: 1 });
      }
    }
  return {
    total: order.length,
    rows: (from, count) => [...order.subarray(from, from + count)],
    groupAt: (place) => begins.get(place) ?? null,
  };
}
