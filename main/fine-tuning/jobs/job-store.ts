import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { JobData } from "../../../preload/contract/tuning-jobs.ts";
import { problem } from "../../foundry/error.ts";
import type { RemoteJob } from "../../foundry/jobs/jobs.ts";
import { asObject, parseJson } from "../../foundry/json.ts";
import { keep } from "../../keep.ts";
import type { Database } from "../../storage/database.ts";
import { type JobHome, jobIdHere } from "../job-home.ts";

/** Rows that were sent, by the version that will not change any more. */
export type SentData = Omit<JobData, "isHere">;

/** What is known of a job because it was started here. */
export interface StartedJob {
  /** What it has been called here since before it was at the service. */
  jobId: string;
  planId: string;
  name: string;
  training: SentData | null;
  validation: SentData | null;
}

/** How far a job is, by what was read of it. */
interface Progress {
  step: number | null;
  steps: number | null;
  trainLoss: number | null;
  validLoss: number | null;
}

/** A file of results, as far as it is known. */
export interface ResultFile {
  id: string;
  name: string | null;
  bytes: number | null;
  /** Whether its numbers are among the metrics. */
  isRead: boolean;
}

/** A state, when it was first seen, and when that was by the service's clock, where its events have told. */
interface SeenState {
  said: string;
  at: number;
  time?: number;
}

/** A job as it is kept. */
export interface StoredJob extends JobHome {
  /** What its events and metrics are kept under. */
  number: number;
  id: string;
  remote: RemoteJob;
  sent: StartedJob | null;
  /** The state that the person has been told of. */
  told: string;
  seen: SeenState[];
  progress: Progress;
  files: ResultFile[];
  /** Why it could not be read the last time. */
  diagnosis: Diagnosis | null;
  /** What older events than those that are kept begin after; null where there are none. */
  olderEvents: string | null;
  readAt: number;
  /** When its events were last read; null where they never were. */
  detailedAt: number | null;
  /** Whether it was deleted at the service, or taken off the list. */
  isRemoved: boolean;
}

/** What can change of a job that is kept. */
type Changes = Partial<
  Pick<StoredJob, "told" | "seen" | "progress" | "files" | "diagnosis" | "olderEvents" | "detailedAt">
>;

/** The jobs of a profile. What is written throws `storage_failed` where it cannot be. */
export interface JobStore {
  /** Newest first, without those that are removed. */
  all(): StoredJob[];
  /** With those. Throws `not_found`. */
  find(id: string): StoredJob;
  get(id: string): StoredJob | null;
  /** By the model that came of it, or a checkpoint's. */
  byModel(model: string): StoredJob | null;
  /** Keeps what the service says of a job, and what is known of its start. Gives it as it was and as it is. */
  put(
    home: JobHome,
    remote: RemoteJob,
    start: StartedJob | null,
    at: number,
  ): { before: StoredJob | null; now: StoredJob };
  change(id: string, changes: Changes): void;
  setRemoved(id: string, at: number): void;
  /** Takes a job off the list until its resource tells of it again; null puts it back. */
  setHidden(id: string, at: number | null): void;
  /** Those that were taken off the list, and of which more is kept than that they were there. */
  hidden(): StoredJob[];
}

type Row = Record<string, unknown>;

/** States that are remembered: enough for any job. */
const seenLimit = 200;

const noProgress: Progress = { step: null, steps: null, trainLoss: null, validLoss: null };

/** What a job says that is kept from another version, or is damaged. */
const nothingSaid: RemoteJob = {
  id: "",
  status: "",
  model: "",
  tunedModel: null,
  trainingFile: null,
  validationFile: null,
  resultFiles: [],
  createdAt: 0,
  finishedAt: null,
  estimatedFinish: null,
  trainedTokens: null,
  error: null,
  method: null,
  hyperparameters: {},
  suffix: null,
  seed: null,
  trainingType: null,
  grader: null,
  integrations: [],
  metadata: {},
};

/** The jobs in the database. */
export function openJobStore(database: Database): JobStore {
  const all = database.prepare(
    "select * from tuning_jobs where removed_at is null and hidden_at is null order by created_at desc, number desc",
  );
  const byId = database.prepare("select * from tuning_jobs where id = ?");
  const one = database.prepare("select * from tuning_jobs where resource = ? and job_id = ?");
  const get = (id: string): StoredJob | null => {
    const row = byId.get(id);
    return row ? jobOf(row as Row) : null;
  };
  const find = (id: string) => {
    const job = get(id);
    if (!job) throw problem("not_found");
    return job;
  };
  return {
    all: () => (all.all() as Row[]).map(jobOf),
    get,
    find,
    byModel: (model) => {
      const row = database.prepare(byModel).get(model, model);
      return row ? jobOf(row as Row) : null;
    },
    put: (home, remote, start, at) => {
      const { resource, host, project } = home;
      const row = one.get(resource, remote.id);
      const before = row ? jobOf(row as Row) : null;
      // One that was found before its start was known is called anew: its rows are kept under its number.
      const id = start?.jobId ?? before?.id ?? jobIdHere(resource, remote.id);
      const said = JSON.stringify(remote);
      const sent = start && JSON.stringify(start);
      const { status, createdAt } = remote;
      keep(() => {
        if (before === null) {
          const seen = JSON.stringify([{ said: status, at }]);
          const values = [id, resource, remote.id, host, project, said, sent, status, status, seen];
          database.prepare(added).run(...values, createdAt, at);
          return;
        }
        const isNew = before.remote.status !== status;
        const seen = isNew ? [...before.seen, { said: status, at }].slice(-seenLimit) : before.seen;
        const values = [id, said, sent, status, JSON.stringify(seen), host, project];
        database.prepare(toldAgain).run(...values, createdAt, at, before.number);
      });
      return { before, now: find(id) };
    },
    change: (id, changes) => {
      for (const [name, value] of Object.entries(changes)) {
        const column = columns[name as keyof Changes];
        const kept =
          value === null || typeof value === "string" || typeof value === "number"
            ? value
            : JSON.stringify(value);
        keep(() => database.prepare(`update tuning_jobs set ${column} = ? where id = ?`).run(kept, id));
      }
    },
    setRemoved: (id, at) => {
      keep(() => database.prepare("update tuning_jobs set removed_at = ? where id = ?").run(at, id));
    },
    setHidden: (id, at) => {
      keep(() => database.prepare("update tuning_jobs set hidden_at = ? where id = ?").run(at, id));
    },
    hidden: () => (database.prepare(hidden).all() as Row[]).map(jobOf),
  };
}

const hidden = "select * from tuning_jobs where hidden_at is not null and detailed_at is not null";

const columns: Record<keyof Changes, string> = {
  told: "told",
  seen: "seen",
  progress: "progress",
  files: "files",
  diagnosis: "diagnosis",
  olderEvents: "older_events",
  detailedAt: "detailed_at",
};

const added = `
insert into tuning_jobs (
  id, resource, job_id, host, project, said, sent, status, told, seen, progress, files, created_at, read_at
) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', '[]', ?, ?)`;

/** A project is kept once it is known: the resource's own list has the jobs of its projects, too. */
const toldAgain = `
update tuning_jobs
set id = ?, said = ?, sent = coalesce(?, sent), status = ?, seen = ?, host = ?, project = coalesce(project, ?),
  created_at = ?, read_at = ?, diagnosis = null, hidden_at = null
where number = ?`;

const byModel = `
select * from tuning_jobs
where said ->> '$.tunedModel' = ?
  or number = (select job from tuning_checkpoints where model = ? limit 1)
order by created_at desc limit 1`;

const read = <Value>(value: unknown): Value | null =>
  value === null ? null : ((parseJson(String(value)) as Value | undefined) ?? null);

function jobOf(row: Row): StoredJob {
  return {
    number: Number(row.number),
    id: String(row.id),
    resource: String(row.resource),
    host: String(row.host),
    project: row.project === null ? null : String(row.project),
    remote: {
      ...nothingSaid,
      ...asObject(parseJson(String(row.said))),
      id: String(row.job_id),
      status: String(row.status),
    },
    sent: read<StartedJob>(row.sent),
    told: String(row.told),
    seen: read<SeenState[]>(row.seen) ?? [],
    progress: { ...noProgress, ...asObject(parseJson(String(row.progress))) },
    files: read<ResultFile[]>(row.files) ?? [],
    diagnosis: read<Diagnosis>(row.diagnosis),
    olderEvents: row.older_events === null ? null : String(row.older_events),
    readAt: Number(row.read_at),
    detailedAt: row.detailed_at === null ? null : Number(row.detailed_at),
    isRemoved: row.removed_at !== null || row.hidden_at !== null,
  };
}
