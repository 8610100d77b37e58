import type { Diagnosis, DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import { advice } from "../../preload/strings/advice.ts";

/** A diagnosis with its advice. `parameters` fill the words of `strings/diagnoses.ts`. */
export function diagnosisOf(
  code: DiagnosisCode,
  parameters: Record<string, string> = {},
  raw?: Diagnosis["raw"],
): Diagnosis {
  return { code, parameters, ...advice[code], ...(raw && { raw }), at: Date.now() };
}

/** A failure that a person can be told about. Its message is the code, never anything that was sent. */
export class FoundryError extends Error {
  readonly diagnosis: Diagnosis;

  constructor(diagnosis: Diagnosis, cause?: unknown) {
    super(diagnosis.code, { cause });
    this.name = "FoundryError";
    this.diagnosis = diagnosis;
  }
}

/** A failure by its code; the cause is kept for the log. */
export const problem = (
  code: DiagnosisCode,
  parameters: Record<string, string> = {},
  cause?: unknown,
): FoundryError => new FoundryError(diagnosisOf(code, parameters), cause);
