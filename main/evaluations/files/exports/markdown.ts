import { evaluationReport as words } from "../../../../preload/strings/evaluation-report.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { fenced, inMarkdown, markdownTable } from "../../../markup.ts";
import type { Report, WriteReport } from "./report.ts";
import { circumstances, differenceSentences, ungradedSentences } from "./sentences.ts";
import { answerWords, askedWords, shownRows } from "./shown-rows.ts";
import {
  correctedSentences,
  deploymentTable,
  frontSentences,
  judgeTable,
  measuredTable,
  scoreTable,
  type Table,
  thresholdTable,
} from "./tables.ts";

/** Rows that a document shows in full. */
const rowLimit = 100;

/** A list; nothing of no lines. */
const bullets = (lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [lines.map((line) => `- ${inMarkdown(line)}`).join("\n")];

const table = ({ header, rows }: Table) => markdownTable(header, rows);

/** For people. What was asked and answered stands in fences, so that it is no markup of this document. */
export const writeMarkdown: WriteReport = async (report, write) => {
  const { head, verdict, certificates } = report;
  const parts = [
    ...summaryParts(report),
    ...(verdict === null ? [] : frontSentences(head, verdict).map(inMarkdown)),
    ...(certificates.length === 0 ? [] : [`## ${words.judges}`, table(judgeTable(report))]),
    `## ${words.deployments}`,
    table(deploymentTable(head)),
    `## ${words.rows}`,
  ];
  await write(`${parts.join("\n\n")}\n`);
  const { groups, count } = await shownRows(report, rowLimit);
  if (groups.length < count) await write(`\n${fill(words.someRows, { shown: groups.length, count })}\n`);
  for (const group of groups) {
    const { row, answers, note } = group;
    const lines = [
      `### ${row.row + 1}`,
      fenced(askedWords(group)),
      ...(row.reference === null ? [] : [words.reference, fenced(row.reference)]),
      ...answers.flatMap((answer) => {
        const told = answerWords(answer, head);
        const grades = told.grades.map((line) => `- ${inMarkdown(line)}`).join("\n");
        return [`#### ${inMarkdown(told.heading)}`, fenced(told.text), ...(grades === "" ? [] : [grades])];
      }),
      ...(note ? [inMarkdown(`${words.note}: ${[note.label, note.note].filter(Boolean).join(" – ")}`)] : []),
    ];
    await write(`\n${lines.join("\n\n")}\n`);
  }
};

/** The short summary for a pull request: the verdict, the scores, cost and latency, and the thresholds. */
export const pullRequestSummary = (report: Report): string => `${summaryParts(report).join("\n\n")}\n`;

function summaryParts(report: Report): string[] {
  const { head, verdict, thresholds, earlier } = report;
  const differences = verdict?.differences ?? [];
  return [
    `# ${inMarkdown(head.name)}`,
    circumstances(report).map(inMarkdown).join("  \n"),
    `## ${words.verdict}`,
    ...(verdict === null || differences.length === 0
      ? [words.noVerdict]
      : [differences.map((one) => `- ${inMarkdown(differenceSentences(one, head).join(" "))}`).join("\n")]),
    ...correctedSentences(report).map(inMarkdown),
    ...(earlier
      ? [
          `## ${inMarkdown(fill(words.earlier, { name: earlier.name }))}`,
          earlier.sentences.map((one) => `- ${inMarkdown(one)}`).join("\n"),
        ]
      : []),
    ...(thresholds.length === 0 ? [] : [`## ${words.thresholds}`, table(thresholdTable(report))]),
    ...(verdict === null
      ? []
      : [
          `## ${words.results}`,
          table(scoreTable(head, verdict)),
          ...bullets(ungradedSentences(head, verdict)),
          `## ${words.measured}`,
          table(measuredTable(head, verdict)),
        ]),
  ];
}
