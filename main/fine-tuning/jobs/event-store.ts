import type { JobEvent } from "../../../preload/contract/tuning-jobs.ts";
import type { RemoteEvent } from "../../foundry/jobs/jobs.ts";
import { type Database, inTransaction } from "../../storage/database.ts";

/** An event that tells more than its words: `started`, or `billed` with the hours. */
export interface Mark {
  mark: "started" | "billed";
  at: number;
  message: string;
}

/** Which events of a job are asked for, newest first. */
export interface Stretch {
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
  stretch(job: number, asked: Stretch): { events: JobEvent[]; total: number };
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

/** The events in the database. */
export function openEventStore(database: Database): EventStore {
  const ends = database.prepare(
    "select (select min(position) from tuning_events where job = ?) as first, (select max(position) from tuning_events where job = ?) as last",
  );
  const insert = database.prepare("insert into tuning_events values (?, ?, ?, ?, ?, ?, ?)");
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
    stretch: (job, { search, level, from, count }) => {
      const { first, last } = endsOf(job);
      const eventOf = (row: Row): JobEvent => ({
        number: Number(row.position) - first,
        at: Number(row.at),
        level: row.level as JobEvent["level"],
        message: String(row.message),
      });
      if (search === "" && level === null) {
        // By position, so that the last stretch takes no longer than the first.
        const rows = database.prepare(between).all(job, last - from - count, last - from) as Row[];
        return { events: rows.map(eventOf), total: last - first + 1 };
      }
      const where = `job = ? ${level === null ? "" : "and level = ?"} ${search === "" ? "" : "and instr(lower(message), ?) > 0"}`;
      const values = [
        job,
        ...(level === null ? [] : [level]),
        ...(search === "" ? [] : [search.toLowerCase()]),
      ];
      const total = database
        .prepare(`select count(*) as total from tuning_events where ${where}`)
        .get(...values);
      const rows = database
        .prepare(`select * from tuning_events where ${where} order by position desc limit ? offset ?`)
        .all(...values, count, from) as Row[];
      return { events: rows.map(eventOf), total: Number(total?.total) };
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
      database.prepare("delete from tuning_events where job = ?").run(job);
    },
  };
}

const between =
  "select * from tuning_events where job = ? and position > ? and position <= ? order by position desc";
