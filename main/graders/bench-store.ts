import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { BenchAsked, BenchRow, Grader, GraderBench } from "../../preload/contract/graders.ts";
import { asObject, parseJson } from "../foundry/json.ts";
import { keep } from "../keep.ts";
import { type Database, inTransaction } from "../storage/database.ts";

/** A bench without what is worked out from its rows. */
export interface StoredBench {
  id: string;
  planId: string;
  grader: Grader;
  asked: BenchAsked;
  state: GraderBench["state"];
  isValid: boolean | null;
  diagnosis: Diagnosis | null;
  startedAt: number;
}

/** The last bench of each plan, and its rows. What writes throws `storage_failed`. */
export interface BenchStore {
  get(planId: string): StoredBench | null;
  rows(id: string): BenchRow[];
  /** Begins a bench in the place of the plan's last one. */
  begin(bench: StoredBench, rows: readonly BenchRow[]): void;
  setHead(bench: StoredBench): void;
  setRow(id: string, place: number, row: BenchRow): void;
  /** Marks what ran when the app ended. */
  recover(): void;
  /** Forgets those of plans that are gone. */
  drop(isThere: (planId: string) => boolean): void;
}

/** Benches of graders in the database. */
export function openBenchStore(database: Database): BenchStore {
  const setRow: BenchStore["setRow"] = (id, place, row) => {
    keep(() =>
      database
        .prepare("insert or replace into grader_bench_rows values (?, ?, ?)")
        .run(id, place, JSON.stringify(row)),
    );
  };
  const setHead: BenchStore["setHead"] = ({ id, planId, state, startedAt, ...about }) => {
    keep(() =>
      database
        .prepare("insert or replace into grader_benches values (?, ?, ?, ?, ?)")
        .run(planId, id, state, JSON.stringify(about), startedAt),
    );
  };
  const forget = (planId: string) => {
    database
      .prepare(
        "delete from grader_bench_rows where bench_id in (select id from grader_benches where plan_id = ?)",
      )
      .run(planId);
    database.prepare("delete from grader_benches where plan_id = ?").run(planId);
  };
  return {
    get: (planId) => {
      const row = database.prepare("select * from grader_benches where plan_id = ?").get(planId);
      const about = asObject(parseJson(String(row?.about)));
      if (!row || !about) return null;
      return {
        ...(about as Pick<StoredBench, "grader" | "asked" | "isValid" | "diagnosis">),
        id: String(row.id),
        planId,
        state: row.state as StoredBench["state"],
        startedAt: Number(row.started_at),
      };
    },
    rows: (id) =>
      database
        .prepare("select row from grader_bench_rows where bench_id = ? order by place")
        .all(id)
        .flatMap(({ row }) => (asObject(parseJson(String(row))) as BenchRow | null) ?? []),
    begin: (bench, rows) => {
      keep(() =>
        inTransaction(database, () => {
          forget(bench.planId);
          setHead(bench);
          for (const [place, row] of rows.entries()) setRow(bench.id, place, row);
        }),
      );
    },
    setHead,
    setRow,
    recover: () => {
      database.exec("update grader_benches set state = 'interrupted' where state = 'running'");
    },
    drop: (isThere) => {
      for (const { plan_id: planId } of database.prepare("select plan_id from grader_benches").all())
        if (!isThere(String(planId))) forget(String(planId));
    },
  };
}
