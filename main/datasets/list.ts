import type { DatasetMethod } from "../../preload/contract/dataset-rules.ts";
import type { Dataset, DatasetState, DatasetUse } from "../../preload/contract/datasets.ts";
import { problem } from "../foundry/error.ts";
import { parseJson } from "../foundry/json.ts";
import { keep } from "../keep.ts";
import type { Database } from "../storage/database.ts";
import type { Summary } from "./process/summary.ts";

/** What is kept of a dataset beside its file. */
type ListedDataset = Omit<Dataset, "job" | "problem" | "leftOut">;

/** The datasets of a profile, as they are listed; their rows are in files of their own. */
export interface DatasetList {
  /** Newest first, without what was removed. */
  all(): ListedDataset[];
  /** The ids of all of them, also of those that were removed. */
  ids(): ReadonlySet<string>;
  /** Each of these throws `not_found` for what is not there, and `storage_failed`. */
  find(id: string): ListedDataset;
  add(dataset: {
    id: string;
    name: string;
    method: DatasetMethod;
    state: DatasetState;
    request: unknown;
  }): void;
  rename(id: string, name: string): void;
  /** Says what its file is now. */
  setSummary(id: string, summary: Summary): void;
  setState(id: string, state: DatasetState): void;
  setMethod(id: string, method: DatasetMethod): void;
  /** What its rows are read from, as it was given to `add`. */
  request(id: string): unknown;
  setRequest(id: string, request: unknown): void;
  use(id: string, use: DatasetUse): void;
  unuse(kind: DatasetUse["kind"], usedBy: string): void;
  setRemoved(id: string, at: number | null): void;
  /** Deletes what was removed. Gives the ids. */
  purge(): string[];
}

type Row = Record<string, unknown>;

/** The list in the profile's database. */
export function openDatasetList(database: Database): DatasetList {
  const uses = (id: string): DatasetUse[] =>
    (database.prepare("select * from dataset_uses where dataset_id = ? order by at").all(id) as Row[]).map(
      keptUse,
    );
  const set = (id: string, column: string, value: string | number | null) =>
    keep(() =>
      database
        .prepare(`update datasets set ${column} = ?, updated_at = ? where id = ?`)
        .run(value, Date.now(), id),
    );
  return {
    all: () => {
      const used = new Map<string, DatasetUse[]>();
      for (const row of database.prepare("select * from dataset_uses order by at").all() as Row[]) {
        const id = String(row.dataset_id);
        used.set(id, [...(used.get(id) ?? []), keptUse(row)]);
      }
      const rows = database
        .prepare("select * from datasets where removed_at is null order by created_at desc, id")
        .all() as Row[];
      return rows.map((row) => ({ ...datasetOf(row), uses: used.get(String(row.id)) ?? [] }));
    },
    ids: () =>
      new Set((database.prepare("select id from datasets").all() as Row[]).map(({ id }) => String(id))),
    find: (id) => {
      const row = database.prepare("select * from datasets where id = ? and removed_at is null").get(id);
      if (row === undefined) throw problem("not_found");
      return { ...datasetOf(row as Row), uses: uses(id) };
    },
    add: ({ id, name, method, state, request }) => {
      const at = Date.now();
      keep(() =>
        database
          .prepare("insert into datasets values (?, ?, ?, ?, 0, 0, 1, null, ?, ?, ?, null)")
          .run(id, name, method, state, JSON.stringify(request), at, at),
      );
    },
    rename: (id, name) => set(id, "name", name),
    setSummary: (id, { rows, size, version, findings }) =>
      keep(() =>
        database
          .prepare(
            "update datasets set row_count = ?, size = ?, version = ?, findings = ?, updated_at = ? where id = ?",
          )
          .run(rows, size, version, findings && JSON.stringify(findings), Date.now(), id),
      ),
    setState: (id, state) => set(id, "state", state),
    setMethod: (id, method) => set(id, "method", method),
    request: (id) => {
      const row = database.prepare("select request from datasets where id = ?").get(id);
      return parseJson(String(row?.request));
    },
    setRequest: (id, request) => set(id, "request", request === null ? null : JSON.stringify(request)),
    use: (id, { version, kind, usedBy, name, at }) =>
      keep(() =>
        database
          .prepare(
            "insert into dataset_uses values (?, ?, ?, ?, ?, ?) on conflict do update set name = excluded.name",
          )
          .run(id, version, kind, usedBy, name, at),
      ),
    unuse: (kind, usedBy) =>
      keep(() =>
        database.prepare("delete from dataset_uses where kind = ? and used_by = ?").run(kind, usedBy),
      ),
    setRemoved: (id, at) => set(id, "removed_at", at),
    purge: () =>
      (database.prepare("delete from datasets where removed_at is not null returning id").all() as Row[]).map(
        ({ id }) => String(id),
      ),
  };
}

const datasetOf = (row: Row): Omit<ListedDataset, "uses"> => ({
  id: String(row.id),
  name: String(row.name),
  method: String(row.method) as DatasetMethod,
  state: String(row.state) as DatasetState,
  rows: Number(row.row_count),
  size: Number(row.size),
  version: Number(row.version),
  findings: row.findings === null ? null : (parseJson(String(row.findings)) as Dataset["findings"]),
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});

const keptUse = (row: Row): DatasetUse => ({
  version: Number(row.version),
  kind: String(row.kind) as DatasetUse["kind"],
  usedBy: String(row.used_by),
  name: String(row.name),
  at: Number(row.at),
});
