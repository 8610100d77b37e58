import { createHash } from "node:crypto";
import { measured } from "../../preload/strings/measured.ts";
import { requestNotes } from "../../preload/strings/request-notes.ts";
import type { Bundle } from "../runs/shape.ts";
import { answersByPrompt, circumstances, columnName, requestChanges, resultTable } from "./answers.ts";

const words = measured.exports;

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid color-mix(in srgb, currentcolor 25%, transparent); padding: 0.3rem 0.6rem; text-align: start; }
pre { border-inline-start: 3px solid color-mix(in srgb, currentcolor 25%, transparent); padding-inline-start: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

/** One page that needs nothing else and does nothing: its policy allows its own style only, and all text is escaped. */
export function writeHtml(bundle: Bundle): string {
  const hash = createHash("sha256").update(style).digest("base64");
  const { header, rows, notes } = resultTable(bundle);
  const answers = answersByPrompt(bundle);
  const title = escaped(bundle.title);
  return `${[
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">`,
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title dir="auto">${title}</title>`,
    `<style>${style}</style>`,
    "</head>",
    "<body>",
    `<h1 dir="auto">${title}</h1>`,
    ...circumstances(bundle).map((line) => `<p dir="auto">${escaped(line)}</p>`),
    `<h2>${escaped(words.results)}</h2>`,
    '<div class="wide" tabindex="0"><table>',
    `<thead><tr>${header.map((cell) => `<th scope="col" dir="auto">${escaped(cell)}</th>`).join("")}</tr></thead>`,
    `<tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td dir="auto">${escaped(cell)}</td>`).join("")}</tr>`).join("\n")}</tbody>`,
    "</table></div>",
    ...notes.map((note) => `<p>${escaped(note)}</p>`),
    ...list(requestChanges(bundle)),
    ...bundle.columns.flatMap(({ alias, systemPrompt }, index) =>
      systemPrompt === ""
        ? []
        : [
            `<h3 dir="auto">${escaped(`${words.system}: ${columnName(alias, index)}`)}</h3>`,
            block(systemPrompt),
          ],
    ),
    `<h2>${escaped(words.prompts)}</h2>`,
    ...bundle.prompts.flatMap(({ id, text }) => [
      "<section>",
      block(text),
      ...(answers.get(id) ?? []).flatMap((answer) => [
        `<h3 dir="auto">${escaped(answer.heading)}</h3>`,
        block(answer.text),
        ...answer.findings.map((line) => `<p>${escaped(line)}</p>`),
      ]),
      "</section>",
    ]),
    "</body>",
    "</html>",
  ].join("\n")}\n`;
}

const list = (lines: readonly string[]): string[] =>
  lines.length === 0
    ? []
    : [
        `<h3>${escaped(requestNotes.title)}</h3>`,
        "<ul>",
        ...lines.map((line) => `<li dir="auto">${escaped(line)}</li>`),
        "</ul>",
      ];

// A line break right after the tag is not part of the text.
const block = (text: string): string => `<pre dir="auto">\n${escaped(text)}</pre>`;

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\r": "&#13;",
};

const escaped = (text: string): string => text.replace(/[&<>"'\r]/g, (mark) => entities[mark] ?? "");
