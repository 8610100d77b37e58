import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Grade, Grader } from "../../preload/contract/graders.ts";
import { explain } from "../../preload/strings/explain.ts";
import type { RemoteGrade } from "../foundry/graders/graders.ts";
import { passedBy } from "./grade.ts";

/** What the service says of an answer. An error flag means that it was not graded, whatever number stands beside it. */
export function gradeFrom(remote: RemoteGrade, grader: Grader, passAt: number | null): Grade {
  const { reward, subRewards: parts, errors, details } = remote;
  if (errors.length === 0 && reward !== null)
    return { score: reward, passed: passedBy(grader, reward, passAt), parts, error: null, said: null };
  const said = [errors.join(", "), details].filter(Boolean).join(": ");
  const error = errors.length > 0 ? "service_flagged" : "service_silent";
  return { score: null, passed: null, parts, error, said: said || null };
}

/** The grade of an answer that the service could not be asked about. */
export const ungraded = (diagnosis: Diagnosis): Grade => ({
  score: null,
  passed: null,
  parts: {},
  error: "service_failed",
  said: diagnosis.raw?.message || explain(diagnosis).title,
});

/** Said of who asks, of the way there, or of how often, not of the request itself. */
const notOfTheRequest: readonly number[] = [401, 403, 404, 408, 409, 429];

/** Whether the service has looked at a grader and does not take it. */
export function isRefusal({ raw }: Diagnosis): boolean {
  const status = raw?.status ?? 0;
  return status >= 400 && status < 500 && !notOfTheRequest.includes(status);
}
