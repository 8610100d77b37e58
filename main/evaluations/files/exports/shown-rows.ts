import { ends } from "../../../../preload/strings/ends.ts";
import { evaluationReport as words } from "../../../../preload/strings/evaluation-report.ts";
import { titleOf } from "../../../../preload/strings/explain.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { reasonText } from "../../../../preload/strings/reason-text.ts";
import { byRow, type GroupedAnswer, type RowGroup } from "../format/groups.ts";
import type { EvaluationHead } from "../format/head.ts";
import { gradersOf, nameIn, type Report } from "./report.ts";
import { short } from "./sentences.ts";

/** The rows that a page for people shows: all, or those that say most. */
export interface ShownRows {
  groups: RowGroup[];
  /** All that there are. */
  count: number;
}

/**
 * At most `limit` rows: those first in which an answer failed, is not graded or does not pass, or in which the models differ.
 */
export async function shownRows({ head, records }: Report, limit: number): Promise<ShownRows> {
  const [lead] = gradersOf(head);
  const telling: RowGroup[] = [];
  const others: RowGroup[] = [];
  let count = 0;
  for await (const group of byRow(records())) {
    count += 1;
    const list = isTelling(group, lead?.id) ? telling : others;
    if (list.length < limit) list.push(group);
  }
  const groups = [...telling, ...others.slice(0, limit - telling.length)];
  return { groups: groups.sort((one, other) => one.row.row - other.row.row), count };
}

function isTelling({ answers }: RowGroup, lead: string | undefined): boolean {
  const grades = answers.map((answer) => answer.grades.find(({ graderId }) => graderId === lead));
  const scores = new Set(grades.map((grade) => grade?.score ?? null));
  return scores.size > 1 || scores.has(null) || grades.some((grade) => grade?.passed === false);
}

/** An answer for people: whose it is, how it ended, its text and its grades in a line each. */
export function answerWords(answer: GroupedAnswer, head: EvaluationHead) {
  const { modelId, repeat, end, diagnosis, said, text, calls, grades } = answer;
  const model = nameIn(head.settings.models, modelId);
  const name = fill(head.settings.repeats > 1 ? words.answerOf : words.answerOnce, {
    model,
    repeat: repeat + 1,
  });
  const isWhole = end === "stop" || end === "tool_calls";
  const problem = titleOf(diagnosis);
  return {
    heading: isWhole ? name : `${name} – ${problem ?? ends[end] ?? end}`,
    text: [text, ...calls.map((call) => `${call.name}(${call.arguments})`), said ?? ""]
      .filter((part) => part !== "")
      .join("\n"),
    grades: grades.map(({ graderId, score, passed, error, said: reason, isFlip }) =>
      [
        `${nameIn(head.settings.graders, graderId)}: ${score === null ? words.notGraded : short(score, 3)}`,
        passed === null ? "" : passed ? words.passed : words.failedGrade,
        isFlip ? words.flip : "",
        error === null ? (reason ?? "") : reasonText(error, reason),
      ]
        .filter((part) => part !== "")
        .join(", "),
    ),
  };
}

/** What a row asked, in full, with who said it where there are several messages. */
export const askedWords = ({ row }: RowGroup): string =>
  row.messages.length === 1
    ? (row.messages[0]?.content ?? "")
    : row.messages.map(({ role, content }) => `${role}: ${content}`).join("\n\n") || row.text;
