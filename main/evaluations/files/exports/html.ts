import { evaluationReport as words } from "../../../../preload/strings/evaluation-report.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { htmlBlock, htmlTable, inHtml } from "../../../markup.ts";
import { pageFrame } from "../../../page.ts";
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

/** Rows that a page shows in full: more would not open. */
const rowLimit = 500;

/** One page that needs nothing else and does nothing. All that models and people wrote is text in it. */
export const writeHtml: WriteReport = async (report, write) => {
  const { head } = report;
  const { begin, end } = pageFrame(head.name);
  await write(`${[...begin, ...circumstances(report).map(paragraph), ...summary(report)].join("\n")}\n`);
  const { groups, count } = await shownRows(report, rowLimit);
  await write(`${heading(words.rows)}\n`);
  if (groups.length < count)
    await write(`${paragraph(fill(words.someRows, { shown: groups.length, count }))}\n`);
  for (const group of groups) {
    const { row, answers, note } = group;
    const lines = [
      "<section>",
      `<h3>${row.row + 1}</h3>`,
      htmlBlock(askedWords(group)),
      ...(row.reference === null ? [] : [paragraph(words.reference), htmlBlock(row.reference)]),
      ...answers.flatMap((answer) => {
        const told = answerWords(answer, head);
        return [`<h4 dir="auto">${inHtml(told.heading)}</h4>`, htmlBlock(told.text), ...list(told.grades)];
      }),
      ...(note ? [paragraph(`${words.note}: ${[note.label, note.note].filter(Boolean).join(" – ")}`)] : []),
      "</section>",
    ];
    await write(`${lines.join("\n")}\n`);
  }
  await write(`${end.join("\n")}\n`);
};

function summary(report: Report): string[] {
  const { head, verdict, certificates, thresholds, earlier } = report;
  return [
    heading(words.verdict),
    ...(verdict === null || verdict.differences.length === 0
      ? [paragraph(words.noVerdict)]
      : verdict.differences.map((one) => paragraph(differenceSentences(one, head).join(" ")))),
    ...correctedSentences(report).map(paragraph),
    ...(earlier
      ? [heading(fill(words.earlier, { name: earlier.name })), ...earlier.sentences.map(paragraph)]
      : []),
    ...(verdict === null
      ? []
      : [
          heading(words.results),
          ...table(scoreTable(head, verdict)),
          ...list(ungradedSentences(head, verdict)),
        ]),
    ...(verdict === null
      ? []
      : [
          heading(words.measured),
          ...table(measuredTable(head, verdict)),
          ...frontSentences(head, verdict).map(paragraph),
        ]),
    ...(thresholds.length === 0 ? [] : [heading(words.thresholds), ...table(thresholdTable(report))]),
    ...(certificates.length === 0 ? [] : [heading(words.judges), ...table(judgeTable(report))]),
    heading(words.deployments),
    ...table(deploymentTable(head)),
  ];
}

const table = ({ header, rows }: Table) => htmlTable(header, rows);
const heading = (text: string) => `<h2>${inHtml(text)}</h2>`;
const paragraph = (text: string) => `<p dir="auto">${inHtml(text)}</p>`;
const list = (lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["<ul>", ...lines.map((line) => `<li dir="auto">${inHtml(line)}</li>`), "</ul>"];
