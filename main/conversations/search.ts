import type { SearchHit } from "../../preload/contract/conversations.ts";
import { beginningOf, endingOf } from "../../preload/cut.ts";
import type { Database } from "../storage/database.ts";
import { type Row, text } from "./rows.ts";

/** Characters shown before and after what was found. */
const around = 60;
/** Letters the index is made of; shorter texts are looked for one message after another, in the newest ones. */
const gram = 3;
const scanned = 3_000;

/** Finds messages by a part of their text, in any case, newest first. */
export type Search = (wanted: string, limit: number) => SearchHit[];

/** The search over every message of a database. */
export function openSearch(database: Database): Search {
  const columns = "m.id, m.conversation_id, m.role, m.created_at, m.text, c.title";
  const indexed = database.prepare(`
    select ${columns} from message_texts t join messages m on m.id = t.message_id
    join conversations c on c.id = m.conversation_id
    where message_texts match ? and c.removed_at is null order by t.rowid desc limit ?`);
  const short = database.prepare(`
    select ${columns} from messages m join conversations c on c.id = m.conversation_id
    where m.rowid > (select max(rowid) from messages) - ${scanned} and c.removed_at is null
    and (instr(m.text, ?1) or instr(m.text, ?2) or instr(m.text, ?3) or instr(m.text, ?4))
    order by m.rowid desc limit ?5`);

  return (wanted, limit) => {
    const looked = wanted.trim();
    if (looked === "") return [];
    const rows =
      [...looked].length < gram
        ? short.all(...casesOf(looked), limit)
        : indexed.all(`"${looked.replaceAll('"', '""')}"`, limit);
    return (rows as Row[]).map((row) => hitOf(row, looked));
  };
}

/** A text of one or two letters in each mixture of cases: SQLite knows the cases of ASCII only. */
function casesOf(looked: string): [string, string, string, string] {
  const small = looked.toLowerCase();
  const large = looked.toUpperCase();
  const [first = "", ...rest] = looked;
  return [
    small,
    large,
    first.toUpperCase() + rest.join("").toLowerCase(),
    first.toLowerCase() + rest.join("").toUpperCase(),
  ];
}

/** Not by lower-casing both: that changes lengths, and depends on the system's language. */
const inAnyCase = (wanted: string) => new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "iu");

function hitOf(row: Row, wanted: string): SearchHit {
  const whole = text(row.text);
  const found = inAnyCase(wanted).exec(whole);
  const from = found?.index ?? 0;
  const to = from + (found?.[0].length ?? 0);
  const line = (part: string) => part.replace(/\s+/g, " ");
  return {
    conversationId: text(row.conversation_id),
    title: text(row.title),
    messageId: text(row.id),
    role: row.role === "user" ? "user" : "assistant",
    createdAt: Number(row.created_at),
    before: (from > around ? "…" : "") + line(endingOf(whole.slice(0, from), around)),
    match: line(whole.slice(from, to)),
    after: line(beginningOf(whole.slice(to), around)) + (to + around < whole.length ? "…" : ""),
  };
}
