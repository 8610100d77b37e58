import { expect, it } from "vitest";
import { createCodeLines } from "../../../../renderer/markdown/code-lines.ts";
import { loadGrammar } from "../../../../renderer/markdown/languages.ts";

const samples: [language: string, code: string, coloured: string[]][] = [
  [
    "typescript",
    "/** Weighs. */\nexport function weigh<T>(items: Iterable<T>, of: (item: T) => number): Map<T, number> {\n  const all = new Map<T, number>();\n  return all; // 2\n}\n",
    ["/** Weighs. */", "export", "function", "const", "new", "return", "// 2"],
  ],
  ["javascript", 'let x = 1;\nif (x > 2) console.log("y");\n', ["let", "1", "if", "2", '"y"']],
  [
    "python",
    "# one\ndef f(x):\n    return 'a' if x else 2\n",
    ["# one", "def", "return", "'a'", "if", "else", "2"],
  ],
  ["json", '{"a": 1,\n "b": true}\n', ['"a"', "1", '"b"', "true"]],
  ["bash", '# go\nfor f in *; do echo "$f"; done\n', ["# go", "for", "do", "done"]],
  ["sql", "select 1\nfrom lots -- all\n", ["select", "1", "from", "-- all"]],
  ["css", "/* a */\n.b { color: red; }\n", ["/* a */"]],
  ["html", '<p>\n<b class="x">y</b></p>\n', ["p", "b"]],
];

it.each(samples)("%s is coloured to its last line", async (language, code, coloured) => {
  const grammar = await loadGrammar(language);
  if (!grammar) throw new Error(`There is no grammar of ${language}`);
  const lines = createCodeLines().update(code, grammar).flat();
  expect(
    lines
      .flat()
      .map(({ text }) => text)
      .join(""),
  ).toBe(code);
  const spans = lines.flat().filter(({ kind }) => kind !== null);
  const said = spans.map(({ text }) => text).join(" ");
  for (const word of coloured) expect(said).toContain(word);
});
