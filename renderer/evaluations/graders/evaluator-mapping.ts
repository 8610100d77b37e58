import { answerPlace } from "../../graders/draft.ts";
import { referencePlace } from "./places.ts";

/** What fields of evaluators are filled with as they begin, by their names (Foundry, built-in evaluators). */
const usual: Record<string, string> = {
  query: "{{item.query}}",
  response: answerPlace,
  ground_truth: referencePlace,
};

/** A mapping of these fields: as it was, else with what such a field is usually filled with, else with the field of the row. */
export const mappingOf = (
  fields: readonly string[],
  before: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    fields.map((field) => {
      const kept = Object.hasOwn(before, field) ? before[field] : undefined;
      const own = Object.hasOwn(usual, field) ? usual[field] : undefined;
      return [field, kept ?? own ?? `{{item.${field}}}`];
    }),
  );
