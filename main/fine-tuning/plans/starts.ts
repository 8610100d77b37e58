import type { PlanData, PlanValues } from "../../../preload/contract/tuning-plans.ts";
import { asObject, parseJson } from "../../foundry/json.ts";
import { keep } from "../../keep.ts";
import type { Database } from "../../storage/database.ts";
import { valuesIn } from "./plan-list.ts";
import type { RequestToRead } from "./request-text.ts";

/** Rows that are sent: the version will not change any more. */
export interface SentData extends PlanData {
  name: string;
  version: number;
}

/** A job that is being started, or was. */
export interface Start {
  /** The job's id here, from before it is at the service. */
  jobId: string;
  planId: string;
  connectionId: string;
  /** The endpoint that it goes to: of a project, or of a resource. */
  place: string;
  host: string;
  /** What the plan is called. */
  name: string;
  /** The plan as it was when it was started. */
  values: PlanValues;
  training: SentData;
  validation: SentData | null;
  /** Milliseconds since the epoch. */
  begunAt: number;
  /** When the service was asked to create it; null before. */
  askedAt: number | null;
  /** What it was asked with; null before. */
  request: RequestToRead | null;
  /** The job's id at the service; null as long as nobody knows it. */
  remoteId: string | null;
}

/** The starts of plans. Each writing method throws `storage_failed`. */
export interface Starts {
  begin(start: Omit<Start, "begunAt" | "askedAt" | "request" | "remoteId">): Start;
  /** The start of a plan that has not ended yet. */
  open(planId: string): Start | null;
  /** All that have not ended yet, the oldest first. */
  allOpen(): Start[];
  find(jobId: string): Start | null;
  /** The start of a job, by its id at the service. */
  of(remoteId: string): Start | null;
  /** Where a dataset was sent to last. */
  lastOf(datasetId: string): Start | null;
  /** Keeps that the service is asked to create it, and with what; null where it was not after all. */
  setAsked(jobId: string, asked: (Pick<Start, "request"> & { at: number }) | null): void;
  setRemote(jobId: string, remoteId: string): void;
  forget(jobId: string): void;
}

type Row = Record<string, unknown>;

/** The starts in the database. */
export function openStarts(database: Database): Starts {
  const one = (sql: string, ...values: string[]): Start | null => {
    const row = database.prepare(`select * from tuning_starts where ${sql}`).get(...values);
    return row === undefined ? null : startOf(row as Row);
  };
  const find = (jobId: string) => one("job_id = ?", jobId);
  return {
    begin: ({ jobId, planId, connectionId, place, host, name, values, training, validation }) => {
      const begunAt = Date.now();
      const [said, data] = [JSON.stringify(values), JSON.stringify({ training, validation })];
      keep(() =>
        database
          .prepare("insert into tuning_starts values (?, ?, ?, ?, ?, ?, ?, ?, ?, null, null, null)")
          .run(jobId, planId, connectionId, place, host, name, said, data, begunAt),
      );
      return {
        ...{ jobId, planId, connectionId, place, host, name, values, training, validation },
        ...{ begunAt, askedAt: null, request: null, remoteId: null },
      };
    },
    open: (planId) => one("plan_id = ? and remote_id is null", planId),
    allOpen: () =>
      (
        database
          .prepare("select * from tuning_starts where remote_id is null order by begun_at")
          .all() as Row[]
      ).flatMap((row) => startOf(row) ?? []),
    find,
    of: (remoteId) => one("remote_id = ? order by begun_at desc limit 1", remoteId),
    lastOf: (datasetId) =>
      one(
        "remote_id is not null and json_extract(data, '$.training.datasetId') = ? order by begun_at desc limit 1",
        datasetId,
      ),
    setAsked: (jobId, asked) =>
      keep(() =>
        database
          .prepare("update tuning_starts set asked_at = ?, request = ? where job_id = ?")
          .run(asked?.at ?? null, asked && JSON.stringify(asked.request), jobId),
      ),
    setRemote: (jobId, remoteId) =>
      keep(() =>
        database.prepare("update tuning_starts set remote_id = ? where job_id = ?").run(remoteId, jobId),
      ),
    forget: (jobId) => keep(() => database.prepare("delete from tuning_starts where job_id = ?").run(jobId)),
  };
}

function startOf(row: Row): Start | null {
  const data = asObject(parseJson(String(row.data)));
  if (!asObject(data?.training)) return null;
  return {
    jobId: String(row.job_id),
    planId: String(row.plan_id),
    connectionId: String(row.connection_id),
    place: String(row.place),
    host: String(row.host),
    name: String(row.name),
    values: valuesIn(String(row.said)),
    training: data?.training as SentData,
    validation: (data?.validation as SentData | undefined) ?? null,
    begunAt: Number(row.begun_at),
    askedAt: row.asked_at === null ? null : Number(row.asked_at),
    request: asObject(parseJson(String(row.request))) as RequestToRead | null,
    remoteId: row.remote_id === null ? null : String(row.remote_id),
  };
}
