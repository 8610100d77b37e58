import type { Message } from "../../preload/contract/conversations.ts";
import type { Attachment } from "../foundry/chat/chat.ts";
import { type Database, inTransaction } from "../storage/database.ts";
import type { AttachmentStore } from "./attachments.ts";
import type { ConversationList, NewConversation } from "./list.ts";
import type { RequestOptions } from "./rows.ts";

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

/** What is added to conversations: questions with their answers, and whole trees. */
export interface Turns {
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
  /** Writes a whole conversation, parents before children, all of it or nothing. */
  addTree(
    conversation: NewConversation,
    options: RequestOptions,
    messages: TreeMessage[],
    leaf: string | null,
  ): void;
}

/** Adds to conversations in the database: rows of messages, and what the conversation knows of them. */
export function openTurns(
  database: Database,
  list: Pick<ConversationList, "begin" | "setOptions" | "setLeaf">,
  attachments: Pick<AttachmentStore, "add">,
): Turns {
  const prepare = (sql: string) => database.prepare(sql);
  const sql = {
    insertWhole: prepare(`
      insert into messages (id, conversation_id, parent_id, role, text, reasoning, deployment, connection_id, created_at, ended, measurement, details)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    insertMessage: prepare(`
      insert into messages (id, conversation_id, parent_id, role, text, deployment, connection_id, created_at)
      values (?, ?, ?, ?, ?, ?, ?, ?)`),
    goOn: prepare(
      "update conversations set leaf_id = ?, connection_id = ?, deployment = ?, updated_at = ? where id = ?",
    ),
  };

  const insert = (
    message: NewMessage,
    place: { id: string; parentId: string | null; role: Message["role"] },
    from: Pick<NewConversation, "connectionId" | "deployment"> | null,
  ) => {
    const { id, parentId, role } = place;
    const answerer = [from?.deployment ?? null, from?.connectionId ?? null];
    sql.insertMessage.run(message.id, id, parentId, role, message.text, ...answerer, message.at);
    attachments.add(message.id, message.attachments ?? []);
  };

  return {
    addTurn: (conversation, parentId, question, reply) =>
      inTransaction(database, () => {
        const { id, connectionId, deployment } = conversation;
        list.begin(conversation, question.at);
        insert(question, { id, parentId, role: "user" }, null);
        insert(reply, { id, parentId: question.id, role: "assistant" }, conversation);
        sql.goOn.run(reply.id, connectionId, deployment, reply.at, id);
      }),

    addAnswer: ({ id, connectionId, deployment }, parentId, reply) =>
      inTransaction(database, () => {
        insert(reply, { id, parentId, role: "assistant" }, { connectionId, deployment });
        sql.goOn.run(reply.id, connectionId, deployment, reply.at, id);
      }),

    addTree: (conversation, options, messages, leaf) =>
      inTransaction(database, () => {
        list.begin(conversation, Date.now());
        list.setOptions(conversation.id, options);
        for (const one of messages) {
          const known = [one.measurement, one.details].map((value) => value && JSON.stringify(value));
          const { id, parentId, role, reasoning, deployment, createdAt, end } = one;
          const said = [role, one.text, reasoning, deployment, one.connectionId ?? null, createdAt, end];
          sql.insertWhole.run(id, conversation.id, parentId, ...said, ...known);
          attachments.add(id, one.attachments);
        }
        list.setLeaf(conversation.id, leaf);
      }),
  };
}
