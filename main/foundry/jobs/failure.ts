import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { TrainingProblem } from "../../../preload/contract/training-problems.ts";
import { diagnosisOf } from "../error.ts";
import { plainCodes, plainWords } from "../http/plain-words.ts";
import { meantInTraining, trainingDetails } from "../http/training-words.ts";
import type { RemoteJob } from "./rows.ts";

/** What a job that has failed says of its grader counts before what refusals say, too: it names examples as well. */
const ofGraders = /\bgraders?\b/i;

/** What only a job that has failed says, besides what refusals say, too. First match wins. */
const ofJobs: readonly [RegExp, TrainingProblem][] = [
  [/\b720 ?h|time ?limit|maximum (?:run ?)?time|ran too long|timed? ?out/i, "job_time_limit"],
  [/quota/i, "job_limit_reached"],
  [/\bnot_?found\b|was deleted|does not exist/i, "training_not_found"],
  [
    /internal ?(?:failure|error|server)|serviceUnavailable|^\W*50\d\b|(?:error|status|code|http)\W{0,3}50\d\b|unavailable|capacity|unexpected error/i,
    "training_service_failed",
  ],
];

/**
 * What the failure of a job means, by what the job says of it. A failure that is not known says itself in the service's
 * words. Never throws.
 */
export function diagnoseJobFailure(error: RemoteJob["error"]): Diagnosis {
  const { code = "", kinds = "", message = "" } = error ?? {};
  const words = `${plainWords(`${code} ${kinds} ${message}`)} ${plainCodes(`${code} ${kinds}`)}`;
  const meant = ofGraders.test(words)
    ? "grader_refused"
    : (meantInTraining(words) ?? ofJobs.find(([says]) => says.test(words))?.[1] ?? "job_failed");
  const parameters = { model: "", ...trainingDetails(meant, message) };
  if (code === "" && message === "") return diagnosisOf(meant, parameters);
  return diagnosisOf(meant, parameters, {
    status: 200,
    ...(code !== "" && { code }),
    message: message || code,
  });
}
