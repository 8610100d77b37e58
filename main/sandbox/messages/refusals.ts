import { Refused, refusedByAnthropic } from "../errors.ts";

/** A request that is not as it should be, in the model's own envelope. */
export const refused = (message: string): Refused =>
  new Refused(refusedByAnthropic(400, "invalid_request_error", message));

/** A field that nobody knows there. */
export const refusedField = (field: string): Refused => refused(`${field}: Extra inputs are not permitted`);

/** A field that has to be there. */
export const refusedMissing = (field: string): Refused => refused(`${field}: Field required`);

/** A value of the wrong kind. */
export const refusedType = (field: string, expected: string): Refused =>
  refused(`${field}: Input should be ${expected}`);
