import { isPending } from "../../preload/background-work.ts";
import type { AnswerDetails, Measurement, MessageEnd } from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { type Database, inTransaction } from "../storage/database.ts";
import { json, type Row, text, whole } from "./rows.ts";

/** How an answer ended, with what was measured, what is known of it and what went wrong. */
export interface Ending {
  end: MessageEnd;
  diagnosis: Diagnosis | null;
  measurement: Measurement | null;
  details: AnswerDetails | null;
}

/** What is new of one running answer. */
interface Part {
  replyId: string;
  text: string;
  reasoning: string;
  /** What else is known of it, where that has changed. */
  details?: AnswerDetails | null;
}

/** The answers that are being written. */
export interface WrittenAnswers {
  /** Appends to running answers, all in one transaction. */
  append(parts: Part[]): void;
  /** Folds an answer's parts into its row and marks how it ended. */
  finish(replyId: string, ending: Ending, at: number): void;
  /** Makes an answer that had ended one that is being written. */
  reopen(replyId: string): void;
  /**
   * Marks answers that were cut by the end of the app as `interrupted`, and gives how many. Those that the service works
   * on in the background are not cut.
   */
  recover(): number;
  /** The answers that the service works on in the background, of conversations that are there. */
  inBackground(): string[];
}

/** Answers in the database while they are written: in parts, which are folded into a row when they end. */
export function openWrittenAnswers(database: Database): WrittenAnswers {
  const prepare = (sql: string) => database.prepare(sql);
  const sql = {
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
    dropParts: prepare("delete from stream_parts where message_id = ?"),
    touch: prepare(
      "update conversations set updated_at = ? where id = (select conversation_id from messages where id = ?)",
    ),
    setDetails: prepare("update messages set details = ? where id = ?"),
    unfinished: prepare(`
      select m.id, m.details, c.removed_at is null as is_there from messages m
      join conversations c on c.id = m.conversation_id where m.role = 'assistant' and m.ended is null`),
  };

  const close = (replyId: string, { end, diagnosis, measurement, details }: Ending) => {
    const known = [diagnosis, measurement, details].map((one) => one && JSON.stringify(one));
    sql.fold.run(end, ...known, replyId);
    sql.dropParts.run(replyId);
  };

  return {
    append: (parts) =>
      inTransaction(database, () => {
        for (const part of parts) {
          if (part.details) sql.setDetails.run(JSON.stringify(part.details), part.replyId);
          if (part.text === "" && part.reasoning === "") continue;
          const row = sql.nextSequence.get(part.replyId) as Row;
          sql.insertPart.run(part.replyId, Number(row.next), part.text, part.reasoning);
        }
      }),

    finish: (replyId, ending, at) =>
      inTransaction(database, () => {
        close(replyId, ending);
        sql.touch.run(at, replyId);
      }),

    reopen: (replyId) => void sql.reopen.run(replyId),

    recover: () =>
      inTransaction(database, () => {
        const rows = (sql.unfinished.all() as Row[]).filter((row) => !isInBackground(row));
        for (const row of rows) {
          close(text(row.id), { end: "interrupted", diagnosis: null, measurement: null, details: null });
        }
        return rows.length;
      }),

    inBackground: () =>
      (sql.unfinished.all() as Row[])
        .filter((row) => isInBackground(row) && row.is_there === 1)
        .map(({ id }) => text(id)),
  };
}

const isInBackground = ({ details }: Row) => isPending(json<AnswerDetails>(details)?.background);
