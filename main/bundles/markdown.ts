import { measured } from "../../preload/strings/measured.ts";
import { requestNotes } from "../../preload/strings/request-notes.ts";
import { fenced, inMarkdown, markdownTable } from "../markup.ts";
import type { Bundle } from "../runs/shape.ts";
import { answersByPrompt, circumstances, columnName, requestChanges, resultTable } from "./answers.ts";

const words = measured.exports;

/** For people. What was asked and answered stands in fences, so that it is no markup of this document. */
export function writeMarkdown(bundle: Bundle): string {
  const { header, rows, notes } = resultTable(bundle);
  const answers = answersByPrompt(bundle);
  const changes = requestChanges(bundle).map((line) => `- ${inMarkdown(line)}`);
  const parts = [
    `# ${inMarkdown(bundle.title)}`,
    circumstances(bundle).map(inMarkdown).join("  \n"),
    `## ${words.results}`,
    markdownTable(header, rows),
    ...notes.map(inMarkdown),
    ...(changes.length === 0 ? [] : [`### ${requestNotes.title}`, changes.join("\n")]),
    ...bundle.columns.flatMap(({ alias, systemPrompt }, index) =>
      systemPrompt === ""
        ? []
        : [`### ${words.system}: ${inMarkdown(columnName(alias, index))}`, fenced(systemPrompt)],
    ),
    `## ${words.prompts}`,
    ...bundle.prompts.flatMap(({ id, text }) => [
      fenced(text),
      ...(answers.get(id) ?? []).flatMap((answer) => [
        `### ${inMarkdown(answer.heading)}`,
        fenced(answer.text),
        ...answer.findings.map(inMarkdown),
      ]),
    ]),
  ];
  return `${parts.join("\n\n")}\n`;
}
