import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { RunPlace } from "../../preload/contract/series.ts";
import { parseJson } from "../foundry/json.ts";
import type { BundleRun } from "../runs/shape.ts";
import { type Database, inTransaction } from "../storage/database.ts";
import { readOwn, readOwnObject } from "./own-json.ts";

/** A run without when each piece of it came, and its text. */
export interface StoredRun extends RunPlace {
  facts: RunFacts;
  text: string;
  problem: Diagnosis | null;
}

type RunFacts = Omit<BundleRun, "columnId" | "promptId" | "repeat" | "isWarmUp" | "events">;

export interface WholeRun extends StoredRun {
  reasoning: string;
  events: BundleRun["events"];
}

/** How a run came out, for counting. */
export interface Outcome extends RunPlace, Pick<BundleRun, "end" | "cost"> {
  measurement: Pick<BundleRun["measurement"], "firstToken" | "total" | "tokensPerSecond">;
}

/** The runs of series. */
export interface RunStore {
  /** Keeps a run that has ended. One that is there already stays as it is. */
  putRun(id: string, run: BundleRun, problem: Diagnosis | null): void;
  /** Keeps runs of another computer, all or none. */
  putRuns(id: string, runs: readonly BundleRun[]): void;
  /** How many runs there are, and how many of them ended in one of these ways. */
  count(id: string, ends: readonly BundleRun["end"][]): { done: number; failed: number };
  /** Of one column, or of all. */
  outcomes(id: string, columnId?: string): Outcome[];
  runs(id: string): StoredRun[];
  someRuns(numbers: readonly number[]): StoredRun[];
  run(id: string, place: RunPlace): WholeRun | null;
  /** The runs of a series by their numbers, and some of them with their events: all at once may be a lot. */
  runNumbers(id: string): number[];
  bundleRuns(numbers: readonly number[]): BundleRun[];
  /** Forgets runs that failed, so that they are asked again. */
  forget(id: string, ends: readonly BundleRun["end"][]): void;
}

type Row = Record<string, unknown>;

/** The runs in the database, each under its place in its series. */
export function openRuns(database: Database): RunStore {
  const putRun = (id: string, run: BundleRun, problem: Diagnosis | null) => {
    const { columnId, promptId, repeat, isWarmUp, events, ...facts } = run;
    database
      .prepare(insertRun)
      .run(
        id,
        columnId,
        promptId,
        repeat,
        isWarmUp ? 1 : 0,
        JSON.stringify(facts),
        textIn(events, ["text", "refusal"]),
        textIn(events, ["reasoning"]),
        JSON.stringify(events),
        problem && JSON.stringify(problem),
      );
  };

  return {
    putRun,
    putRuns: (id, runs) =>
      inTransaction(database, () => {
        for (const run of runs) putRun(id, run, null);
      }),
    count: (id, ends) => {
      const row = database.prepare(counts).get(JSON.stringify(ends), id);
      return { done: Number(row?.done), failed: Number(row?.failed) };
    },
    outcomes: (id, columnId) =>
      (columnId === undefined
        ? (database.prepare(outcomes).all(id) as Row[])
        : (database.prepare(`${outcomes} and column_id = ?`).all(id, columnId) as Row[])
      ).map((row) => ({
        ...placeOf(row),
        end: String(row.end) as BundleRun["end"],
        measurement: {
          firstToken: numberOrNull(row.first_token),
          total: Number(row.total),
          tokensPerSecond: numberOrNull(row.speed),
        },
        cost: row.currency === null ? null : { amount: Number(row.amount), currency: String(row.currency) },
      })),
    runs: (id) => (database.prepare(shortRuns).all(id) as Row[]).flatMap(runOf),
    someRuns: (numbers) => (database.prepare(someRuns).all(JSON.stringify(numbers)) as Row[]).flatMap(runOf),
    run: (id, place) => {
      const { columnId, promptId, repeat, isWarmUp } = place;
      const row = database.prepare(wholeRun).get(id, columnId, promptId, repeat, isWarmUp ? 1 : 0) as
        | Row
        | undefined;
      const [run] = row ? runOf(row) : [];
      return run && row ? { ...run, reasoning: String(row.reasoning), events: eventsOf(row) } : null;
    },
    runNumbers: (id) =>
      (
        database.prepare("select rowid from series_runs where series_id = ? order by rowid").all(id) as Row[]
      ).map(({ rowid }) => Number(rowid)),
    bundleRuns: (numbers) =>
      (database.prepare(numberedRuns).all(JSON.stringify(numbers)) as Row[]).flatMap((row) =>
        runOf(row).map(({ facts, text: _text, problem: _problem, ...place }) => ({
          ...place,
          ...facts,
          events: eventsOf(row),
        })),
      ),
    forget: (id, ends) => {
      database
        .prepare(
          "delete from series_runs where series_id = ? and facts ->> '$.end' in (select value from json_each(?))",
        )
        .run(id, JSON.stringify(ends));
    },
  };
}

const placeOf = (row: Row): RunPlace => ({
  columnId: String(row.column_id),
  promptId: String(row.prompt_id),
  repeat: Number(row.repeat),
  isWarmUp: row.is_warm_up === 1,
});

function runOf(row: Row): StoredRun[] {
  const facts = readOwnObject<RunFacts>(row.facts);
  if (!facts) return [];
  return [{ ...placeOf(row), facts, text: String(row.text), problem: readOwn<Diagnosis>(row.problem) }];
}

const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value));

const eventsOf = (row: Row) => (parseJson(String(row.events)) ?? []) as BundleRun["events"];

const textIn = (events: BundleRun["events"], types: readonly string[]): string =>
  // SQLite ends a text at a NUL.
  events
    .map((event) => (types.includes(event.type) && "text" in event ? event.text : ""))
    .join("")
    .replaceAll("\0", "");

/** Once a run is there, whatever comes later for the same place is not another one. */
const insertRun = `
  insert into series_runs values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict do nothing`;

/** Answered by the index alone: the rows, with all their texts, are a hundred times as long. */
const outcomes = `
  select column_id, prompt_id, repeat, is_warm_up, facts ->> '$.end' as end,
    facts ->> '$.measurement.firstToken' as first_token, facts ->> '$.measurement.total' as total,
    facts ->> '$.measurement.tokensPerSecond' as speed, facts ->> '$.cost.amount' as amount,
    facts ->> '$.cost.currency' as currency
  from series_runs where series_id = ?`;

const counts = `
  select count(*) as done, coalesce(sum(facts ->> '$.end' in (select value from json_each(?))), 0) as failed
  from series_runs where series_id = ?`;

const someRuns = `
  select column_id, prompt_id, repeat, is_warm_up, facts, text, problem
  from series_runs where rowid in (select value from json_each(?)) order by rowid`;

const shortRuns = `
  select column_id, prompt_id, repeat, is_warm_up, facts, text, problem
  from series_runs where series_id = ? order by rowid`;

const numberedRuns =
  "select * from series_runs where rowid in (select value from json_each(?)) order by rowid";

const wholeRun = `
  select * from series_runs
  where series_id = ? and column_id = ? and prompt_id = ? and repeat = ? and is_warm_up = ?`;
