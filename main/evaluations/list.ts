import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import type { Evaluation, EvaluationOrigin, EvaluationState } from "../../preload/contract/evaluations.ts";
import { problem } from "../foundry/error.ts";
import { parseJson } from "../foundry/json.ts";
import { keep } from "../keep.ts";
import type { Database } from "../storage/database.ts";
import type { Counts } from "./shape.ts";

/** An evaluation as the profile's database has it; its rows and answers are in a file of its own. */
export interface ListedEvaluation {
  id: string;
  name: string;
  state: EvaluationState;
  origin: EvaluationOrigin;
  pilotOf: string | null;
  settings: EvaluationSettings;
  datasetName: string | null;
  version: number | null;
  /** As they were told last. */
  counts: Counts | null;
  problem: Evaluation["problem"];
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
}

/** Whether nothing more comes of it: all was asked, or its results came from elsewhere. */
export const isOver = ({ state }: Pick<ListedEvaluation, "state">): boolean =>
  state === "done" || state === "kept";

/** The evaluations of a profile. */
export interface EvaluationList {
  /** Newest first, without what was removed. */
  all(): ListedEvaluation[];
  /** Also of those that were removed. */
  ids(): Set<string>;
  /** Whether it is there and was not removed. */
  has(id: string): boolean;
  /** Throws `not_found`. */
  find(id: string): ListedEvaluation;
  add(evaluation: ListedEvaluation): void;
  change(id: string, change: Partial<Omit<ListedEvaluation, "id">>): ListedEvaluation;
  /** With its pilots; null brings back what was removed together. */
  setRemoved(id: string, at: number | null): void;
  /** Deletes what was removed. Gives the ids. */
  purge(): string[];
}

type Row = Record<string, unknown>;

/** The list in the profile's database. Writing throws `storage_failed`. */
export function openEvaluationList(database: Database): EvaluationList {
  const find = (id: string): ListedEvaluation => {
    const row = database.prepare("select * from evaluations where id = ? and removed_at is null").get(id);
    if (!row) throw problem("not_found");
    return evaluationOf(row as Row);
  };
  const write = (sql: string, one: ListedEvaluation) =>
    keep(() =>
      database
        .prepare(sql)
        .run(
          one.id,
          one.name,
          one.state,
          one.origin,
          one.pilotOf,
          JSON.stringify(one.settings),
          one.datasetName,
          one.version,
          JSON.stringify(one.counts),
          one.problem && JSON.stringify(one.problem),
          one.createdAt,
          one.startedAt,
          one.endedAt,
        ),
    );
  return {
    all: () =>
      database
        .prepare("select * from evaluations where removed_at is null order by created_at desc, id")
        .all()
        .map((row) => evaluationOf(row as Row)),
    ids: () =>
      new Set(
        database
          .prepare("select id from evaluations")
          .all()
          .map(({ id }) => String(id)),
      ),
    has: (id) =>
      database.prepare("select 1 from evaluations where id = ? and removed_at is null").get(id) !== undefined,
    find,
    add: (evaluation) => void write(insert, evaluation),
    change: (id, change) => {
      const changed = { ...find(id), ...change };
      write(update, changed);
      return changed;
    },
    setRemoved: (id, at) =>
      void keep(() => {
        if (at === null) database.prepare(restore).run(id);
        else database.prepare(remove).run(at, id);
      }),
    purge: () =>
      keep(() =>
        database
          .prepare("delete from evaluations where removed_at is not null returning id")
          .all()
          .map(({ id }) => String(id)),
      ),
  };
}

const insert = `
  insert into evaluations
    (id, name, state, origin, pilot_of, settings, dataset_name, version, counts, problem, created_at, started_at, ended_at)
  values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)`;

const update = `
  update evaluations set name = ?2, state = ?3, origin = ?4, pilot_of = ?5, settings = ?6, dataset_name = ?7, version = ?8,
    counts = ?9, problem = ?10, created_at = ?11, started_at = ?12, ended_at = ?13
  where id = ?1`;

const remove = `
  update evaluations set removed_at = ?1 where (id = ?2 or pilot_of = ?2) and removed_at is null`;

const restore = `
  update evaluations set removed_at = null
  where id = ?1 or (pilot_of = ?1 and removed_at = (select removed_at from evaluations where id = ?1))`;

function evaluationOf(row: Row): ListedEvaluation {
  const text = (value: unknown) => (value === null ? null : String(value));
  const number = (value: unknown) => (value === null ? null : Number(value));
  return {
    id: String(row.id),
    name: String(row.name),
    state: String(row.state) as EvaluationState,
    origin: String(row.origin) as EvaluationOrigin,
    pilotOf: text(row.pilot_of),
    settings: parseJson(String(row.settings)) as EvaluationSettings,
    datasetName: text(row.dataset_name),
    version: number(row.version),
    counts: parseJson(String(row.counts)) as Counts | null,
    problem: (row.problem === null ? null : parseJson(String(row.problem))) as Evaluation["problem"],
    createdAt: Number(row.created_at),
    startedAt: number(row.started_at),
    endedAt: number(row.ended_at),
  };
}
