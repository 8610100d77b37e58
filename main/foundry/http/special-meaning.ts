import type { DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import type { ErrorBody } from "./error-body.ts";
import type { Context } from "./exchange.ts";

/** What an error means. */
export interface Meaning {
  code: DiagnosisCode;
  /** What is known of this meaning alone. */
  more?: Record<string, string>;
}

/** What a refusal means of a certain kind of request; null where it has no meaning of that kind. */
export type SpecialMeaning = (
  status: number,
  said: ErrorBody,
  words: string,
  context: Context,
) => Meaning | null;
