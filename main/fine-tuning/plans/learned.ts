import {
  type HyperparameterName,
  hyperparameterNames,
  type Learned,
  type LearnedValue,
  type TuningMethod,
} from "../../../preload/contract/tuning-plans.ts";
import { asObject, parseJson } from "../../foundry/json.ts";
import { keep } from "../../keep.ts";
import type { Database } from "../../storage/database.ts";
import { baseOf } from "./tunable-list.ts";

/** What a job was found to be set with. */
export interface JobSettings {
  /** The job's id here: what is told again replaces what was told before. */
  jobId: string;
  model: string;
  method: TuningMethod;
  /** Rows that it was trained on. */
  rows: number;
  /** As the service writes them; `auto` and what is no hyperparameter are passed over. */
  hyperparameters: Readonly<Record<string, number | string>>;
  /** Hours that it was running; null where they are not known. */
  hours: number | null;
}

/** What the service chose for jobs, by model, method and size. */
export interface LearnedSettings {
  /** Keeps what the service chose. Throws `storage_failed`. */
  learn(settings: JobSettings): void;
  /** Keeps that the service does not choose this one. Throws `storage_failed`. */
  refuseAuto(model: string, method: TuningMethod, name: HyperparameterName): void;
  /** What was chosen for the jobs with the most similar numbers of rows; null where nothing is known. */
  of(model: string, method: TuningMethod, rows: number): (Learned & { hours: number | null }) | null;
  /** The hyperparameters that have to be set. */
  refused(model: string, method: TuningMethod): HyperparameterName[];
}

/** What was learned, in the database. A tuned model counts as what it was tuned from. */
export function openLearnedSettings(database: Database): LearnedSettings {
  const refused = (model: string, method: TuningMethod): HyperparameterName[] => {
    const names = database
      .prepare("select name from tuning_refused_auto where model = ? and method = ?")
      .all(baseOf(model), method)
      .map(({ name }) => String(name));
    return hyperparameterNames.filter((name) => names.includes(name));
  };
  return {
    learn: ({ jobId, model, method, rows, hyperparameters, hours }) => {
      const chosen = knownIn(hyperparameters);
      if (Object.keys(chosen).length === 0 && hours === null) return;
      keep(() =>
        database
          .prepare("insert or replace into tuning_learned values (?, ?, ?, ?, ?, ?, ?)")
          .run(jobId, baseOf(model), method, rows, JSON.stringify(chosen), hours, Date.now()),
      );
    },
    refuseAuto: (model, method, name) =>
      keep(() =>
        database
          .prepare("insert or ignore into tuning_refused_auto values (?, ?, ?)")
          .run(baseOf(model), method, name),
      ),
    of: (model, method, rows) => {
      const seen = database
        .prepare(
          `select * from tuning_learned where model = ? and method = ?
           order by abs(ln((rows + 1.0) / (? + 1.0))), at desc`,
        )
        .all(baseOf(model), method, rows);
      const refusedAuto = refused(model, method);
      if (seen.length === 0 && refusedAuto.length === 0) return null;
      const hyperparameters: Learned["hyperparameters"] = {};
      for (const { hyperparameters: chosen, rows, at } of seen) {
        const known = Object.entries(knownIn(asObject(parseJson(String(chosen))) ?? {}));
        for (const [name, value] of known)
          hyperparameters[name as HyperparameterName] ??= { value, rows: Number(rows), at: Number(at) };
      }
      const timed = seen.find(({ hours }) => hours !== null);
      return { hyperparameters, refusedAuto, hours: timed ? Number(timed.hours) : null };
    },
    refused,
  };
}

/** The hyperparameters that are known by name and say something. */
function knownIn(said: Readonly<Record<string, unknown>>): Record<string, LearnedValue["value"]> {
  const known = hyperparameterNames.flatMap((name) => {
    const value = said[name];
    const isSaid =
      (typeof value === "number" && Number.isFinite(value) && value !== -1) ||
      (typeof value === "string" && value !== "" && value !== "auto");
    return isSaid ? [[name, value]] : [];
  });
  return Object.fromEntries(known);
}
