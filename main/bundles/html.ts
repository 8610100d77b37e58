import { measured } from "../../preload/strings/measured.ts";
import { requestNotes } from "../../preload/strings/request-notes.ts";
import { htmlBlock, htmlTable, inHtml } from "../markup.ts";
import { pageFrame } from "../page.ts";
import type { Bundle } from "../runs/shape.ts";
import { answersByPrompt, circumstances, columnName, requestChanges, resultTable } from "./answers.ts";

const words = measured.exports;

/** One page that needs nothing else and does nothing: its policy allows its own style only, and all text is escaped. */
export function writeHtml(bundle: Bundle): string {
  const { header, rows, notes } = resultTable(bundle);
  const answers = answersByPrompt(bundle);
  const { begin, end } = pageFrame(bundle.title);
  return `${[
    ...begin,
    ...circumstances(bundle).map((line) => `<p dir="auto">${inHtml(line)}</p>`),
    `<h2>${inHtml(words.results)}</h2>`,
    ...htmlTable(header, rows),
    ...notes.map((note) => `<p>${inHtml(note)}</p>`),
    ...list(requestChanges(bundle)),
    ...bundle.columns.flatMap(({ alias, systemPrompt }, index) =>
      systemPrompt === ""
        ? []
        : [
            `<h3 dir="auto">${inHtml(`${words.system}: ${columnName(alias, index)}`)}</h3>`,
            htmlBlock(systemPrompt),
          ],
    ),
    `<h2>${inHtml(words.prompts)}</h2>`,
    ...bundle.prompts.flatMap(({ id, text }) => [
      "<section>",
      htmlBlock(text),
      ...(answers.get(id) ?? []).flatMap((answer) => [
        `<h3 dir="auto">${inHtml(answer.heading)}</h3>`,
        htmlBlock(answer.text),
        ...answer.findings.map((line) => `<p>${inHtml(line)}</p>`),
      ]),
      "</section>",
    ]),
    ...end,
  ].join("\n")}\n`;
}

const list = (lines: readonly string[]): string[] =>
  lines.length === 0
    ? []
    : [
        `<h3>${inHtml(requestNotes.title)}</h3>`,
        "<ul>",
        ...lines.map((line) => `<li dir="auto">${inHtml(line)}</li>`),
        "</ul>",
      ];
