import type { Database } from "../storage/database.ts";
import { type Row, text } from "./rows.ts";

/** What stands in a composer and was not sent: one for each conversation, and one for a new one. */
export interface DraftStore {
  draft(conversationId: string | null): string;
  setDraft(conversationId: string | null, text: string): void;
}

/** The drafts in the database. */
export function openDrafts(database: Database): DraftStore {
  const draft = database.prepare("select text from drafts where conversation_id = ?");
  const put = database.prepare("insert or replace into drafts (conversation_id, text) values (?, ?)");
  const drop = database.prepare("delete from drafts where conversation_id = ?");

  return {
    draft: (conversationId) => text((draft.get(conversationId ?? "") as Row | undefined)?.text),
    setDraft: (conversationId, written) => {
      if (written === "") drop.run(conversationId ?? "");
      else put.run(conversationId ?? "", written);
    },
  };
}
