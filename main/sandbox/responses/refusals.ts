import { invalidRequest, Refused } from "../errors.ts";

/** A refusal of the Responses API in a message of its own. */
export const refused = (message: string, param: string | null = null, code: string | null = null): Refused =>
  new Refused(invalidRequest(param, code, message));

const listed = (values: readonly string[]) =>
  values
    .map((value) => `'${value}'`)
    .join(", ")
    .replace(/, (?=[^,]*$)/, values.length > 2 ? ", and " : " and ");

/** Of a value that nobody takes there. */
export const refusedValue = (value: unknown, known: readonly string[], param: string): Refused =>
  refused(
    `Invalid value: '${String(value)}'. Supported values are: ${listed(known)}.`,
    param,
    "invalid_value",
  );

/** Of a value that this model does not take. */
export const refusedByModel = (
  value: unknown,
  known: readonly string[],
  param: string,
  model: string,
): Refused =>
  refused(
    `Unsupported value: '${String(value)}' is not supported with the '${model}' model. Supported values are: ` +
      `${listed(known)}.`,
    param,
    "unsupported_value",
  );

/** Of something that is not the right kind of thing. */
export const refusedType = (param: string, expected: string): Refused =>
  refused(`Invalid type for '${param}': expected ${expected}.`, param, "invalid_type");

/** Of something that has to be there. */
export const refusedMissing = (param: string): Refused =>
  refused(`Missing required parameter: '${param}'.`, param, "missing_required_parameter");

/** A request without a model: nothing but a message, and no content type (recorded 2026-03-11). */
export const unnamed = new Refused({
  status: 400,
  body: { error: { message: "Missed model deployment" } },
  hasNoType: true,
});
