import { type Refusal, Refused } from "./errors.ts";

type Code = keyof typeof statuses;

/** What the dated API calls the ways in which files and jobs are refused (Azure OpenAI authoring reference, error codes). */
const statuses = {
  invalidPayload: 400,
  fileImportFailed: 400,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
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
