import { randomUUID } from "node:crypto";
import { type Draft, type DraftFlow, draftState } from "../../preload/contract/drafts.ts";
import type { Input } from "../../preload/contract/index.ts";
import { problem } from "../foundry/error.ts";
import { parseJson } from "../foundry/json.ts";
import { keep } from "../keep.ts";
import type { Database } from "../storage/database.ts";

export interface Drafts {
  /** The one changed last first. */
  list(): Draft[];
  /** Each of these throws `not_found` for what is not there, and `storage_failed`. */
  begin(flow: DraftFlow): Draft;
  keep(draft: Input<"drafts.keep">): Draft;
  /** Takes a draft away; until `purge` it can be restored. */
  remove(id: string): void;
  restore(id: string): Draft;
  /** Deletes what was removed. */
  purge(): void;
}

type Row = Record<string, unknown>;

/** Models that are being made, in the database. */
export function openDrafts(database: Database): Drafts {
  const find = (id: string): Draft => {
    const row = database.prepare("select * from model_drafts where id = ? and removed_at is null").get(id);
    const [draft] = row ? draftOf(row as Row) : [];
    if (!draft) throw problem("not_found");
    return draft;
  };
  const put = ({ id, createdAt, updatedAt, ...state }: Draft) => {
    keep(() => database.prepare(putDraft).run(id, JSON.stringify(state), createdAt, updatedAt));
    return find(id);
  };
  const setRemoved = (id: string, at: number | null) =>
    keep(() => database.prepare("update model_drafts set removed_at = ? where id = ?").run(at, id));
  return {
    list: () => (database.prepare(listed).all() as Row[]).flatMap(draftOf),
    begin: (flow) => {
      const at = Date.now();
      const step = flow === "guide" ? "source" : "name";
      return put({ id: randomUUID(), flow, step, ...nothingAnswered, createdAt: at, updatedAt: at });
    },
    keep: (draft) => put({ ...find(draft.id), ...draft, updatedAt: Date.now() }),
    remove: (id) => {
      find(id);
      setRemoved(id, Date.now());
    },
    restore: (id) => {
      setRemoved(id, null);
      return find(id);
    },
    purge: () => database.exec("delete from model_drafts where removed_at is not null"),
  };
}

/** The draft in a row; nothing where its state is not what was written. */
function draftOf(row: Row): Draft[] {
  const read = draftState.safeParse(parseJson(String(row.state)));
  if (!read.success) return [];
  const times = { createdAt: Number(row.created_at), updatedAt: Number(row.updated_at) };
  return [{ id: String(row.id), ...read.data, ...times }];
}

const nothingAnswered = {
  name: "",
  source: null,
  connectionId: null,
  deployment: null,
  baseModel: null,
  datasets: [],
};

const listed = "select * from model_drafts where removed_at is null order by updated_at desc, id";

const putDraft = `
  insert into model_drafts (id, state, created_at, updated_at) values (?, ?, ?, ?)
  on conflict (id) do update set state = excluded.state, updated_at = excluded.updated_at`;
