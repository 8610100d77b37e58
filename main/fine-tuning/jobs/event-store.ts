import { setImmediate } from "node:timers/promises";
import type { JobEvent } from "../../../preload/contract/tuning-jobs.ts";
import type { RemoteEvent } from "../../foundry/jobs/jobs.ts";
import { type Database, inTransaction } from "../../storage/database.ts";
import { eachNumber } from "../../storage/each-row.ts";

/** An event that tells more than its words: `started`, or `billed` with the hours. */
export interface Mark {
  mark: "started" | "billed";
  at: number;
  message: string;
}

/** Which events of a job are asked for, newest first. */
interface Stretch {
  search: string;
  level: JobEvent["level"] | null;
  from: number;
  count: number;
}

/** The events of jobs. They are kept in the order of their positions, which have no gaps. */
export interface EventStore {
  /** Events that came after all that are kept, the oldest first. */
  addNewer(job: number, events: readonly RemoteEvent[]): void;
  /** Events from before all that are kept, the newest first. */
  addOlder(job: number, events: readonly RemoteEvent[]): void;
  count(job: number): number;
  /** The newest ones, newest first. */
  newest(job: number, count: number): { id: string; at: number }[];
  /** The ids of the oldest ones. */
  oldest(job: number, count: number): string[];
  /** What is searched for is looked for some at a time, so that nothing else waits. */
  stretch(job: number, asked: Stretch): Promise<{ events: JobEvent[]; total: number }>;
  /** Events that tell when training began and what was billed, oldest first. */
  marks(job: number): Mark[];
  forget(job: number): void;
}

type Row = Record<string, unknown>;

/** What messages of the service say (Foundry, fine-tuning tutorial: "Job started.", "Training hours billed: 0.500"). */
const marks: readonly [words: RegExp, mark: Mark["mark"]][] = [
  [/^(?:fine-?tuning |the )?(?:job|training) (?:has )?started\b/i, "started"],
  [/\btraining hours billed:? *\d/i, "billed"],
];

const markOf = (message: string) => marks.find(([words]) => words.test(message))?.[1] ?? null;

/** Events that are looked through at once. */
const searched = 5_000;

const matching = (hasSearch: boolean, hasLevel: boolean) => `
  select position from tuning_events where job = ? and position > ? and position <= ?
  ${hasSearch ? "and instr(lower(message), ?) > 0" : ""} ${hasLevel ? "and level = ?" : ""}
  order by position desc`;

/** The events in the database. */
export function openEventStore(database: Database): EventStore {
  const ends = database.prepare(
    "select (select min(position) from tuning_events where job = ?) as first, (select max(position) from tuning_events where job = ?) as last",
  );
  const insert = database.prepare("insert into tuning_events values (?, ?, ?, ?, ?, ?, ?)");
  const between = database.prepare(
    "select * from tuning_events where job = ? and position > ? and position <= ? order by position desc",
  );
  const at = database.prepare("select * from tuning_events where job = ? and position = ?");
  /** Of a search that is scrolled through, each stretch is of the same events. */
  let last: { key: string; positions: number[] } | null = null;
  const found = async (
    job: number,
    search: string,
    level: JobEvent["level"] | null,
    first: number,
    newest: number,
  ): Promise<number[]> => {
    const key = JSON.stringify([job, search, level, first, newest]);
    if (last?.key === key) return last.positions;
    const statement = database.prepare(matching(search !== "", level !== null));
    const values = [...(search === "" ? [] : [search]), ...(level === null ? [] : [level])];
    const positions: number[] = [];
    for (let high = newest; high >= first; high -= searched) {
      for (const position of eachNumber(statement, job, high - searched, high, ...values))
        positions.push(position);
      await setImmediate();
    }
    last = { key, positions };
    return positions;
  };
  /** The lowest and the highest position; the highest is below the lowest where there is none. */
  const endsOf = (job: number): { first: number; last: number } => {
    const { first, last } = ends.get(job, job) as Row;
    return first === null ? { first: 0, last: -1 } : { first: Number(first), last: Number(last) };
  };
  const add = (job: number, events: readonly RemoteEvent[], from: number, by: 1 | -1) =>
    inTransaction(database, () => {
      let position = from;
      for (const { id, at, level, message } of events) {
        // SQLite ends a text at a NUL.
        insert.run(job, position, id, at, level, message.replaceAll("\0", ""), markOf(message));
        position += by;
      }
    });
  return {
    addNewer: (job, events) => add(job, events, endsOf(job).last + 1, 1),
    addOlder: (job, events) => add(job, events, endsOf(job).first - 1, -1),
    count: (job) => {
      const { first, last } = endsOf(job);
      return last - first + 1;
    },
    newest: (job, count) =>
      (
        database
          .prepare("select event_id, at from tuning_events where job = ? order by position desc limit ?")
          .all(job, count) as Row[]
      ).map((row) => ({ id: String(row.event_id), at: Number(row.at) })),
    oldest: (job, count) =>
      (
        database
          .prepare("select event_id from tuning_events where job = ? order by position limit ?")
          .all(job, count) as Row[]
      ).map((row) => String(row.event_id)),
    stretch: async (job, { search, level, from, count }) => {
      const { first, last } = endsOf(job);
      const eventOf = (row: Row): JobEvent => ({
        number: Number(row.position) - first,
        at: Number(row.at),
        level: row.level as JobEvent["level"],
        message: String(row.message),
      });
      if (search === "" && level === null) {
        // By position, so that the last stretch takes no longer than the first.
        const rows = between.all(job, last - from - count, last - from) as Row[];
        return { events: rows.map(eventOf), total: last - first + 1 };
      }
      const positions = await found(job, search.toLowerCase(), level, first, last);
      const wanted = positions.slice(from, from + count);
      // They may have been forgotten while they were looked for.
      const events = wanted.flatMap((position) => {
        const row = at.get(job, position);
        return row ? [eventOf(row as Row)] : [];
      });
      return { events, total: positions.length };
    },
    marks: (job) =>
      (
        database
          .prepare(
            "select mark, at, message from tuning_events where job = ? and mark is not null order by position",
          )
          .all(job) as Row[]
      ).map((row) => ({ mark: row.mark as Mark["mark"], at: Number(row.at), message: String(row.message) })),
    forget: (job) => {
      last = null;
      database.prepare("delete from tuning_events where job = ?").run(job);
    },
  };
}
