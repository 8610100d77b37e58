import { z } from "zod";
import type {
  Column,
  ColumnSettings,
  Comparison,
  ComparisonSummary,
  Run,
} from "../../preload/contract/comparisons.ts";
import { beginningOf } from "../../preload/cut.ts";
import { parseJson } from "../foundry/json.ts";
import type { Pieces } from "../runs/shape.ts";
import { type Database, inTransaction } from "../storage/database.ts";

export interface ComparisonStore {
  list(): ComparisonSummary[];
  get(id: string): Comparison | null;
  create(id: string): void;
  /** Sets the prompt and the columns; a column that is not among them goes with its runs. */
  arrange(id: string, prompt: string, columns: ColumnSettings[]): void;
  /** Writes a run, or what has become of it; with `pieces` when each piece of it came. */
  putRun(run: Run, pieces?: Pieces | null): void;
  /** Adds text to runs that were written, all of it or none. */
  append(parts: readonly RunPart[]): void;
  /** When each piece of a run came; null of one that was kept without. */
  pieces(runId: string): Pieces | null;
  setRemoved(id: string, removed: boolean): void;
  /** Deletes what was removed. */
  purge(): void;
  /** Marks what the end of the app has cut. */
  recover(): void;
}

/** What has arrived of a run since it was written last. */
export interface RunPart {
  runId: string;
  text: string;
  reasoning: string;
}

type Row = Record<string, unknown>;
type Facts = Omit<Run, "id" | "columnId" | "comparisonId" | "prompt" | "text" | "reasoning">;

/** Both were written by the app: what is not there any more as it was written is left out. */
const settings = z.object({ connectionId: z.string(), deployment: z.string() }).loose();
const facts = z.object({ state: z.string(), conditions: z.object({}).loose() }).loose();

/** Characters of a prompt that a comparison is called by. */
const titleLength = 80;

/** Comparisons in the database, the one used last first. */
export function openComparisons(database: Database): ComparisonStore {
  const insertPiece = database.prepare(putPiece);

  const newestRun = (columnId: string, comparisonId: string): Run | null => {
    const row = database.prepare(newest).get(columnId) as Row | undefined;
    const known = facts.safeParse(parseJson(String(row?.facts ?? "")));
    if (!row || !known.success) return null;
    const { id, prompt, text, reasoning } = row;
    return {
      ...(known.data as unknown as Facts),
      id: String(id),
      columnId,
      comparisonId,
      prompt: String(prompt),
      text: String(text),
      reasoning: String(reasoning),
    };
  };

  const columnsOf = (id: string): Column[] =>
    (database.prepare(columns).all(id) as Row[]).flatMap((row) => {
      const known = settings.safeParse(parseJson(String(row.settings)));
      if (!known.success) return [];
      const column = known.data as unknown as ColumnSettings;
      return [{ ...column, id: String(row.id), run: newestRun(String(row.id), id) }];
    });

  return {
    list: () => (database.prepare(listed).all() as Row[]).map(summaryOf),
    get: (id) => {
      const row = database.prepare(`${listed.replace("order by", "and c.id = ? order by")}`).get(id) as
        | Row
        | undefined;
      return row ? { ...summaryOf(row), prompt: String(row.prompt), layout: columnsOf(id) } : null;
    },
    create: (id) => {
      const now = Date.now();
      database.prepare("insert into comparisons values (?, '', ?, ?, null)").run(id, now, now);
    },
    arrange: (id, prompt, given) =>
      inTransaction(database, () => {
        database
          .prepare("update comparisons set prompt = ?, updated_at = ? where id = ?")
          .run(prompt, Date.now(), id);
        const kept = JSON.stringify(given.map((column) => column.id));
        database
          .prepare(
            "delete from comparison_columns where comparison_id = ? and id not in (select value from json_each(?))",
          )
          .run(id, kept);
        for (const [position, { id: columnId, ...rest }] of given.entries()) {
          database.prepare(putColumn).run(columnId, id, position, JSON.stringify(rest));
        }
      }),
    putRun: ({ id, columnId, comparisonId: _of, prompt, text, reasoning, ...rest }, pieces = null) => {
      const facts = JSON.stringify(rest);
      const events = pieces && JSON.stringify(pieces);
      inTransaction(database, () => {
        database
          .prepare(putRun)
          .run(id, columnId, prompt, text, reasoning, facts, rest.conditions.startedAt, events);
        database.prepare("delete from comparison_pieces where run_id = ?").run(id);
      });
    },
    append: (parts) =>
      inTransaction(database, () => {
        for (const { runId, text, reasoning } of parts) insertPiece.run(runId, text, reasoning);
      }),
    pieces: (runId) => {
      const row = database.prepare("select events from comparison_runs where id = ?").get(runId) as
        | Row
        | undefined;
      return typeof row?.events === "string" ? ((parseJson(row.events) as Pieces | undefined) ?? null) : null;
    },
    setRemoved: (id, removed) => {
      database
        .prepare("update comparisons set removed_at = ? where id = ?")
        .run(removed ? Date.now() : null, id);
    },
    purge: () => {
      database.exec("delete from comparisons where removed_at is not null");
    },
    recover: () =>
      inTransaction(database, () => {
        database.exec(recover);
        database.exec("delete from comparison_pieces");
      }),
  };
}

const summaryOf = ({ id, prompt, updated_at, columns }: Row): ComparisonSummary => ({
  id: String(id),
  title: beginningOf(String(prompt).trim().split("\n")[0] ?? "", titleLength),
  updatedAt: Number(updated_at),
  columns: Number(columns),
});

const listed = `
  select c.*, (select count(*) from comparison_columns where comparison_id = c.id) as columns
  from comparisons c where c.removed_at is null order by c.updated_at desc, c.id`;

const columns = "select * from comparison_columns where comparison_id = ? order by position, id";

/** All that was written of a run in the table `r`, in the order in which it came. */
const whole = (of: "text" | "reasoning") => `r.${of} || coalesce((
  select group_concat(${of}, '' order by id) from comparison_pieces where run_id = r.id), '')`;

const newest = `
  select r.id, r.prompt, r.facts, ${whole("text")} as text, ${whole("reasoning")} as reasoning
  from comparison_runs r where r.column_id = ? order by r.started_at desc, r.rowid desc limit 1`;

/** The run may have gone with its column meanwhile. */
const putPiece = `
  insert into comparison_pieces (run_id, text, reasoning)
  select ?1, ?2, ?3 where exists (select 1 from comparison_runs where id = ?1)`;

const putColumn = `
  insert into comparison_columns (id, comparison_id, position, settings) values (?, ?, ?, ?)
  on conflict (id) do update set position = excluded.position, settings = excluded.settings
  where comparison_id = excluded.comparison_id`;

/** The column may have been taken away meanwhile: its run then goes too. */
const putRun = `
  insert into comparison_runs (id, column_id, prompt, text, reasoning, facts, started_at, events)
  select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 where exists (select 1 from comparison_columns where id = ?2)
  on conflict (id) do update set text = excluded.text, reasoning = excluded.reasoning, facts = excluded.facts,
    events = coalesce(excluded.events, events)`;

const recover = `
  update comparison_runs as r
  set text = ${whole("text")}, reasoning = ${whole("reasoning")}, facts = json_set(facts, '$.state', 'ended', '$.end', 'interrupted', '$.retryAt', null, '$.measured', null)
  where facts ->> '$.state' <> 'ended'`;
