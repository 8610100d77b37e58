import { type Database, inTransaction } from "../storage/database.ts";
import { type AttachmentStore, openAttachments } from "./attachments.ts";
import { type DraftStore, openDrafts } from "./drafts.ts";
import { type ConversationList, openList } from "./list.ts";
import { type MessageStore, openMessages } from "./messages.ts";
import { openTurns, type Turns } from "./turns.ts";
import { openWrittenAnswers, type WrittenAnswers } from "./written-answers.ts";

export type { Stretch } from "./messages.ts";
export type { RequestOptions, StoredSummary } from "./rows.ts";
export type { TreeMessage } from "./turns.ts";
export type { Ending } from "./written-answers.ts";

export interface ConversationStore
  extends ConversationList,
    MessageStore,
    Pick<AttachmentStore, "attachment" | "attachments" | "attach">,
    Turns,
    WrittenAnswers,
    DraftStore {
  /** Deletes what is removed, with its drafts. */
  purge(): void;
}

/** Conversations in the database: one row per message, answers in parts while they are written. */
export function openConversations(database: Database): ConversationStore {
  const list = openList(database);
  const attachments = openAttachments(database);
  const prepare = (sql: string) => database.prepare(sql);
  const sql = {
    // One message would take those below it along, each those below that: deeper than SQLite goes.
    uproot: prepare(`
      update messages set parent_id = null where parent_id is not null
        and conversation_id in (select id from conversations where removed_at is not null)`),
    purge: prepare("delete from conversations where removed_at is not null"),
    dropOldDrafts: prepare(
      "delete from drafts where conversation_id <> '' and conversation_id not in (select id from conversations)",
    ),
  };

  return {
    ...list,
    ...openMessages(database, attachments),
    attachment: attachments.attachment,
    attachments: attachments.attachments,
    attach: attachments.attach,
    ...openTurns(database, list, attachments),
    ...openWrittenAnswers(database),
    ...openDrafts(database),
    purge: () =>
      inTransaction(database, () => {
        sql.uproot.run();
        sql.purge.run();
        sql.dropOldDrafts.run();
      }),
  };
}
