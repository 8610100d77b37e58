import { randomUUID } from "node:crypto";
import type { AttachmentInfo } from "../../preload/contract/conversations.ts";
import type { Attachment } from "../foundry/chat/chat.ts";
import type { Database } from "../storage/database.ts";
import { type Row, text } from "./rows.ts";

/** What is attached to messages. */
export interface AttachmentStore {
  attachments(messageId: string): Attachment[];
  attachment(id: string): Attachment | null;
  /** What is attached to a message, without its content. */
  infos(messageId: string): AttachmentInfo[];
  add(messageId: string, attachments: readonly Attachment[]): void;
  /** Adds one after those that are there. */
  attach(messageId: string, attachment: Attachment): void;
}

/** The attachments in the database, each with its place at its message. */
export function openAttachments(database: Database): AttachmentStore {
  const prepare = (sql: string) => database.prepare(sql);
  const sql = {
    infos: prepare(
      "select id, kind, name, type, length(data) as size from attachments where message_id = ? order by position",
    ),
    attachments: prepare(
      "select kind, name, type, data from attachments where message_id = ? order by position",
    ),
    attachment: prepare("select kind, name, type, data from attachments where id = ?"),
    insert: prepare(
      "insert into attachments (id, message_id, position, kind, name, type, data) values (?, ?, ?, ?, ?, ?, ?)",
    ),
    count: prepare("select count(*) as count from attachments where message_id = ?"),
  };

  const insert = (messageId: string, position: number, { kind, name, type, data }: Attachment) => {
    const bytes = Buffer.from(data, encodingOf(kind));
    sql.insert.run(randomUUID(), messageId, position, kind, name, type, bytes);
  };

  return {
    attachments: (messageId) => (sql.attachments.all(messageId) as Row[]).map(attachmentOf),
    attachment: (id) => {
      const row = sql.attachment.get(id) as Row | undefined;
      return row ? attachmentOf(row) : null;
    },
    infos: (messageId) => (sql.infos.all(messageId) as Row[]).map(infoOf),
    add: (messageId, attachments) => {
      for (const [position, one] of attachments.entries()) insert(messageId, position, one);
    },
    attach: (messageId, attachment) =>
      insert(messageId, Number((sql.count.get(messageId) as Row).count), attachment),
  };
}

const kindOf = ({ kind }: Row): Attachment["kind"] =>
  kind === "image" || kind === "document" ? kind : "text";

/** Texts are kept as they are, bytes of anything else came in base64. */
const encodingOf = (kind: Attachment["kind"]) => (kind === "text" ? "utf8" : "base64");

const infoOf = (row: Row): AttachmentInfo => ({
  id: text(row.id),
  kind: kindOf(row),
  name: text(row.name),
  type: text(row.type),
  size: Number(row.size),
});

function attachmentOf(row: Row): Attachment {
  const kind = kindOf(row);
  const bytes = row.data instanceof Uint8Array ? Buffer.from(row.data) : Buffer.alloc(0);
  const data = bytes.toString(encodingOf(kind));
  return { kind, name: text(row.name), type: text(row.type), data };
}
