import { randomUUID } from "node:crypto";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import {
  type TunedDeployment,
  type TunedState,
  type TunedWarning,
  tunedWarnings,
} from "../../../preload/contract/tuned-models.ts";
import { parseJson } from "../../foundry/json.ts";
import type { Database } from "../../storage/database.ts";

/** A deployment of a tuned model as it is kept: each step of its life is written before it is taken. */
export interface StoredDeployment {
  id: string;
  connectionId: string;
  deployment: string;
  model: string;
  jobId: string | null;
  step: number | null;
  /** Provider and version in Azure Resource Manager. */
  format: string;
  version: string;
  sku: string | null;
  capacity: number | null;
  kind: TunedDeployment["kind"];
  trialId: string | null;
  state: TunedState;
  /** Whether Azure has answered that it takes it: before that, nobody knows whether the request arrived. */
  isAccepted: boolean;
  diagnosis: Diagnosis | null;
  /** When it began to cost; null where that is not known. */
  begunAt: number | null;
  calledAt: number | null;
  goneAt: number | null;
  /** What the person has been told of already. */
  warned: TunedWarning[];
  createdAt: number;
}

type Given = Pick<
  StoredDeployment,
  | "connectionId"
  | "deployment"
  | "model"
  | "jobId"
  | "step"
  | "format"
  | "version"
  | "sku"
  | "capacity"
  | "kind"
  | "createdAt"
>;

/** A deployment as it begins: nothing has been asked for. */
export const freshRow = (given: Given & Partial<StoredDeployment>): StoredDeployment => ({
  ...{ id: randomUUID(), trialId: null, state: "creating", isAccepted: false, diagnosis: null },
  ...{ begunAt: null, calledAt: null, goneAt: null, warned: [] },
  ...given,
});

export interface DeploymentStore {
  /** The newest first. */
  list(): StoredDeployment[];
  get(id: string): StoredDeployment | undefined;
  /** What is there, or was meant to be, under a name; not what is gone. */
  find(connectionId: string, deployment: string): StoredDeployment | undefined;
  ofTrial(trialId: string): StoredDeployment[];
  add(row: StoredDeployment): void;
  /** Changes what is given; gives what it is then, or nothing where there is none. */
  change(id: string, change: Partial<Omit<StoredDeployment, "id">>): StoredDeployment | undefined;
  /** A small thing that was learned; undefined where it was not. */
  fact(name: string): string | undefined;
  setFact(name: string, value: string): void;
}

/** Deployments of tuned models in the database. */
export function openDeployments(database: Database): DeploymentStore {
  const rows = (sql: string, ...values: string[]) =>
    database
      .prepare(`select * from tuned_deployments ${sql}`)
      .all(...values)
      .map(deploymentOf);
  const put = database.prepare(
    `insert or replace into tuned_deployments (${columns}) values (${columns.replace(/\w+/g, "?")})`,
  );
  const get = (id: string) => rows("where id = ?", id)[0];
  return {
    list: () => rows("order by created_at desc, id"),
    get,
    find: (connectionId, deployment) =>
      rows(
        "where connection_id = ? and deployment = ? and state <> 'gone' order by created_at desc",
        connectionId,
        deployment,
      )[0],
    ofTrial: (trialId) => rows("where trial_id = ? order by created_at, id", trialId),
    add: (row) => void put.run(...valuesOf(row)),
    change: (id, change) => {
      const row = get(id);
      if (!row) return undefined;
      const changed = { ...row, ...change };
      put.run(...valuesOf(changed));
      return changed;
    },
    fact: (name) => {
      const row = database.prepare("select value from tuned_facts where name = ?").get(name);
      return row && String(row.value);
    },
    setFact: (name, value) =>
      void database.prepare("insert or replace into tuned_facts values (?, ?)").run(name, value),
  };
}

const columns = `id, connection_id, deployment, model, job_id, step, format, version, sku, capacity, kind, trial_id, state,
  is_accepted, diagnosis, begun_at, called_at, gone_at, warned, created_at`;

const valuesOf = (row: StoredDeployment) => [
  row.id,
  row.connectionId,
  row.deployment,
  row.model,
  row.jobId,
  row.step,
  row.format,
  row.version,
  row.sku,
  row.capacity,
  row.kind,
  row.trialId,
  row.state,
  Number(row.isAccepted),
  row.diagnosis && JSON.stringify(row.diagnosis),
  row.begunAt,
  row.calledAt,
  row.goneAt,
  JSON.stringify(row.warned),
  row.createdAt,
];

const textOr = (value: unknown) => (typeof value === "string" ? value : null);
const numberOr = (value: unknown) => (typeof value === "number" ? value : null);

/** A diagnosis as it was written; null for none. */
export const diagnosisIn = (value: unknown): Diagnosis | null =>
  typeof value === "string" ? ((parseJson(value) as Diagnosis | undefined) ?? null) : null;

function deploymentOf(row: Record<string, unknown>): StoredDeployment {
  const warned = parseJson(String(row.warned));
  return {
    id: String(row.id),
    connectionId: String(row.connection_id),
    deployment: String(row.deployment),
    model: String(row.model),
    jobId: textOr(row.job_id),
    step: numberOr(row.step),
    format: String(row.format),
    version: String(row.version),
    sku: textOr(row.sku),
    capacity: numberOr(row.capacity),
    kind: row.kind as StoredDeployment["kind"],
    trialId: textOr(row.trial_id),
    state: row.state as StoredDeployment["state"],
    isAccepted: row.is_accepted === 1,
    diagnosis: diagnosisIn(row.diagnosis),
    begunAt: numberOr(row.begun_at),
    calledAt: numberOr(row.called_at),
    goneAt: numberOr(row.gone_at),
    warned: Array.isArray(warned) ? tunedWarnings.filter((one) => warned.includes(one)) : [],
    createdAt: Number(row.created_at),
  };
}
