import type { Database } from "../storage/database.ts";
import {
  json,
  type RequestOptions,
  type Row,
  type StoredSummary,
  summaryColumns,
  summaryOf,
  text,
  textOrNull,
} from "./rows.ts";

export interface NewConversation {
  id: string;
  /** Taken when it begins. */
  title: string;
  connectionId: string;
  deployment: string;
}

/** Conversations without their messages. */
export interface ConversationList {
  list(): StoredSummary[];
  summary(id: string): StoredSummary | null;
  options(id: string): RequestOptions;
  /** The message a conversation's current branch ends with. */
  leaf(id: string): string | null;
  /** Begins a conversation if it is not there. */
  begin(conversation: NewConversation, at: number): void;
  setLeaf(id: string, messageId: string | null): void;
  setOptions(id: string, options: RequestOptions): void;
  setModel(id: string, modelId: string | null): void;
  rename(id: string, title: string): void;
  setPinned(id: string, pinned: boolean): void;
  setRemoved(id: string, removed: boolean): void;
}

/** The conversations in the database, one row each. */
export function openList(database: Database): ConversationList {
  const prepare = (sql: string) => database.prepare(sql);
  const sql = {
    list: prepare(
      `select ${summaryColumns} from conversations where removed_at is null order by updated_at desc, id`,
    ),
    summary: prepare(`select ${summaryColumns} from conversations where id = ? and removed_at is null`),
    conversation: prepare("select leaf_id, system_prompt, parameters from conversations where id = ?"),
    begin: prepare(
      `insert into conversations (id, title, connection_id, deployment, created_at, updated_at) values (?, ?, ?, ?, ?, ?)
      on conflict (id) do nothing`,
    ),
    setLeaf: prepare("update conversations set leaf_id = ? where id = ?"),
    setOptions: prepare("update conversations set system_prompt = ?, parameters = ? where id = ?"),
    setModel: prepare("update conversations set model_id = ? where id = ?"),
    rename: prepare("update conversations set title = ? where id = ?"),
    pin: prepare("update conversations set pinned = ? where id = ?"),
    remove: prepare("update conversations set removed_at = ? where id = ?"),
  };

  return {
    list: () => (sql.list.all() as Row[]).map(summaryOf),
    summary: (id) => {
      const row = sql.summary.get(id) as Row | undefined;
      return row ? summaryOf(row) : null;
    },
    options: (id) => {
      const row = sql.conversation.get(id) as Row | undefined;
      return { systemPrompt: text(row?.system_prompt), parameters: json(row?.parameters) ?? {} };
    },
    leaf: (id) => textOrNull((sql.conversation.get(id) as Row | undefined)?.leaf_id),
    begin: ({ id, title, connectionId, deployment }, at) =>
      void sql.begin.run(id, title, connectionId, deployment, at, at),
    setLeaf: (id, messageId) => void sql.setLeaf.run(messageId, id),
    setOptions: (id, { systemPrompt, parameters }) =>
      void sql.setOptions.run(systemPrompt, JSON.stringify(parameters), id),
    setModel: (id, modelId) => void sql.setModel.run(modelId, id),
    rename: (id, title) => void sql.rename.run(title, id),
    setPinned: (id, pinned) => void sql.pin.run(pinned ? 1 : 0, id),
    setRemoved: (id, removed) => void sql.remove.run(removed ? Date.now() : null, id),
  };
}
