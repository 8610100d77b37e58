import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { EvaluationRemark } from "../../../preload/contract/evaluation-plans.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { evaluations as words } from "../../../preload/strings/evaluations.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { blocks, warns } from "./remarks.ts";
import type { RowFacts } from "./rows.ts";

/** What the rows of a draft give reason to say. */
export function rowRemarks({ data, graders, place }: EvaluationSettings, rows: RowFacts): EvaluationRemark[] {
  if (!data) return [];
  if (rows.state === "gone") return [blocks("dataset_gone")];
  if (rows.state === "unready") return [blocks("dataset_unready", { name: rows.name })];
  if (rows.rows === 0)
    return [blocks(data.part === null ? "dataset_empty" : "part_empty", { name: rows.name })];
  const asked = rows.looked - rows.unasked;
  return [
    ...unasked(rows),
    ...(asked > 0 ? graders.flatMap((grader) => lacking(grader, rows, asked)) : []),
    ...(asked > 0 && place.kind === "foundry" ? toolTurns(rows.withToolTurns, asked) : []),
    ...(rows.withPictures > 0 && place.kind === "foundry" ? [blocks("pictures_not_there")] : []),
  ];
}

/** A run at the service has a template of messages, which say no calls and no answers of tools. */
function toolTurns(count: number, asked: number): EvaluationRemark[] {
  if (count === 0) return [];
  return count === asked
    ? [blocks("all_tool_turns_not_there")]
    : [warns("some_tool_turns_not_there", { rows: share(count, asked) })];
}

function unasked({ unasked, looked, problem }: RowFacts): EvaluationRemark[] {
  if (problem === null) return [];
  const why = fill(words.rowProblems[problem.code] ?? "", { place: problem.place });
  const parameters = { why, rows: share(unasked, looked) };
  return [unasked === looked ? blocks("rows_ask_nothing", parameters) : warns("rows_not_asked", parameters)];
}

/** Rows that a grader needs something of that they do not have. */
function lacking(grader: EvaluationGrader, rows: RowFacts, asked: number): EvaluationRemark[] {
  const { name } = grader;
  const without = needsCalls(grader)
    ? { code: "without_calls", count: rows.withoutCalls }
    : { code: "without_reference", count: needsReference(grader) ? rows.withoutReference : 0 };
  if (without.count === 0) return [];
  if (without.count === asked) return [blocks(`all_${without.code}`, { name })];
  return [warns(`some_${without.code}`, { name, rows: share(without.count, asked) })];
}

const needsCalls = (grader: EvaluationGrader): boolean =>
  grader.kind === "tool_call" && grader.expected.trim() === "";

/** Whether a grader looks at the answer that a row has. */
const needsReference = (grader: EvaluationGrader): boolean =>
  /\{\{\s*(?:item\.)?reference\s*\}\}/.test(JSON.stringify(grader));

const share = (count: number, of: number): string => `${Math.max(1, Math.round((100 * count) / of))}%`;
