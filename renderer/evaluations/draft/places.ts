import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";

/** The ids of the parts of a draft's page. */
export const places = {
  data: "evaluation-data",
  models: "evaluation-models",
  prompt: "evaluation-prompt",
  graders: "evaluation-graders",
  run: "evaluation-run",
  before: "evaluation-before",
} as const;

type PlaceName = keyof typeof places;

/** Where what a remark is about is put right, by its code. */
const placeOfCode: Record<string, PlaceName> = {
  no_data: "data",
  dataset_gone: "data",
  dataset_unready: "data",
  dataset_empty: "data",
  part_empty: "data",
  rows_ask_nothing: "prompt",
  rows_not_asked: "prompt",
  too_few_rows: "data",
  no_models: "models",
  baseline_missing: "models",
  deployment_gone: "models",
  deployment_unusable: "models",
  batch_alone: "run",
  batch_other_api: "models",
  no_batch: "run",
  evaluator_not_here: "run",
  evaluator_not_in_batch: "run",
  all_tool_turns_not_there: "run",
  some_tool_turns_not_there: "run",
  not_batch: "run",
  batch_unsure: "run",
  other_connection: "run",
  pictures_not_there: "run",
  repeats_at_zero: "run",
  price_unknown: "models",
  price_unknown_many: "models",
  capacity_one: "models",
};

/** The id of the part of the page where a remark is put right; graders, where it is about none of the other parts. */
export const placeOfRemark = (code: string): string =>
  places[Object.hasOwn(placeOfCode, code) ? (placeOfCode[code] ?? "graders") : "graders"];

/** Where what a remark is about can run; null where no other place helps. `connectionId`: one to Foundry, null for none. */
export function placeFor(code: string, connectionId: string | null): EvaluationSettings["place"] | null {
  if (code === "batch_alone") return { kind: "batch" };
  if (hereHelps.includes(code)) return { kind: "here" };
  const isOnlyThere = code === "evaluator_not_here" || code === "evaluator_not_in_batch";
  return isOnlyThere && connectionId !== null ? { kind: "foundry", connectionId } : null;
}

const hereHelps: readonly string[] = [
  "no_batch",
  "pictures_not_there",
  "all_tool_turns_not_there",
  "some_tool_turns_not_there",
];
