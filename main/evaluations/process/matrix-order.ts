import type { MatrixView } from "../../../preload/contract/evaluation-results.ts";
import { parseJson } from "../../foundry/json.ts";
import { eachRow } from "../../storage/each-row.ts";
import { cellText } from "../../storage/text-cell.ts";
import { type RowScores, rowCount, scoresOf } from "./scores.ts";
import type { Session } from "./session.ts";

/** The rows that a view shows, in its order. */
export interface MatrixOrder {
  total: number;
  rows(from: number, count: number): number[];
  /** The group that begins at a place; null inside one, and where nothing is grouped. */
  groupAt(place: number): { name: string; rows: number } | null;
}

/** Scores that differ by less are the same: they were summed up. */
const same = 1e-9;
/** Orders that are kept. */
const keptLimit = 4;

const kept = new WeakMap<object, Map<string, MatrixOrder>>();

/** The order of a view, kept as long as nothing changes. All rows in their own order take no reading at all. */
export function orderOf(session: Session, view: MatrixView, stamp: number): MatrixOrder {
  if (isPlain(view)) return plainOrder(rowCount(session), view.isDescending);
  const orders = kept.get(session.database) ?? new Map<string, MatrixOrder>();
  kept.set(session.database, orders);
  const name = JSON.stringify([view, stamp]);
  const order = orders.get(name) ?? ordered(session, view);
  orders.delete(name);
  orders.set(name, order);
  for (const old of [...orders.keys()].slice(0, -keptLimit)) orders.delete(old);
  return order;
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

function ordered(session: Session, view: MatrixView): MatrixOrder {
  const scores = scoresNeeded(session, view);
  const rows: number[] = [];
  const groups = new Map<number, string>();
  const wanted = view.search.trim().toLowerCase();
  const statement = session.database.prepare(
    "select row, asked, reference, tags, label, note from rows order by row",
  );
  const found = wanted === "" ? null : answersWith(session, wanted);
  for (const one of eachRow(statement)) {
    const row = Number(one.row);
    const tags = (parseJson(String(one.tags)) ?? []) as string[];
    const label = one.label === null ? null : String(one.label);
    if (view.tag !== null && !tags.includes(view.tag)) continue;
    if (view.label !== null && label !== view.label) continue;
    if (view.filter === "noted" && label === null && cellText(one.note) === "") continue;
    if (!passesFilter(session, view, scores, row)) continue;
    const isFound = () =>
      [one.asked, one.reference, one.note].some((text) =>
        cellText(text ?? "")
          .toLowerCase()
          .includes(wanted),
      );
    if (found && !found.has(row) && !isFound()) continue;
    rows.push(row);
    if (view.groupBy !== "none")
      groups.set(row, (view.groupBy === "tag" ? tags.toSorted().join(", ") : label) ?? "");
  }
  sort(rows, view, scores, groups, session);
  return inOrder(rows, groups);
}

/** Rows with an answer that holds a text. */
function answersWith({ database }: Session, wanted: string): Set<number> {
  const statement = database.prepare("select row, text from answers");
  const found = new Set<number>();
  for (const { row, text } of eachRow(statement))
    if (!found.has(Number(row)) && cellText(text).toLowerCase().includes(wanted)) found.add(Number(row));
  return found;
}

const scoresNeeded = (session: Session, view: MatrixView): RowScores[] => {
  const grader = session.settings.graders.findIndex(({ id }) => id === view.graderId);
  const isNeeded = view.sort !== "row" || !["all", "noted"].includes(view.filter);
  return isNeeded ? session.settings.models.map((_, model) => scoresOf(session, grader, model)) : [];
};

const baselineOf = ({ settings }: Session): number =>
  settings.models.findIndex(({ id }) => id === settings.baseline);

/** The models that a filter or an order is about: the one that is chosen, or all but the baseline. */
function aboutOf(session: Session, { modelId }: MatrixView): number[] {
  const baseline = baselineOf(session);
  const chosen = session.settings.models.findIndex(({ id }) => id === modelId);
  return chosen >= 0 ? [chosen] : [...session.settings.models.keys()].filter((model) => model !== baseline);
}

function passesFilter(
  session: Session,
  view: MatrixView,
  scores: readonly RowScores[],
  row: number,
): boolean {
  const means = scores.map((one) => one.means[row] ?? Number.NaN);
  const about = aboutOf(session, view);
  const before = means[baselineOf(session)] ?? Number.NaN;
  switch (view.filter) {
    case "all":
    case "noted":
      return true;
    case "changed": {
      const known = means.filter((mean) => !Number.isNaN(mean));
      return Math.max(...known) - Math.min(...known) > same;
    }
    case "worse":
      return about.some((model) => (means[model] ?? Number.NaN) < before - same);
    case "better":
      return about.some((model) => (means[model] ?? Number.NaN) > before + same);
    case "failed":
      return about.some((model) => (scores[model]?.passed[row] ?? Number.NaN) < 1);
    case "ungraded":
      return about.some((model) => (scores[model]?.ungraded[row] ?? 0) > 0);
  }
}

function sort(
  rows: number[],
  view: MatrixView,
  scores: readonly RowScores[],
  groups: ReadonlyMap<number, string>,
  session: Session,
): void {
  const direction = view.isDescending ? -1 : 1;
  const value = sortedBy(view, scores, session);
  rows.sort((one, other) => {
    const byGroup = (groups.get(one) ?? "").localeCompare(groups.get(other) ?? "");
    if (byGroup !== 0) return byGroup;
    const [first, second] = [value(one), value(other)];
    // What has no score comes last, whichever way the others go.
    if (Number.isNaN(first) || Number.isNaN(second))
      return Number(Number.isNaN(first)) - Number(Number.isNaN(second)) || one - other;
    return direction * (first - second) || one - other;
  });
}

function sortedBy(view: MatrixView, scores: readonly RowScores[], session: Session): (row: number) => number {
  const [model = 0] = aboutOf(session, view);
  const baseline = baselineOf(session);
  const mean = (of: number, row: number) => scores[of]?.means[row] ?? Number.NaN;
  switch (view.sort) {
    case "row":
      return (row) => row;
    case "score":
      return (row) => mean(model, row);
    case "difference":
      return (row) => mean(model, row) - mean(baseline, row);
    case "spread":
      return (row) => {
        const known = scores.map((one) => one.means[row] ?? Number.NaN).filter((one) => !Number.isNaN(one));
        return known.length === 0 ? Number.NaN : Math.max(...known) - Math.min(...known);
      };
  }
}

function inOrder(rows: readonly number[], groups: ReadonlyMap<number, string>): MatrixOrder {
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
