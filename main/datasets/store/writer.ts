import type { RowOrigin } from "../../../preload/contract/dataset-origins.ts";
import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import type { Part } from "../../../preload/parts.ts";
import type { Database } from "../../storage/database.ts";
import { keepable, textCell } from "../../storage/text-cell.ts";
import { splitOrigin } from "./origins.ts";
import { type RowFacts, rowFacts } from "./row-facts.ts";
import { never } from "./schema.ts";
import { bytesOf } from "./text.ts";

/** The origin of a row as it stands in the file: the number of what it shares with others, and where in that it is. */
export interface OriginCell {
  number: number | null;
  spot: string | number | null;
}

/** A row that is written. What is left out is as it was, or unknown. */
interface NewRow {
  text: string;
  origin: RowOrigin | OriginCell;
  /** The row that it takes the place of, or stands behind. */
  key?: number;
  place?: number;
  findings?: readonly Finding[];
  tags?: readonly string[];
  part?: Part | null;
}

/** Writes rows of one operation. All of it is within the caller's transactions. */
export interface Writer {
  /** Writes a row, at the end where it has no place of its own. Gives its id and its key. */
  add(row: NewRow, facts?: RowFacts): { id: number; key: number };
  /** Ends a row as it was. */
  end(id: number, text: string): void;
  /** Sets what is marked at a row: its part (one or none), or a tag (there or not). */
  mark(key: number, kind: MarkKind, value: string, isOn: boolean): void;
  find(row: number, findings: readonly Finding[]): void;
  /** What has been added to the rows so far, less what was ended. */
  change(): { rows: number; size: number };
}

type MarkKind = "part" | "tag";

/** A writer for the operation of this number. */
export function openWriter(database: Database, operation: number): Writer {
  // Each from its own index: together they would be looked for in every row.
  const last = database
    .prepare(
      "select (select max(key) from rows) as key, (select max(place) from rows) as place, (select max(id) from rows) as id",
    )
    .get();
  let [key, place, id] = [Number(last?.key ?? 0), Number(last?.place ?? 0), Number(last?.id ?? 0)];
  let [rows, size] = [0, 0];
  const put = database.prepare(
    `insert into rows values (?, ?, ?, ${operation}, ${never}, ?, ?, ?, null, ?, ?, ?)`,
  );
  const index = database.prepare("insert into row_texts (rowid, text) values (?, ?)");
  const ended = database.prepare(`update rows set until = ${operation} where id = ?`);
  const mark = database.prepare(
    `insert into marks (key, kind, value, since, until) values (?, ?, ?, ${operation}, ${never})`,
  );
  // What the same operation has set before was never seen by anybody.
  const dropMark = database.prepare(
    `delete from marks where key = ? and kind = ? and value = ? and since = ${operation}`,
  );
  const endMark = database.prepare(
    `update marks set until = ${operation} where key = ? and kind = ? and value = ? and until = ${never} and since < ${operation}`,
  );
  const marksOf = database.prepare(`select value from marks where key = ? and kind = ? and until = ${never}`);
  const putFinding = database.prepare(
    "insert into findings (row, rule, severity, at, length, path, parameters) values (?, ?, ?, ?, ?, ?, ?)",
  );
  const putOrigin = database.prepare(
    "insert into origins (kind, name, detail) values (?, ?, ?) on conflict do nothing",
  );
  const findOrigin = database.prepare("select number from origins where kind = ? and detail = ?");
  const origins = new Map<string, number>();

  const cellOf = (origin: RowOrigin | OriginCell): OriginCell => {
    if ("number" in origin) return origin;
    const split = splitOrigin(origin);
    if (split === null) return { number: null, spot: null };
    const known = origins.get(`${split.kind} ${split.detail}`);
    if (known !== undefined) return { number: known, spot: split.spot };
    putOrigin.run(split.kind, split.name, split.detail);
    const number = Number(findOrigin.get(split.kind, split.detail)?.number);
    origins.set(`${split.kind} ${split.detail}`, number);
    return { number, spot: split.spot };
  };

  const writer: Writer = {
    add: ({ text: given, ...row }, known) => {
      const text = keepable(given);
      const facts = known ?? rowFacts(text);
      id += 1;
      const own = row.key ?? ++key;
      if (row.place === undefined) place = Math.floor(place) + 1;
      const at = row.place ?? place;
      const { number, spot } = cellOf(row.origin);
      put.run(id, own, at, textCell(text), text.length, facts.turns, facts.language, number, spot);
      index.run(id, facts.searched);
      if (row.findings) writer.find(id, row.findings);
      for (const tag of row.tags ?? []) writer.mark(own, "tag", tag, true);
      if (row.part) writer.mark(own, "part", row.part, true);
      rows += 1;
      size += bytesOf(text);
      return { id, key: own };
    },
    end: (which, text) => {
      ended.run(which);
      rows -= 1;
      size -= bytesOf(text);
    },
    mark: (of, kind, value, isOn) => {
      const now = marksOf.all(of, kind).map((one) => String(one.value));
      const gone = kind === "part" ? now.filter((one) => one !== value || !isOn) : isOn ? [] : [value];
      for (const one of gone) {
        dropMark.run(of, kind, one);
        endMark.run(of, kind, one);
      }
      if (isOn && !now.includes(value)) mark.run(of, kind, value);
    },
    find: (row, findings) => {
      for (const { rule, severity, at, length, path, parameters } of findings)
        putFinding.run(row, rule, severity, at, length, path, JSON.stringify(parameters));
    },
    change: () => ({ rows, size }),
  };
  return writer;
}
