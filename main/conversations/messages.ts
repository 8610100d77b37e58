import type { AnswerDetails, Message } from "../../preload/contract/conversations.ts";
import type { Kept } from "../foundry/chat/question.ts";
import type { Database } from "../storage/database.ts";
import type { AttachmentStore } from "./attachments.ts";
import { json, messageOf, type Row, text, textOrNull, whole } from "./rows.ts";

/** A part of a branch, oldest first, and whether it goes on before. */
export interface Stretch {
  messages: Message[];
  hasEarlier: boolean;
}

/** The messages of conversations, and the branches they make. */
export interface MessageStore {
  /** The messages that lead to one, that one included: the last `limit`, or down to one of `until`. */
  stretch(messageId: string, bounds: { limit?: number; until?: readonly string[] }): Stretch;
  message(id: string): Message | null;
  /** The conversation that a message belongs to. */
  conversationOf(messageId: string): string | null;
  /** The newest of the messages that end a branch through this one. */
  newestLeaf(messageId: string): string;
  /** Every message of every branch, oldest first. */
  tree(id: string): Message[];
  setDetails(replyId: string, details: AnswerDetails): void;
  /** What of an answer has to be given back to its deployment as it came; null for nothing. */
  kept(replyId: string): Kept | null;
  setKept(replyId: string, kept: Kept): void;
  /** The region that last answered for a deployment. */
  region(connectionId: string, deployment: string): string | null;
}

/** The messages in the database: one row each, what is attached to them beside it. */
export function openMessages(database: Database, attachments: Pick<AttachmentStore, "infos">): MessageStore {
  const prepare = (sql: string) => database.prepare(sql);
  const sql = {
    stretch: prepare(`
      with recursive path (id, parent_id, depth) as (
        select id, parent_id, 0 from messages where id = ?1
        union all
        select m.id, m.parent_id, path.depth + 1 from path join messages m on m.id = path.parent_id
        where path.depth + 1 < ?2 and path.id not in (select value from json_each(?3))
      )
      select ${messageColumns} from path join messages m on m.id = path.id order by path.depth desc`),
    tree: prepare(
      `select ${messageColumns} from messages m where m.conversation_id = ? order by m.created_at, m.rowid`,
    ),
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
    region: prepare(`
      select details ->> 'region' as region from messages
      where connection_id = ? and deployment = ? and details ->> 'region' is not null
      order by created_at desc limit 1`),
    kept: prepare("select kept from messages where id = ?"),
    setKept: prepare("update messages set kept = ? where id = ?"),
    setDetails: prepare("update messages set details = ? where id = ?"),
  };

  const whoIsBeside = (row: Row) =>
    (sql.siblings.all(text(row.conversation_id), textOrNull(row.parent_id)) as Row[]).map(({ id }) =>
      text(id),
    );
  const wholeMessage = (row: Row) => messageOf(row, whoIsBeside(row), attachments.infos(text(row.id)));

  return {
    stretch: (messageId, { limit = Number.MAX_SAFE_INTEGER, until = [] }) => {
      const messages = (sql.stretch.all(messageId, limit, JSON.stringify(until)) as Row[]).map(wholeMessage);
      return { messages, hasEarlier: messages[0] !== undefined && messages[0].parentId !== null };
    },
    message: (id) => {
      const row = sql.message.get(id) as Row | undefined;
      return row ? wholeMessage(row) : null;
    },
    conversationOf: (messageId) =>
      textOrNull((sql.message.get(messageId) as Row | undefined)?.conversation_id),
    newestLeaf: (messageId) => text((sql.newestLeaf.get(messageId) as Row | undefined)?.id) || messageId,
    tree: (id) => (sql.tree.all(id) as Row[]).map(wholeMessage),
    setDetails: (replyId, details) => void sql.setDetails.run(JSON.stringify(details), replyId),
    kept: (replyId) => json<Kept>((sql.kept.get(replyId) as Row | undefined)?.kept),
    setKept: (replyId, kept) => void sql.setKept.run(JSON.stringify(kept), replyId),
    region: (connectionId, deployment) =>
      textOrNull((sql.region.get(connectionId, deployment) as Row | undefined)?.region),
  };
}

const messageColumns = `
  m.id, m.conversation_id, m.parent_id, m.role, m.deployment, m.connection_id, m.created_at, m.ended, m.diagnosis,
  m.measurement, m.details, ${whole("text", "m")} as text, ${whole("reasoning", "m")} as reasoning`;
