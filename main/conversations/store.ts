import { randomUUID } from "node:crypto";
import type {
  AnswerDetails,
  AttachmentInfo,
  Measurement,
  Message,
  MessageEnd,
} from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Attachment } from "../foundry/chat/chat.ts";
import { type Database, inTransaction } from "../storage/database.ts";
import {
  json,
  messageOf,
  type RequestOptions,
  type Row,
  type StoredSummary,
  summaryColumns,
  summaryOf,
  text,
  textOrNull,
} from "./rows.ts";

export type { RequestOptions, StoredSummary } from "./rows.ts";

/** How an answer ended, with what was measured, what is known of it and what went wrong. */
export interface Ending {
  end: MessageEnd;
  diagnosis: Diagnosis | null;
  measurement: Measurement | null;
  details: AnswerDetails | null;
}

/** New text of one running answer. */
interface Part {
  replyId: string;
  text: string;
  reasoning: string;
}

/** A part of a branch, oldest first, and whether it goes on before. */
export interface Stretch {
  messages: Message[];
  hasEarlier: boolean;
}

export interface ConversationStore {
  list(): StoredSummary[];
  summary(id: string): StoredSummary | null;
  options(id: string): RequestOptions;
  /** The message a conversation's current branch ends with. */
  leaf(id: string): string | null;
  /** The messages that lead to one, that one included: the last `limit`, or down to the message `until`. */
  stretch(messageId: string, bounds: { limit?: number; until?: string }): Stretch;
  message(id: string): Message | null;
  /** The conversation that a message belongs to. */
  conversationOf(messageId: string): string | null;
  /** The newest of the messages that end a branch through this one. */
  newestLeaf(messageId: string): string;
  attachments(messageId: string): Attachment[];
  attachment(id: string): Attachment | null;
  /** Begins a conversation if it is not there. */
  begin(conversation: NewConversation, at: number): void;
  /**
   * Writes a question below a message, and its still empty answer, and makes the answer the leaf. All of it or nothing is
   * written, the beginning of the conversation included.
   */
  addTurn(
    conversation: NewConversation,
    parentId: string | null,
    question: NewMessage,
    reply: NewMessage,
  ): void;
  /** Writes another, still empty answer below a message, and makes it the leaf. */
  addAnswer(conversation: Omit<NewConversation, "title">, parentId: string, reply: NewMessage): void;
  /** Makes an answer that had ended one that is being written. */
  reopen(replyId: string): void;
  setDetails(replyId: string, details: AnswerDetails): void;
  setLeaf(id: string, messageId: string): void;
  setOptions(id: string, options: RequestOptions): void;
  setModel(id: string, modelId: string | null): void;
  /** The region that last answered for a deployment. */
  region(connectionId: string, deployment: string): string | null;
  rename(id: string, title: string): void;
  setPinned(id: string, pinned: boolean): void;
  setRemoved(id: string, removed: boolean): void;
  /** Deletes what is removed, with its drafts. */
  purge(): void;
  /** Every message of every branch, oldest first. */
  tree(id: string): Message[];
  /** Writes a whole conversation, parents before children, all of it or nothing. */
  addTree(
    conversation: NewConversation,
    options: RequestOptions,
    messages: TreeMessage[],
    leaf: string | null,
  ): void;
  draft(conversationId: string | null): string;
  setDraft(conversationId: string | null, text: string): void;
  /** Appends to running answers, all in one transaction. */
  append(parts: Part[]): void;
  /** Folds an answer's parts into its row and marks how it ended. */
  finish(replyId: string, ending: Ending, at: number): void;
  /** Marks answers that were cut by the end of the app as `interrupted`. Gives how many. */
  recover(): number;
}

interface NewConversation {
  id: string;
  /** Taken when it begins. */
  title: string;
  connectionId: string;
  deployment: string;
}

/** A message with the content of what is attached to it. */
export type TreeMessage = Pick<
  Message,
  | "id"
  | "parentId"
  | "role"
  | "text"
  | "reasoning"
  | "deployment"
  | "createdAt"
  | "end"
  | "measurement"
  | "details"
> & {
  attachments: Attachment[];
  /** Whom the answer came from, where that is one of this profile's. */
  connectionId?: string;
};

interface NewMessage {
  id: string;
  text: string;
  at: number;
  attachments?: readonly Attachment[];
}

/** All that was written of an answer: its row, and the parts that are not folded into it yet. */
const whole = (column: "text" | "reasoning", message: string) => `
  ${message}.${column} || coalesce(
    (select group_concat(p.${column}, '' order by p.sequence) from stream_parts p where p.message_id = ${message}.id), '')`;

const messageColumns = `
  m.id, m.conversation_id, m.parent_id, m.role, m.deployment, m.connection_id, m.created_at, m.ended, m.diagnosis,
  m.measurement, m.details, ${whole("text", "m")} as text, ${whole("reasoning", "m")} as reasoning`;

/** Conversations in the database: one row per message, answers in parts while they are written. */
export function openConversations(database: Database): ConversationStore {
  const prepare = (sql: string) => database.prepare(sql);
  const sql = {
    list: prepare(
      `select ${summaryColumns} from conversations where removed_at is null order by updated_at desc, id`,
    ),
    summary: prepare(`select ${summaryColumns} from conversations where id = ? and removed_at is null`),
    conversation: prepare("select leaf_id, system_prompt, parameters from conversations where id = ?"),
    stretch: prepare(`
      with recursive path (id, parent_id, depth) as (
        select id, parent_id, 0 from messages where id = ?1
        union all
        select m.id, m.parent_id, path.depth + 1 from path join messages m on m.id = path.parent_id
        where path.depth + 1 < ?2 and path.id <> ?3
      )
      select ${messageColumns} from path join messages m on m.id = path.id order by path.depth desc`),
    tree: prepare(
      `select ${messageColumns} from messages m where m.conversation_id = ? order by m.created_at, m.rowid`,
    ),
    insertWhole: prepare(`
      insert into messages (id, conversation_id, parent_id, role, text, reasoning, deployment, connection_id, created_at, ended, measurement, details)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    message: prepare(`select ${messageColumns} from messages m where m.id = ?`),
    siblings: prepare(
      "select id from messages where conversation_id = ? and parent_id is ? order by created_at, rowid",
    ),
    newestLeaf: prepare(`
      with recursive below (id) as (
        select ?1 union all select m.id from below join messages m on m.parent_id = below.id
      )
      select m.id from below join messages m on m.id = below.id
      where not exists (select 1 from messages child where child.parent_id = m.id)
      order by m.created_at desc, m.rowid desc limit 1`),
    attachmentInfos: prepare(
      "select id, kind, name, type, length(data) as size from attachments where message_id = ? order by position",
    ),
    attachments: prepare(
      "select kind, name, type, data from attachments where message_id = ? order by position",
    ),
    attachment: prepare("select kind, name, type, data from attachments where id = ?"),
    insertConversation: prepare(
      `insert into conversations (id, title, connection_id, deployment, created_at, updated_at) values (?, ?, ?, ?, ?, ?)
      on conflict (id) do nothing`,
    ),
    insertMessage: prepare(`
      insert into messages (id, conversation_id, parent_id, role, text, deployment, connection_id, created_at)
      values (?, ?, ?, ?, ?, ?, ?, ?)`),
    insertAttachment: prepare(
      "insert into attachments (id, message_id, position, kind, name, type, data) values (?, ?, ?, ?, ?, ?, ?)",
    ),
    goOn: prepare(
      "update conversations set leaf_id = ?, connection_id = ?, deployment = ?, updated_at = ? where id = ?",
    ),
    setLeaf: prepare("update conversations set leaf_id = ? where id = ?"),
    setOptions: prepare("update conversations set system_prompt = ?, parameters = ? where id = ?"),
    setModel: prepare("update conversations set model_id = ? where id = ?"),
    region: prepare(`
      select details ->> 'region' as region from messages
      where connection_id = ? and deployment = ? and details ->> 'region' is not null
      order by created_at desc limit 1`),
    rename: prepare("update conversations set title = ? where id = ?"),
    pin: prepare("update conversations set pinned = ? where id = ?"),
    remove: prepare("update conversations set removed_at = ? where id = ?"),
    // One message would take those below it along, each those below that: deeper than SQLite goes.
    uproot: prepare(`
      update messages set parent_id = null where parent_id is not null
        and conversation_id in (select id from conversations where removed_at is not null)`),
    purge: prepare("delete from conversations where removed_at is not null"),
    dropOldDrafts: prepare(
      "delete from drafts where conversation_id <> '' and conversation_id not in (select id from conversations)",
    ),
    draft: prepare("select text from drafts where conversation_id = ?"),
    putDraft: prepare("insert or replace into drafts (conversation_id, text) values (?, ?)"),
    dropDraft: prepare("delete from drafts where conversation_id = ?"),
    nextSequence: prepare(
      "select coalesce(max(sequence), 0) + 1 as next from stream_parts where message_id = ?",
    ),
    insertPart: prepare(
      "insert into stream_parts (message_id, sequence, text, reasoning) values (?, ?, ?, ?)",
    ),
    fold: prepare(`
      update messages set text = ${whole("text", "messages")}, reasoning = ${whole("reasoning", "messages")},
        ended = ?, diagnosis = ?, measurement = ?, details = coalesce(?, details) where id = ?`),
    reopen: prepare("update messages set ended = null, diagnosis = null where id = ?"),
    setDetails: prepare("update messages set details = ? where id = ?"),
    dropParts: prepare("delete from stream_parts where message_id = ?"),
    touch: prepare(
      "update conversations set updated_at = ? where id = (select conversation_id from messages where id = ?)",
    ),
    unfinished: prepare("select id from messages where role = 'assistant' and ended is null"),
  };

  const whoIsBeside = (row: Row) =>
    (sql.siblings.all(text(row.conversation_id), textOrNull(row.parent_id)) as Row[]).map(({ id }) =>
      text(id),
    );
  const attached = (messageId: string) =>
    (sql.attachmentInfos.all(messageId) as Row[]).map(
      (row): AttachmentInfo => ({
        id: text(row.id),
        kind: row.kind === "image" ? "image" : "text",
        name: text(row.name),
        type: text(row.type),
        size: Number(row.size),
      }),
    );
  const wholeMessage = (row: Row) => messageOf(row, whoIsBeside(row), attached(text(row.id)));

  const attachmentOf = (row: Row): Attachment => {
    const kind = row.kind === "image" ? "image" : "text";
    const bytes = row.data instanceof Uint8Array ? Buffer.from(row.data) : Buffer.alloc(0);
    const data = bytes.toString(kind === "image" ? "base64" : "utf8");
    return { kind, name: text(row.name), type: text(row.type), data };
  };

  const insertAttachments = (messageId: string, attachments: readonly Attachment[]) => {
    for (const [position, { kind, name, type, data }] of attachments.entries()) {
      const bytes = Buffer.from(data, kind === "image" ? "base64" : "utf8");
      sql.insertAttachment.run(randomUUID(), messageId, position, kind, name, type, bytes);
    }
  };

  const insert = (
    message: NewMessage,
    place: { id: string; parentId: string | null; role: Message["role"] },
    from: Pick<NewConversation, "connectionId" | "deployment"> | null,
  ) => {
    const { id, parentId, role } = place;
    const answerer = [from?.deployment ?? null, from?.connectionId ?? null];
    sql.insertMessage.run(message.id, id, parentId, role, message.text, ...answerer, message.at);
    insertAttachments(message.id, message.attachments ?? []);
  };

  const begin = ({ id, title, connectionId, deployment }: NewConversation, at: number) =>
    void sql.insertConversation.run(id, title, connectionId, deployment, at, at);

  const close = (replyId: string, { end, diagnosis, measurement, details }: Ending) => {
    const known = [diagnosis, measurement, details].map((one) => one && JSON.stringify(one));
    sql.fold.run(end, ...known, replyId);
    sql.dropParts.run(replyId);
  };

  return {
    begin,
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
    stretch: (messageId, { limit = Number.MAX_SAFE_INTEGER, until = "" }) => {
      const messages = (sql.stretch.all(messageId, limit, until) as Row[]).map(wholeMessage);
      return { messages, hasEarlier: messages[0] !== undefined && messages[0].parentId !== null };
    },
    message: (id) => {
      const row = sql.message.get(id) as Row | undefined;
      return row ? wholeMessage(row) : null;
    },
    conversationOf: (messageId) =>
      textOrNull((sql.message.get(messageId) as Row | undefined)?.conversation_id),
    newestLeaf: (messageId) => text((sql.newestLeaf.get(messageId) as Row | undefined)?.id) || messageId,
    attachments: (messageId) => (sql.attachments.all(messageId) as Row[]).map(attachmentOf),
    attachment: (id) => {
      const row = sql.attachment.get(id) as Row | undefined;
      return row ? attachmentOf(row) : null;
    },

    addTurn: (conversation, parentId, question, reply) =>
      inTransaction(database, () => {
        const { id, connectionId, deployment } = conversation;
        begin(conversation, question.at);
        insert(question, { id, parentId, role: "user" }, null);
        insert(reply, { id, parentId: question.id, role: "assistant" }, conversation);
        sql.goOn.run(reply.id, connectionId, deployment, reply.at, id);
      }),

    addAnswer: ({ id, connectionId, deployment }, parentId, reply) =>
      inTransaction(database, () => {
        insert(reply, { id, parentId, role: "assistant" }, { connectionId, deployment });
        sql.goOn.run(reply.id, connectionId, deployment, reply.at, id);
      }),

    reopen: (replyId) => void sql.reopen.run(replyId),
    setDetails: (replyId, details) => void sql.setDetails.run(JSON.stringify(details), replyId),
    setLeaf: (id, messageId) => void sql.setLeaf.run(messageId, id),
    setOptions: (id, { systemPrompt, parameters }) =>
      void sql.setOptions.run(systemPrompt, JSON.stringify(parameters), id),
    setModel: (id, modelId) => void sql.setModel.run(modelId, id),
    region: (connectionId, deployment) =>
      textOrNull((sql.region.get(connectionId, deployment) as Row | undefined)?.region),
    rename: (id, title) => void sql.rename.run(title, id),
    setPinned: (id, pinned) => void sql.pin.run(pinned ? 1 : 0, id),
    setRemoved: (id, removed) => void sql.remove.run(removed ? Date.now() : null, id),
    purge: () =>
      inTransaction(database, () => {
        sql.uproot.run();
        sql.purge.run();
        sql.dropOldDrafts.run();
      }),
    tree: (id) => (sql.tree.all(id) as Row[]).map(wholeMessage),
    addTree: (conversation, { systemPrompt, parameters }, messages, leaf) =>
      inTransaction(database, () => {
        begin(conversation, Date.now());
        sql.setOptions.run(systemPrompt, JSON.stringify(parameters), conversation.id);
        for (const one of messages) {
          const known = [one.measurement, one.details].map((value) => value && JSON.stringify(value));
          const { id, parentId, role, reasoning, deployment, createdAt, end, attachments } = one;
          const said = [role, one.text, reasoning, deployment, one.connectionId ?? null, createdAt, end];
          sql.insertWhole.run(id, conversation.id, parentId, ...said, ...known);
          insertAttachments(id, attachments);
        }
        sql.setLeaf.run(leaf, conversation.id);
      }),
    draft: (conversationId) => text((sql.draft.get(conversationId ?? "") as Row | undefined)?.text),
    setDraft: (conversationId, written) => {
      if (written === "") sql.dropDraft.run(conversationId ?? "");
      else sql.putDraft.run(conversationId ?? "", written);
    },

    append: (parts) =>
      inTransaction(database, () => {
        for (const part of parts) {
          const row = sql.nextSequence.get(part.replyId) as Row;
          sql.insertPart.run(part.replyId, Number(row.next), part.text, part.reasoning);
        }
      }),

    finish: (replyId, ending, at) =>
      inTransaction(database, () => {
        close(replyId, ending);
        sql.touch.run(at, replyId);
      }),

    recover: () =>
      inTransaction(database, () => {
        const rows = sql.unfinished.all() as Row[];
        for (const row of rows) {
          close(text(row.id), { end: "interrupted", diagnosis: null, measurement: null, details: null });
        }
        return rows.length;
      }),
  };
}
