import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";
import type { Grade, Grader } from "../../../../preload/contract/graders.ts";
import type { Candidate, Trial, TrialCandidate } from "../../../../preload/contract/tuned-models.ts";
import type { Part } from "../../../../preload/parts.ts";
import { asObject, parseJson } from "../../../foundry/json.ts";
import { type Database, inTransaction } from "../../../storage/database.ts";
import { diagnosisIn } from "../deployments-store.ts";

/** A trial as it is kept; what its answers come to is counted from them. */
export interface StoredTrial
  extends Pick<
    Trial,
    | "id"
    | "jobId"
    | "connectionId"
    | "datasetId"
    | "datasetName"
    | "version"
    | "part"
    | "seed"
    | "grader"
    | "sku"
    | "state"
    | "diagnosis"
    | "createdAt"
  > {
  judge: { connectionId: string; deployment: string } | null;
  /** The provider in Azure Resource Manager; empty where nothing is deployed. */
  format: string;
}

export interface StoredCandidate extends Candidate {
  number: number;
  state: TrialCandidate["state"];
  diagnosis: Diagnosis | null;
}

interface TrialRow {
  number: number;
  key: number;
  text: string;
}

/** What a candidate said to a row. */
interface StoredAnswer {
  candidate: number;
  number: number;
  text: string | null;
  grade: Grade | null;
  diagnosis: Diagnosis | null;
}

export interface TrialStore {
  /** The newest first, without what was removed. */
  list(jobId: string | null): StoredTrial[];
  get(id: string): StoredTrial | undefined;
  add(
    trial: StoredTrial,
    candidates: readonly Candidate[],
    rows: readonly { key: number; text: string }[],
  ): void;
  setRemoved(id: string, removed: boolean): void;
  /** Deletes what was removed, with its rows and answers; gives the ids. */
  purge(): string[];
  setState(id: string, state: Trial["state"], diagnosis: Diagnosis | null): void;
  candidates(id: string): StoredCandidate[];
  setCandidate(
    id: string,
    number: number,
    state: StoredCandidate["state"],
    diagnosis?: Diagnosis | null,
  ): void;
  rows(id: string, from?: number, count?: number): TrialRow[];
  rowCount(id: string): number;
  putAnswer(id: string, answer: StoredAnswer): void;
  /** Of some rows, or of all. */
  answers(id: string, from?: number, count?: number): StoredAnswer[];
  /** The grades of a candidate, by row; null where it has answered and has none. */
  grades(id: string, candidate: number): Map<number, Grade | null>;
}

const everything = 1_000_000;

/** Trials in the database. */
export function openTrials(database: Database): TrialStore {
  const all = (sql: string, ...values: (string | number)[]) => database.prepare(sql).all(...values);
  const run = (sql: string, ...values: (string | number | null)[]) => {
    database.prepare(sql).run(...values);
  };
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  return {
    list: (jobId) =>
      (jobId === null
        ? all("select * from trials where removed_at is null order by created_at desc, id")
        : all(
            "select * from trials where removed_at is null and job_id = ? order by created_at desc, id",
            jobId,
          )
      ).map(trialOf),
    get: (id) => all("select * from trials where id = ?", id).map(trialOf)[0],
    add: (trial, candidates, rows) =>
      inTransaction(database, () => {
        run(
          `insert into trials values (${Array(15).fill("?").join(", ")}, null)`,
          trial.id,
          trial.jobId,
          trial.connectionId,
          trial.datasetId,
          trial.datasetName,
          trial.version,
          trial.part,
          trial.seed,
          JSON.stringify(trial.grader),
          json(trial.judge),
          trial.sku,
          trial.format,
          trial.state,
          json(trial.diagnosis),
          trial.createdAt,
        );
        for (const [number, { kind, model, step }] of candidates.entries())
          run(
            "insert into trial_candidates values (?, ?, ?, ?, ?, 'waiting', null)",
            trial.id,
            number,
            kind,
            model,
            step,
          );
        for (const [number, { key, text }] of rows.entries())
          run("insert into trial_rows values (?, ?, ?, ?)", trial.id, number, key, text);
      }),
    setRemoved: (id, removed) =>
      run("update trials set removed_at = ? where id = ?", removed ? Date.now() : null, id),
    purge: () =>
      all("delete from trials where removed_at is not null returning id").map(({ id }) => String(id)),
    setState: (id, state, diagnosis) =>
      run("update trials set state = ?, diagnosis = ? where id = ?", state, json(diagnosis), id),
    candidates: (id) =>
      all("select * from trial_candidates where trial_id = ? order by number", id).map(candidateOf),
    setCandidate: (id, number, state, diagnosis = null) =>
      run(
        "update trial_candidates set state = ?, diagnosis = ? where trial_id = ? and number = ?",
        state,
        json(diagnosis),
        id,
        number,
      ),
    rows: (id, from = 0, count = everything) =>
      all(
        "select * from trial_rows where trial_id = ? and number >= ? and number < ? order by number",
        id,
        from,
        from + count,
      ).map(({ number, key, text }) => ({ number: Number(number), key: Number(key), text: String(text) })),
    rowCount: (id) =>
      Number(all("select count(*) as count from trial_rows where trial_id = ?", id)[0]?.count ?? 0),
    putAnswer: (id, { candidate, number, text, grade, diagnosis }) =>
      run(
        "insert or replace into trial_answers values (?, ?, ?, ?, ?, ?)",
        id,
        candidate,
        number,
        text,
        json(grade),
        json(diagnosis),
      ),
    answers: (id, from = 0, count = everything) =>
      all(
        "select * from trial_answers where trial_id = ? and number >= ? and number < ?",
        id,
        from,
        from + count,
      ).map(answerOf),
    grades: (id, candidate) =>
      new Map(
        all(
          "select number, grade from trial_answers where trial_id = ? and candidate = ?",
          id,
          candidate,
        ).map(({ number, grade }) => [Number(number), gradeIn(grade)]),
      ),
  };
}

type Row = Record<string, unknown>;

const within = (value: unknown) => (typeof value === "string" ? parseJson(value) : undefined);
const gradeIn = (value: unknown): Grade | null => (asObject(within(value)) as Grade | null) ?? null;

const trialOf = (row: Row): StoredTrial => ({
  id: String(row.id),
  jobId: String(row.job_id),
  connectionId: String(row.connection_id),
  datasetId: String(row.dataset_id),
  datasetName: String(row.dataset_name),
  version: Number(row.version),
  part: row.part as Part | null,
  seed: Number(row.seed),
  grader: within(row.grader) as Grader,
  judge: (asObject(within(row.judge)) as StoredTrial["judge"]) ?? null,
  sku: String(row.sku),
  format: String(row.format),
  state: row.state as Trial["state"],
  diagnosis: diagnosisIn(row.diagnosis),
  createdAt: Number(row.created_at),
});

const candidateOf = (row: Row): StoredCandidate => ({
  number: Number(row.number),
  kind: row.kind as Candidate["kind"],
  model: String(row.model),
  step: row.step === null ? null : Number(row.step),
  state: row.state as StoredCandidate["state"],
  diagnosis: diagnosisIn(row.diagnosis),
});

const answerOf = (row: Row): StoredAnswer => ({
  candidate: Number(row.candidate),
  number: Number(row.number),
  text: row.text === null ? null : String(row.text),
  grade: gradeIn(row.grade),
  diagnosis: diagnosisIn(row.diagnosis),
});
