/** A text in one line without what Markdown or HTML would act upon, nor what becomes a link by itself. */
export const inMarkdown = (text: string): string =>
  text
    .replace(/[\r\n\u2028\u2029]+/g, " ")
    .replace(/[\\`*_{}[\]<>#|!~&@]|:(?=\/)|(?<=www)\./gi, (mark) => `\\${mark}`);

/** A text as a block of Markdown whose fence is longer than any run of backticks in it. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text.replace(/\r\n?/g, "\n")}\n${fence}`;
}

/** A table of Markdown, of texts that are made harmless. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map(inMarkdown).join(" | ")} |`;
  return [row(header), `|${" --- |".repeat(header.length)}`, ...rows.map(row)].join("\n");
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\r": "&#13;",
};

/** A text in HTML and XML, between tags and in attributes. */
export const inHtml = (text: string): string => text.replace(/[&<>"'\r]/g, (mark) => entities[mark] ?? "");

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML has not.
const notInXml = /[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A text in XML 1.0, between tags and in attributes. What no XML may have is replaced (XML 1.0, section 2.2). */
export const inXml = (text: string): string =>
  inHtml(text.replace(notInXml, "\ufffd")).replace(/[\t\n]/g, (mark) => (mark === "\n" ? "&#10;" : "&#9;"));

/** A text as a block of HTML. A line break right after the tag is not part of the text. */
export const htmlBlock = (text: string): string => `<pre dir="auto">\n${inHtml(text)}</pre>`;

/** A table of HTML, of texts that are made harmless. */
export function htmlTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const cells = (row: readonly string[]) => row.map((cell) => `<td dir="auto">${inHtml(cell)}</td>`).join("");
  return [
    '<div class="wide" tabindex="0"><table>',
    `<thead><tr>${header.map((cell) => `<th scope="col" dir="auto">${inHtml(cell)}</th>`).join("")}</tr></thead>`,
    `<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join("\n")}</tbody>`,
    "</table></div>",
  ];
}

/**
 * A text that promptfoo does not act upon: no Nunjucks template, which it renders in variables too, no end of one, over
 * which it stumbles, and no address of a file, which it reads. A space comes between what would be one.
 */
export const inPromptfoo = (text: string): string =>
  text.replace(/\{(?=[{%#])|[%#](?=\})|file:(?=\/\/)/gi, (mark) => `${mark} `);
