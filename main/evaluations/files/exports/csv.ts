import { type Cell, cell } from "../../../csv.ts";
import { writtenTime } from "../../../exported.ts";
import { byRow, type GroupedAnswer, type RowGroup } from "../format/groups.ts";
import type { EvaluationHead } from "../format/head.ts";
import { gradersOf, type WriteReport } from "./report.ts";
import { askedWords } from "./shown-rows.ts";

/** A row for each answer; rows and repeats count from 1. Times in milliseconds; an answer that is not graded has no score. */
export const writeCsv: WriteReport = async ({ head, records }, write) => {
  let isFirst = true;
  for await (const group of byRow(records()))
    for (const answer of group.answers) {
      const cells = cellsOf(group, answer, head);
      if (isFirst) await write(lineOf(cells.map(([name]) => name)));
      isFirst = false;
      await write(lineOf(cells.map(([, value]) => value)));
    }
};

const lineOf = (cells: readonly Cell[]): string => `${cells.map(cell).join(",")}\r\n`;

function cellsOf(group: RowGroup, answer: GroupedAnswer, head: EvaluationHead): [string, Cell][] {
  const { row, note } = group;
  const model = head.settings.models.find(({ id }) => id === answer.modelId);
  const grades = gradersOf(head).flatMap(({ id, name }): [string, Cell][] => {
    const grade = answer.grades.find(({ graderId }) => graderId === id);
    const passed = grade?.passed ?? null;
    return [
      [`score: ${name}`, grade?.score ?? null],
      [`passed: ${name}`, passed === null ? null : String(passed)],
      [`error: ${name}`, grade?.error ?? null],
      [`said: ${name}`, grade?.said ?? null],
    ];
  });
  return [
    ["row", row.row + 1],
    ["key", row.key],
    ["asked", askedWords(group)],
    ["reference", row.reference],
    ["tags", row.tags.join(", ")],
    ["label", note?.label ?? null],
    ["note", note?.note ?? null],
    ["model", model?.name ?? answer.modelId],
    ["deployment", model?.deployment ?? null],
    ["repeat", answer.repeat + 1],
    ["answer", answer.text],
    ["calls", answer.calls.length === 0 ? null : JSON.stringify(answer.calls)],
    ...grades,
    ["end", answer.end],
    ["problem", answer.diagnosis],
    ["reason", answer.said],
    ["first_token_ms", answer.firstToken],
    ["total_ms", answer.total],
    ["prompt_tokens", answer.tokens?.prompt ?? null],
    ["completion_tokens", answer.tokens?.completion ?? null],
    ["reasoning_tokens", answer.tokens?.reasoning ?? null],
    ["cost", answer.cost?.amount ?? null],
    ["currency", answer.cost?.currency ?? null],
    ["started", answer.startedAt === null ? null : writtenTime(answer.startedAt)],
    ["request_id", answer.requestId],
  ];
}
