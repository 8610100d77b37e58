import type {
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

/** What is kept of a conversation; whether it is being answered is known to the streams alone. */
export type StoredSummary = Omit<ConversationSummary, "answering">;

export interface ConversationStore {
  list(): StoredSummary[];
  summary(id: string): StoredSummary | null;
  /** From the first message to the current leaf; none for a conversation that is not there. */
  messages(conversationId: string): Message[];
  message(id: string): Message | null;
  /**
   * Writes a question and its still empty answer below the current leaf, and makes the answer the leaf. Begins the
   * conversation if it is not there; all of it or nothing is written.
   */
  addTurn(conversation: NewConversation, question: NewMessage, reply: NewMessage): void;
  /** Writes another, still empty answer beside one that is there, and makes it the leaf. */
  addAnswer(beside: Message, conversation: Omit<NewConversation, "title">, reply: NewMessage): void;
  /** The conversation that a message belongs to. */
  conversationOf(messageId: string): string | null;
  /** Appends to running answers, all in one transaction. */
  append(parts: Part[]): void;
  /** Folds an answer's parts into its row and marks how it ended. */
  finish(replyId: string, ending: Ending, at: number): void;
  /** Marks answers that were cut by the end of the app as `interrupted`. Gives how many. */
  recover(): number;
}

export interface NewConversation {
  id: string;
  /** Taken when it begins. */
  title: string;
  connectionId: string;
  deployment: string;
}

export interface NewMessage {
  id: string;
  text: string;
  at: number;
}

type Row = Record<string, unknown>;
const text = (value: unknown) => (typeof value === "string" ? value : "");
const textOrNull = (value: unknown) => (typeof value === "string" ? value : null);

/** A column that is not what was written is worth less than the message it belongs to. */
function json<Value>(value: unknown): Value | null {
  try {
    return typeof value === "string" ? (JSON.parse(value) as Value) : null;
  } catch {
    return null;
  }
}

/** All that was written of an answer: its row, and the parts that are not folded into it yet. */
const whole = (column: "text" | "reasoning", message: string) => `
  ${message}.${column} || coalesce(
    (select group_concat(p.${column}, '' order by p.sequence) from stream_parts p where p.message_id = ${message}.id), '')`;

const messageColumns = `
  m.id, m.parent_id, m.role, m.deployment, m.created_at, m.ended, m.diagnosis, m.measurement,
  ${whole("text", "m")} as text, ${whole("reasoning", "m")} as reasoning`;

const summaryColumns = "id, title, connection_id, deployment, updated_at";

/** Conversations in the database: one row per message, answers in parts while they are written. */
export function openConversations(database: Database): ConversationStore {
  const prepare = (sql: string) => database.prepare(sql);
  const listed = prepare(`select ${summaryColumns} from conversations order by updated_at desc, id`);
  const one = prepare(`select ${summaryColumns} from conversations where id = ?`);
  const path = prepare(`
    with recursive path (id, depth) as (
      select leaf_id, 0 from conversations where id = ?
      union all
      select m.parent_id, path.depth + 1 from path join messages m on m.id = path.id where m.parent_id is not null
    )
    select ${messageColumns} from path join messages m on m.id = path.id order by path.depth desc`);
  const oneMessage = prepare(`select ${messageColumns} from messages m where m.id = ?`);
  const insertConversation = prepare(
    `insert into conversations (id, title, connection_id, deployment, created_at, updated_at) values (?, ?, ?, ?, ?, ?)
    on conflict (id) do nothing`,
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
    update messages set text = ${whole("text", "messages")}, reasoning = ${whole("reasoning", "messages")},
      ended = ?, diagnosis = ?, measurement = ? where id = ?`);
  const dropParts = prepare("delete from stream_parts where message_id = ?");
  const touch = prepare(
    "update conversations set updated_at = ? where id = (select conversation_id from messages where id = ?)",
  );
  const conversationOf = prepare("select conversation_id from messages where id = ?");
  const unfinished = prepare("select id from messages where role = 'assistant' and ended is null");

  const summaryOf = (row: Row): StoredSummary => ({
    id: text(row.id),
    title: text(row.title),
    connectionId: text(row.connection_id),
    deployment: text(row.deployment),
    updatedAt: Number(row.updated_at),
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

  const close = (replyId: string, { end, diagnosis, measurement }: Ending) => {
    fold.run(
      end,
      diagnosis && JSON.stringify(diagnosis),
      measurement && JSON.stringify(measurement),
      replyId,
    );
    dropParts.run(replyId);
  };

  return {
    list: () => (listed.all() as Row[]).map(summaryOf),
    summary,
    message,

    messages: (conversationId) => (path.all(conversationId) as Row[]).map(messageOf),

    addTurn: ({ id, title, connectionId, deployment }, question, reply) =>
      inTransaction(database, () => {
        insertConversation.run(id, title, connectionId, deployment, question.at, question.at);
        const leaf = textOrNull((leafOf.get(id) as Row | undefined)?.leaf_id);
        insertMessage.run(question.id, id, leaf, "user", question.text, null, question.at);
        insertMessage.run(reply.id, id, question.id, "assistant", reply.text, deployment, reply.at);
        setLeaf.run(reply.id, connectionId, deployment, reply.at, id);
      }),

    addAnswer: ({ parentId }, { id, connectionId, deployment }, reply) =>
      inTransaction(database, () => {
        insertMessage.run(reply.id, id, parentId, "assistant", reply.text, deployment, reply.at);
        setLeaf.run(reply.id, connectionId, deployment, reply.at, id);
      }),

    conversationOf: (messageId) => {
      const row = conversationOf.get(messageId) as Row | undefined;
      return textOrNull(row?.conversation_id);
    },

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
