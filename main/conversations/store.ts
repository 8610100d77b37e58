import type {
  Conversation,
  ConversationSummary,
  Measurement,
  Message,
  MessageEnd,
} from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { type Database, inTransaction } from "../storage/database.ts";

/** How an answer ended, with what was measured and what went wrong. */
export interface Ending {
  end: MessageEnd;
  diagnosis: Diagnosis | null;
  measurement: Measurement | null;
}

/** New text of one running answer. */
export interface Part {
  replyId: string;
  text: string;
  reasoning: string;
}

export interface ConversationStore {
  list(): ConversationSummary[];
  summary(id: string): ConversationSummary | null;
  get(id: string): Conversation | null;
  message(id: string): Message | null;
  begin(conversation: {
    id: string;
    title: string;
    connectionId: string;
    deployment: string;
    at: number;
  }): void;
  /** Writes a question and its still empty answer below the current leaf, and makes the answer the leaf. */
  addTurn(
    conversationId: string,
    question: NewMessage,
    reply: NewMessage & { deployment: string },
    connectionId: string,
  ): void;
  /** Appends to running answers, all in one transaction. */
  append(parts: Part[]): void;
  /** Folds an answer's parts into its row and marks how it ended. */
  finish(replyId: string, ending: Ending, at: number): void;
  /** Marks answers that were cut by the end of the app as `interrupted`. Gives how many. */
  recover(): number;
}

export interface NewMessage {
  id: string;
  text: string;
  at: number;
}

type Row = Record<string, unknown>;
const text = (value: unknown) => (typeof value === "string" ? value : "");
const textOrNull = (value: unknown) => (typeof value === "string" ? value : null);
const json = <Value>(value: unknown) => (typeof value === "string" ? (JSON.parse(value) as Value) : null);

/** What is kept of an answer so far: its row, and the parts that are not folded into it yet. */
const messageColumns = `
  m.id, m.parent_id, m.role, m.deployment, m.created_at, m.ended, m.diagnosis, m.measurement,
  m.text || coalesce((select group_concat(p.text, '' order by p.sequence) from stream_parts p where p.message_id = m.id), '') as text,
  m.reasoning || coalesce((select group_concat(p.reasoning, '' order by p.sequence) from stream_parts p where p.message_id = m.id), '') as reasoning`;

const summaryColumns = `
  c.id, c.title, c.connection_id, c.deployment, c.updated_at,
  exists (select 1 from messages m where m.conversation_id = c.id and m.role = 'assistant' and m.ended is null) as answering`;

/** Conversations in the database: one row per message, answers in parts while they are written. */
export function openConversations(database: Database): ConversationStore {
  const prepare = (sql: string) => database.prepare(sql);
  const listed = prepare(`select ${summaryColumns} from conversations c order by c.updated_at desc, c.id`);
  const one = prepare(`select ${summaryColumns} from conversations c where c.id = ?`);
  const path = prepare(`
    with recursive path (id, depth) as (
      select leaf_id, 0 from conversations where id = ?
      union all
      select m.parent_id, path.depth + 1 from path join messages m on m.id = path.id where m.parent_id is not null
    )
    select ${messageColumns} from path join messages m on m.id = path.id order by path.depth desc`);
  const oneMessage = prepare(`select ${messageColumns} from messages m where m.id = ?`);
  const insertConversation = prepare(
    "insert into conversations (id, title, connection_id, deployment, created_at, updated_at) values (?, ?, ?, ?, ?, ?)",
  );
  const insertMessage = prepare(`
    insert into messages (id, conversation_id, parent_id, role, text, deployment, created_at)
    values (?, ?, ?, ?, ?, ?, ?)`);
  const leafOf = prepare("select leaf_id from conversations where id = ?");
  const setLeaf = prepare(
    "update conversations set leaf_id = ?, connection_id = ?, deployment = ?, updated_at = ? where id = ?",
  );
  const nextSequence = prepare(
    "select coalesce(max(sequence), 0) + 1 as next from stream_parts where message_id = ?",
  );
  const insertPart = prepare(
    "insert into stream_parts (message_id, sequence, text, reasoning) values (?, ?, ?, ?)",
  );
  const fold = prepare(`
    update messages set text = ?, reasoning = ?, ended = ?, diagnosis = ?, measurement = ? where id = ?`);
  const dropParts = prepare("delete from stream_parts where message_id = ?");
  const touch = prepare(
    "update conversations set updated_at = ? where id = (select conversation_id from messages where id = ?)",
  );
  const unfinished = prepare("select id from messages where role = 'assistant' and ended is null");

  const summaryOf = (row: Row): ConversationSummary => ({
    id: text(row.id),
    title: text(row.title),
    connectionId: text(row.connection_id),
    deployment: text(row.deployment),
    updatedAt: Number(row.updated_at),
    answering: row.answering === 1,
  });

  const messageOf = (row: Row): Message => ({
    id: text(row.id),
    parentId: textOrNull(row.parent_id),
    role: row.role === "user" ? "user" : "assistant",
    text: text(row.text),
    reasoning: text(row.reasoning),
    deployment: textOrNull(row.deployment),
    createdAt: Number(row.created_at),
    end: textOrNull(row.ended) as MessageEnd | null,
    diagnosis: json<Diagnosis>(row.diagnosis),
    measurement: json<Measurement>(row.measurement),
  });

  const summary = (id: string) => {
    const row = one.get(id) as Row | undefined;
    return row ? summaryOf(row) : null;
  };

  const message = (id: string) => {
    const row = oneMessage.get(id) as Row | undefined;
    return row ? messageOf(row) : null;
  };

  const close = (replyId: string, ending: Ending) => {
    const whole = message(replyId);
    if (!whole) return;
    fold.run(
      whole.text,
      whole.reasoning,
      ending.end,
      ending.diagnosis && JSON.stringify(ending.diagnosis),
      ending.measurement && JSON.stringify(ending.measurement),
      replyId,
    );
    dropParts.run(replyId);
  };

  return {
    list: () => (listed.all() as Row[]).map(summaryOf),
    summary,
    message,

    get: (id) => {
      const found = summary(id);
      return found && { ...found, messages: (path.all(id) as Row[]).map(messageOf) };
    },

    begin: ({ id, title, connectionId, deployment, at }) => {
      insertConversation.run(id, title, connectionId, deployment, at, at);
    },

    addTurn: (conversationId, question, reply, connectionId) =>
      inTransaction(database, () => {
        const leaf = textOrNull((leafOf.get(conversationId) as Row | undefined)?.leaf_id);
        insertMessage.run(question.id, conversationId, leaf, "user", question.text, null, question.at);
        insertMessage.run(
          reply.id,
          conversationId,
          question.id,
          "assistant",
          reply.text,
          reply.deployment,
          reply.at,
        );
        setLeaf.run(reply.id, connectionId, reply.deployment, reply.at, conversationId);
      }),

    append: (parts) =>
      inTransaction(database, () => {
        for (const part of parts) {
          const row = nextSequence.get(part.replyId) as Row;
          insertPart.run(part.replyId, Number(row.next), part.text, part.reasoning);
        }
      }),

    finish: (replyId, ending, at) =>
      inTransaction(database, () => {
        close(replyId, ending);
        touch.run(at, replyId);
      }),

    recover: () =>
      inTransaction(database, () => {
        const rows = unfinished.all() as Row[];
        for (const row of rows) {
          close(text(row.id), { end: "interrupted", diagnosis: null, measurement: null });
        }
        return rows.length;
      }),
  };
}
