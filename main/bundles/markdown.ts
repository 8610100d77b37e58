import { measured } from "../../preload/strings/measured.ts";
import { requestNotes } from "../../preload/strings/request-notes.ts";
import type { Bundle } from "../runs/shape.ts";
import { answersByPrompt, circumstances, columnName, requestChanges, resultTable } from "./answers.ts";

const words = measured.exports;

/** For people. What was asked and answered stands in fences, so that it is no markup of this document. */
export function writeMarkdown(bundle: Bundle): string {
  const { header, rows, notes } = resultTable(bundle);
  const answers = answersByPrompt(bundle);
  const changes = requestChanges(bundle).map((line) => `- ${inline(line)}`);
  const row = (cells: readonly string[]) => `| ${cells.map(inline).join(" | ")} |`;
  const parts = [
    `# ${inline(bundle.title)}`,
    circumstances(bundle).map(inline).join("  \n"),
    `## ${words.results}`,
    [row(header), `|${" --- |".repeat(header.length)}`, ...rows.map(row)].join("\n"),
    ...notes.map(inline),
    ...(changes.length === 0 ? [] : [`### ${requestNotes.title}`, changes.join("\n")]),
    ...bundle.columns.flatMap(({ alias, systemPrompt }, index) =>
      systemPrompt === ""
        ? []
        : [`### ${words.system}: ${inline(columnName(alias, index))}`, fenced(systemPrompt)],
    ),
    `## ${words.prompts}`,
    ...bundle.prompts.flatMap(({ id, text }) => [
      fenced(text),
      ...(answers.get(id) ?? []).flatMap((answer) => [
        `### ${inline(answer.heading)}`,
        fenced(answer.text),
        ...answer.findings.map(inline),
      ]),
    ]),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** A text in one line without what Markdown or HTML would act upon, nor what becomes a link by itself. */
const inline = (text: string): string =>
  text
    .replace(/[\r\n\u2028\u2029]+/g, " ")
    .replace(/[\\`*_{}[\]<>#|!~&@]|:(?=\/)|(?<=www)\./gi, (mark) => `\\${mark}`);

/** A text as a block whose fence is longer than any run of backticks in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text.replace(/\r\n?/g, "\n")}\n${fence}`;
}
