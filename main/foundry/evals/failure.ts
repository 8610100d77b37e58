import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { diagnosisOf } from "../error.ts";
import { readError } from "../http/error-body.ts";
import { evalMeaning } from "../http/eval-rules.ts";
import type { RemoteEvalRun } from "./rows.ts";

/**
 * Why a run failed, by what it says of it: what a refusal would mean in the same words, else the service's own words.
 * Null for one that has not failed. Never throws.
 */
export function diagnoseEvalRun({ state, error }: RemoteEvalRun): Diagnosis | null {
  if (state !== "failed") return null;
  if (error === null) return diagnosisOf("eval_run_failed", { details: "" });
  const { code, message } = error;
  const context = { host: "", path: "/evals", secrets: [], sent: "" };
  const meaning = evalMeaning(400, readError({ error }), `${code} ${message}`, context);
  return diagnosisOf(
    meaning?.code ?? "eval_run_failed",
    { details: message, ...meaning?.more },
    {
      status: 200,
      ...(code !== "" && { code }),
      message: message || code,
    },
  );
}
