import type { RowLine, RowView, RowWindow } from "../../../preload/contract/dataset-rows.ts";
import type { Database } from "../../storage/database.ts";
import { eachNumber } from "../../storage/each-row.ts";
import { cellText } from "../../storage/text-cell.ts";
import { excerpts, textForExcerpts } from "./excerpts.ts";
import { columnsOf, importedOrder } from "./imported-order.ts";
import { sizeAt } from "./operations.ts";
import { spaced } from "./row-facts.ts";

/** A value that SQL is filled with. */
type Cell = string | number | null;

/** SQL for a condition, and what fills it. */
interface Condition {
  sql: string;
  values: Cell[];
}

/** Rows below this are skipped one after another; further down the order of the whole view is made once and kept. */
const skipped = 2_000;

/** A view of rows: what it shows is asked for piece by piece. */
export interface View {
  /** How many rows it has. */
  total(): number;
  /** The ids of rows in order, from a place on. */
  ids(from: number, count: number): number[];
}

/**
 * What a view shows of the rows as they were after an operation. Where nothing is left out, nothing is counted or ordered
 * before it is asked for: opening a million rows is opening the first hundred.
 */
export function viewOf(database: Database, operation: number, view: RowView): View {
  const isWhole = isPlain(view);
  let order: Float64Array | null = null;
  const ordered = () => {
    order ??= orderOf(database, operation, view);
    return order;
  };
  return {
    total: () => (isWhole ? sizeAt(database, operation).rows : ordered().length),
    ids: (from, count) =>
      isWhole && from + count <= skipped && order === null
        ? beginning(database, operation, from, count)
        : [...ordered().subarray(from, from + count)],
  };
}

/** Every id that a view shows, in its order. */
export function orderOf(database: Database, operation: number, view: RowView): Float64Array {
  const quick = quickOrder(database, operation, view);
  if (quick !== null) return quick;
  const { sql, values } = conditionOf(operation, view);
  return idsOf(database, `select r.id from rows r where ${sql} order by ${orderBy(operation, view)}`, values);
}

/** The order of a view that leaves out only what a search does not find, at hardly more than the search takes. */
function quickOrder(database: Database, operation: number, view: RowView): Float64Array | null {
  if (!isPlain({ ...view, search: "" })) return null;
  if (isPlain(view)) return importedOrder(database, operation, null);
  const [ids = []] = columnsOf(
    database,
    "select json_group_array(rowid) from row_texts where row_texts match ?",
    [matching(view.search)],
  );
  return ids.length === 0
    ? new Float64Array()
    : importedOrder(database, operation, Float64Array.from(ids).sort());
}

function idsOf(database: Database, sql: string, values: Cell[]): Float64Array {
  let ids = new Float64Array(1024);
  let count = 0;
  for (const id of eachNumber(database.prepare(sql), ...values)) {
    if (count === ids.length) {
      const larger = new Float64Array(2 * count);
      larger.set(ids);
      ids = larger;
    }
    ids[count++] = id;
  }
  return ids.subarray(0, count);
}

function beginning(database: Database, operation: number, from: number, count: number): number[] {
  const rows = database
    .prepare("select id from rows where since <= ?1 and until > ?1 order by place, id limit ?2 offset ?3")
    .all(operation, count, from);
  return rows.map(({ id }) => Number(id));
}

/** Whether a view shows all rows in their own order. */
const isPlain = (view: RowView): boolean =>
  view.search.trim() === "" &&
  view.sort === "place" &&
  !view.isDescending &&
  [view.rule, view.tag, view.part, view.origin, view.language, view.shortest, view.longest].every(
    (one) => one === null,
  );

/** The rows `r` that a view shows, as they were after an operation. */
function conditionOf(operation: number, view: RowView): Condition {
  const all: Condition[] = [{ sql: "r.since <= ? and r.until > ?", values: [operation, operation] }];
  const add = (sql: string, ...values: Cell[]) => all.push({ sql, values });
  if (view.search.trim() !== "")
    add("r.id in (select rowid from row_texts where row_texts match ?)", matching(view.search));
  if (view.rule === "*") add("exists (select 1 from findings f where f.row = r.id)");
  else if (view.rule !== null) add("r.id in (select row from findings where rule = ?)", view.rule);
  const marked = "select key from marks where kind = ? and value = ? and since <= ? and until > ?";
  if (view.tag !== null) add(`r.key in (${marked})`, "tag", view.tag, operation, operation);
  if (view.part === "none")
    add(
      "r.key not in (select key from marks where kind = 'part' and since <= ? and until > ?)",
      operation,
      operation,
    );
  else if (view.part !== null) add(`r.key in (${marked})`, "part", view.part, operation, operation);
  if (view.origin !== null) add("r.origin = ?", view.origin);
  if (view.language !== null) add("r.language = ?", view.language);
  if (view.shortest !== null) add("r.characters >= ?", view.shortest);
  if (view.longest !== null) add("r.characters <= ?", view.longest);
  return { sql: all.map(({ sql }) => sql).join(" and "), values: all.flatMap(({ values }) => values) };
}

function orderBy(operation: number, { sort, isDescending }: RowView): string {
  const way = isDescending ? "desc" : "asc";
  const at = Number(operation);
  const by: Record<RowView["sort"], string> = {
    place: "",
    characters: `r.characters ${way}, `,
    tokens: `r.tokens ${way}, `,
    turns: `r.turns ${way}, `,
    language: `r.language ${way}, `,
    findings: `(select count(*) from findings f where f.row = r.id) ${way}, `,
    part: `(select value from marks m where m.key = r.key and kind = 'part' and since <= ${at} and until > ${at}) ${way}, `,
  };
  return sort === "place" ? `r.place ${way}, r.id ${way}` : `${by[sort]}r.place, r.id`;
}

/** What is typed into a search, as FTS5's language: every word has to be there, the last one may go on. */
function matching(typed: string): string {
  const words = typed.toWellFormed().replaceAll("\0", " ").trim().split(/\s+/u);
  const phrases = words.map((word) => `"${spaced(word).trim().replaceAll('"', '""')}"`);
  return `${phrases.join(" ")}*`;
}

/** A stretch of a view as the window shows it. */
export function windowOf(
  database: Database,
  operation: number,
  view: View,
  from: number,
  count: number,
): Omit<RowWindow, "state"> {
  const ids = view.ids(from, count);
  const lines = new Map(linesOf(database, operation, ids).map((line) => [line.id, line]));
  const rows = ids.flatMap((id) => {
    const found = lines.get(id);
    return found ? [found.line] : [];
  });
  return { rows, total: view.total() };
}

/** Rows as a table shows them, by their ids, in no order. */
export function linesOf(
  database: Database,
  operation: number,
  ids: readonly number[],
): { id: number; line: RowLine }[] {
  if (ids.length === 0) return [];
  const list = ids.map(Number).join(",");
  const counted = database
    .prepare(
      `select row, severity, count(*) as count from findings where row in (${list}) group by row, severity`,
    )
    .all();
  const marks = database
    .prepare(
      `select m.key, m.kind, m.value from marks m where m.since <= ?1 and m.until > ?1
       and m.key in (select key from rows where id in (${list})) order by m.id`,
    )
    .all(operation);
  const countOf = (id: number, severity: string) =>
    Number(counted.find((one) => one.row === id && one.severity === severity)?.count ?? 0);
  return database
    .prepare(
      `select id, key, turns, characters, tokens, language, origin, spot, ${textForExcerpts} as text
       from rows where id in (${list})`,
    )
    .all()
    .map((row) => {
      const id = Number(row.id);
      const own = marks.filter(({ key }) => key === row.key);
      const part = own.find(({ kind }) => kind === "part")?.value ?? null;
      return {
        id,
        line: {
          key: Number(row.key),
          ...excerpts(cellText(row.text)),
          turns: Number(row.turns),
          characters: Number(row.characters),
          tokens: row.tokens === null ? null : Number(row.tokens),
          language: row.language === null ? null : String(row.language),
          part: part as RowLine["part"],
          tags: own.filter(({ kind }) => kind === "tag").map(({ value }) => String(value)),
          blocks: countOf(id, "blocks"),
          warns: countOf(id, "warns"),
          origin: row.origin === null ? null : Number(row.origin),
          line: typeof row.spot === "number" ? row.spot : null,
        },
      };
    });
}
