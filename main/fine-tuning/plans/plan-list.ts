import { randomUUID } from "node:crypto";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import {
  type PlanRefusal,
  type PlanValues,
  planValues,
  type TuningPlan,
} from "../../../preload/contract/tuning-plans.ts";
import { problem } from "../../foundry/error.ts";
import { asObject, parseJson } from "../../foundry/json.ts";
import { keep } from "../../keep.ts";
import type { Database } from "../../storage/database.ts";

/** A plan as it is kept: without what is being done to it. */
export type KeptPlan = Omit<TuningPlan, "sending">;

/** The plans of a profile. */
export interface PlanList {
  /** The one changed last first, without what was removed. */
  all(): KeptPlan[];
  /** Each of these throws `not_found` for what is not there, and `storage_failed`. */
  find(id: string): KeptPlan;
  add(values: { [Name in keyof PlanValues]?: PlanValues[Name] | undefined }): KeptPlan;
  keep(id: string, values: PlanValues): KeptPlan;
  setProblem(id: string, problem: Diagnosis | null, refusal?: PlanRefusal | null): void;
  setJob(id: string, jobId: string): void;
  setRemoved(id: string, at: number | null): void;
  /** Deletes what was removed. Gives the ids. */
  purge(): string[];
}

type Row = Record<string, unknown>;

const nothingSet: PlanValues = {
  name: "",
  connectionId: null,
  model: null,
  method: null,
  trainingType: null,
  training: null,
  validation: null,
  suffix: "",
  seed: null,
  hyperparameters: {},
  grader: null,
  responseFormat: "",
  wandb: null,
};

/** The values in a text; what is missing or is not what was written is as at the beginning. */
export function valuesIn(text: string): PlanValues {
  const said = asObject(parseJson(text)) ?? {};
  const read = Object.entries(planValues.shape).flatMap(([name, field]) => {
    const { success, data } = field.safeParse(said[name]);
    return success ? [[name, data]] : [];
  });
  return { ...nothingSet, ...Object.fromEntries(read) };
}

/** What is set of a plan, without what is known of it. */
export function valuesOf(plan: KeptPlan): PlanValues {
  const {
    id: _id,
    problem: _problem,
    refusal: _refusal,
    jobId: _jobId,
    createdAt: _at,
    updatedAt: _up,
    ...values
  } = plan;
  return values;
}

/** The plans in the database. */
export function openPlanList(database: Database): PlanList {
  const find = (id: string): KeptPlan => {
    const row = database.prepare("select * from tuning_plans where id = ? and removed_at is null").get(id);
    if (row === undefined) throw problem("not_found");
    return planOf(row as Row);
  };
  const set = (id: string, column: string, value: string | number | null) =>
    keep(() => database.prepare(`update tuning_plans set ${column} = ? where id = ?`).run(value, id));
  return {
    all: () => (database.prepare(listed).all() as Row[]).map(planOf),
    find,
    add: (values) => {
      const [id, at] = [randomUUID(), Date.now()];
      const state = JSON.stringify({ ...nothingSet, ...values });
      keep(() =>
        database
          .prepare("insert into tuning_plans (id, state, created_at, updated_at) values (?, ?, ?, ?)")
          .run(id, state, at, at),
      );
      return find(id);
    },
    keep: (id, values) => {
      find(id);
      keep(() =>
        database
          .prepare("update tuning_plans set state = ?, updated_at = ? where id = ?")
          .run(JSON.stringify(values), Date.now(), id),
      );
      return find(id);
    },
    setProblem: (id, why, refusal = null) => {
      set(id, "problem", why && JSON.stringify(why));
      set(id, "refusal", refusal && JSON.stringify(refusal));
    },
    setJob: (id, jobId) => set(id, "job_id", jobId),
    setRemoved: (id, at) => set(id, "removed_at", at),
    purge: () =>
      (
        database.prepare("delete from tuning_plans where removed_at is not null returning id").all() as Row[]
      ).map(({ id }) => String(id)),
  };
}

const listed = "select * from tuning_plans where removed_at is null order by updated_at desc, id";

const planOf = (row: Row): KeptPlan => ({
  ...valuesIn(String(row.state)),
  id: String(row.id),
  problem: asObject(parseJson(String(row.problem))) as Diagnosis | null,
  refusal: asObject(parseJson(String(row.refusal))) as PlanRefusal | null,
  jobId: row.job_id === null ? null : String(row.job_id),
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});
