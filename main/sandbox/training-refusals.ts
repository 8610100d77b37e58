import { type Refusal, Refused } from "./errors.ts";

/** What the dated API calls the ways in which files and jobs are refused (Azure OpenAI authoring reference, error codes). */
type Code = "invalidPayload" | "notFound" | "unexpectedEntityState" | "quotaExceeded";

const statuses: Record<Code, number> = {
  invalidPayload: 400,
  notFound: 404,
  unexpectedEntityState: 409,
  quotaExceeded: 429,
};

/** A refusal of the routes of files, uploads and jobs. */
export function refusedTraining(code: Code, message: string, param?: string): Refused {
  const refusal: Refusal = {
    status: statuses[code],
    body: { error: { code, message, ...(param !== undefined && { param }), type: "error" } },
  };
  return new Refused(refusal);
}
