import { setImmediate } from "node:timers/promises";
import type { Checkpoint, MetricFacts, MetricPoints } from "../../../preload/contract/tuning-jobs.ts";
import type { RemoteCheckpoint } from "../../foundry/jobs/jobs.ts";
import { asObject, parseJson } from "../../foundry/json.ts";
import { type Database, inTransaction } from "../../storage/database.ts";
import { aliasOf, placeNames } from "./metric-names.ts";

/** Numbers of one step, by column. */
export interface Point {
  step: number;
  values: Record<string, number>;
}

/** The numbers of runs, and their checkpoints. */
export interface MetricStore {
  /** Adds what is not there yet. A column that is known by another name is the same one. Gives how many points are new. */
  add(job: number, points: readonly Point[]): number;
  /** The columns, in the order they first came. */
  columns(job: number): MetricFacts[];
  /** The points of all columns, or of those that are `wanted`, with a step above `after`. It pauses while it reads. */
  points(
    job: number,
    after: number | null,
    wanted?: (facts: MetricFacts) => boolean,
  ): Promise<MetricPoints[]>;
  /** The highest step, and the last value of a column by its alias. */
  lastStep(job: number): number | null;
  lastOf(job: number, alias: string): number | null;
  /** Adds those that are not there yet. */
  addCheckpoints(job: number, checkpoints: readonly RemoteCheckpoint[]): void;
  /** By step. */
  checkpoints(job: number): Checkpoint[];
  /** Forgets the numbers; checkpoints stay, since models were made of them. */
  forget(job: number): void;
}

type Row = Record<string, unknown>;

/** Points that are read at once. */
const slice = 5_000;

/** The metrics in the database. */
export function openMetricStore(database: Database): MetricStore {
  const insert = database.prepare("insert or ignore into tuning_metrics values (?, ?, ?)");
  const some = database.prepare(
    "select step, value from tuning_metrics where col = ? and step > ? order by step limit ?",
  );
  some.setReturnArrays(true);
  const rowsOf = (job: number) =>
    database
      .prepare("select number, key, name, points from tuning_columns where job = ? order by number")
      .all(job) as Row[];
  const numberOf = (job: number, name: string): number => {
    const key = aliasOf(name) ?? name;
    database
      .prepare("insert or ignore into tuning_columns (job, key, name, points) values (?, ?, ?, 0)")
      .run(job, key, name);
    return Number(
      database.prepare("select number from tuning_columns where job = ? and key = ?").get(job, key)?.number,
    );
  };
  const pointsOf = async (column: number, after: number | null, expected: number) => {
    let steps = new Float64Array(Math.max(expected, 16));
    let values = new Float64Array(steps.length);
    let count = 0;
    let last = after ?? -Infinity;
    for (;;) {
      const rows = some.all(column, last, slice) as unknown as [number, number | null][];
      if (count + rows.length > steps.length) {
        steps = grown(steps, count + rows.length);
        values = grown(values, count + rows.length);
      }
      for (const [step, value] of rows) {
        steps[count] = step;
        values[count] = value ?? Number.NaN;
        count += 1;
      }
      last = rows.at(-1)?.[0] ?? last;
      if (rows.length < slice) break;
      await setImmediate();
    }
    return { steps: steps.slice(0, count), values: values.slice(0, count) };
  };
  return {
    add: (job, points) => {
      if (points.length === 0) return 0;
      return inTransaction(database, () => {
        const numbers = new Map<string, number>();
        const added = new Map<number, number>();
        for (const { step, values } of points) {
          // A step that nobody can count to is none.
          if (!(Math.abs(step) <= Number.MAX_SAFE_INTEGER)) continue;
          for (const [name, value] of Object.entries(values)) {
            if (placeNames.has(name)) continue;
            const column = numbers.get(name) ?? numberOf(job, name);
            numbers.set(name, column);
            // SQLite has no NaN.
            const { changes } = insert.run(column, step, Number.isFinite(value) ? value : null);
            if (Number(changes) > 0) added.set(column, (added.get(column) ?? 0) + 1);
          }
        }
        const count = database.prepare("update tuning_columns set points = points + ? where number = ?");
        for (const [column, more] of added) count.run(more, column);
        return [...added.values()].reduce((sum, more) => sum + more, 0);
      });
    },
    columns: (job) => rowsOf(job).map(factsOf),
    points: async (job, after, wanted = () => true) => {
      const columns: MetricPoints[] = [];
      for (const row of rowsOf(job)) {
        const facts = factsOf(row);
        if (!wanted(facts)) continue;
        const expected = after === null ? facts.points : 0;
        columns.push({ ...facts, ...(await pointsOf(Number(row.number), after, expected)) });
      }
      return columns;
    },
    lastStep: (job) => {
      const row = database.prepare(lastStep).get(job);
      return row?.step === null || row === undefined ? null : Number(row.step);
    },
    lastOf: (job, alias) => {
      const row = database.prepare(lastOf).get(job, alias);
      return row === undefined ? null : Number(row.value);
    },
    addCheckpoints: (job, checkpoints) => {
      const add = database.prepare("insert or ignore into tuning_checkpoints values (?, ?, ?, ?, ?, ?)");
      inTransaction(database, () => {
        for (const { id, step, model, metrics, createdAt } of checkpoints)
          add.run(job, id, step, model, JSON.stringify(metrics), createdAt);
      });
    },
    checkpoints: (job) =>
      (
        database
          .prepare("select * from tuning_checkpoints where job = ? order by step, created_at")
          .all(job) as Row[]
      ).map((row) => ({
        id: String(row.checkpoint_id),
        step: Number(row.step),
        model: String(row.model),
        metrics: (asObject(parseJson(String(row.metrics))) ?? {}) as Record<string, number>,
        createdAt: Number(row.created_at),
      })),
    forget: (job) => {
      database.prepare("delete from tuning_columns where job = ?").run(job);
    },
  };
}

const factsOf = (row: Row): MetricFacts => ({
  name: String(row.name),
  alias: aliasOf(String(row.name)),
  points: Number(row.points),
});

function grown(values: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length * 2);
  larger.set(values);
  return larger;
}

const lastStep = `
select max((select max(step) from tuning_metrics where col = tuning_columns.number)) as step
from tuning_columns where job = ?`;

const lastOf = `
select value from tuning_metrics
where col = (select number from tuning_columns where job = ? and key = ?) and value is not null
order by step desc limit 1`;
