import type { Diagnosis, DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { hyperparameterNames, type PlanRefusal } from "../../../preload/contract/tuning-plans.ts";
import { hyperparametersOf } from "../../../preload/tuning-methods.ts";
import type { Datasets } from "../../datasets/datasets.ts";
import { diagnosisOf, FoundryError, problem } from "../../foundry/error.ts";
import { logFault } from "../../log.ts";
import type { LearnedSettings } from "./learned.ts";
import type { SentData, Start } from "./starts.ts";

/** A failure that is about one of the files. */
export class FileFailure extends Error {
  readonly data: SentData;

  constructor(data: SentData, cause: unknown) {
    super("A file was not sent", { cause });
    this.data = data;
  }
}

/** What a failure is, whatever it is about. */
export const causeOf = (error: unknown): unknown => (error instanceof FileFailure ? error.cause : error);

/** Why a job was not sent. */
export function diagnosisIn(error: unknown): Diagnosis {
  const cause = causeOf(error);
  if (cause instanceof FoundryError) return cause.diagnosis;
  if (cause instanceof Error && cause.name === "AbortError") return problem("cancelled").diagnosis;
  logFault("A job could not be sent", cause);
  return diagnosisOf("unexpected");
}

/** What a file is refused for that is to be found in its rows. */
const ofRows: readonly DiagnosisCode[] = [
  "file_refused",
  "training_data_refused",
  "training_token_refused",
  "training_data_harmful",
];

/** The rows that a refusal of a file names; null where it names none. */
export async function refusedRows(
  error: unknown,
  datasets: Pick<Datasets, "refusal">,
): Promise<PlanRefusal | null> {
  if (!(error instanceof FileFailure)) return null;
  const { code, parameters, raw } = diagnosisIn(error);
  const message = parameters.details || raw?.message;
  if (!ofRows.includes(code) || !message) return null;
  const { datasetId, version, part, name } = error.data;
  const asked = { id: datasetId, version, part, message };
  const found = await datasets.refusal(asked).catch(() => null);
  return found && { ...found, datasetId, version, part, name };
}

/** A refusal that names a hyperparameter which was left to the service: it has to be set. */
export function learnFromRefusal(
  { values }: Start,
  { code, parameters, raw }: Diagnosis,
  learned: Pick<LearnedSettings, "refuseAuto">,
): void {
  const { model, method, hyperparameters } = values;
  if (model === null || method === null) return;
  const said = raw?.message ?? "";
  const isAsked = /\bauto\b|requir|missing|must be/i.test(said);
  const isMeant = (name: string) =>
    code === "job_value_refused" ? parameters.parameter === name : isAsked && said.includes(name);
  for (const name of hyperparameterNames) {
    const isLeft = (hyperparameters[name] ?? "auto") === "auto";
    if (isLeft && isMeant(name) && hyperparametersOf[method].includes(name))
      learned.refuseAuto(model, method, name);
  }
}
