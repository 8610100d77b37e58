import type { Database } from "../storage/database.ts";
import { columns, modelOf, type Row, type StoredModel, valuesOf } from "./rows.ts";

export interface ModelStore {
  /** By name. */
  list(): StoredModel[];
  get(id: string): StoredModel | null;
  /** Adds the model, or replaces the one with the same id. */
  put(model: StoredModel): void;
  /** Hides a model, or brings it back. */
  setRemoved(id: string, removed: boolean): void;
  /** Deletes what is hidden. */
  purge(): void;
}

/** Registered models in the database. */
export function openModels(database: Database): ModelStore {
  return {
    list: () => (database.prepare(listed).all() as Row[]).map(modelOf),
    get: (id) => {
      const row = database.prepare("select * from models where id = ? and removed_at is null").get(id);
      return row ? modelOf(row as Row) : null;
    },
    put: (model) => {
      database.prepare(putModel).run(...valuesOf(model));
    },
    setRemoved: (id, removed) => {
      database.prepare("update models set removed_at = ? where id = ?").run(removed ? Date.now() : null, id);
    },
    purge: () => {
      database.exec("delete from models where removed_at is not null");
    },
  };
}

const listed = "select * from models where removed_at is null order by name collate nocase, created_at, id";

const names = columns.split(", ");

const putModel = `
  insert into models (${columns}) values (${names.map(() => "?").join(", ")})
  on conflict (id) do update set
    ${names
      .slice(1)
      .map((name) => `${name} = excluded.${name}`)
      .join(", ")}`;
