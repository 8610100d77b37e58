import { expect, it } from "vitest";
import { importsOf, read, sourcesIn } from "./source.ts";

/** Ways to run a text as code in the process itself. `evalCode` of QuickJS runs it inside a sandbox. */
const ways =
  /(?<![\w.^])eval\s*\(|\bnew\s+Function\b|\bFunction\s*\(|\b(?:node:)?vm["']|\bsetTimeout\(\s*["'`]|\beval:\s*true/;

/** Source without comments. What stands in templates and quotes counts. */
const codeOf = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");

const own = ["main", "preload", "renderer"].flatMap((folder) => sourcesIn(folder));

it("nothing of ours runs a text as code", () => {
  expect(own.length).toBeGreaterThan(500);
  expect(own.filter((file) => ways.test(codeOf(read(file))))).toEqual([]);
});

it.each([
  `import vm from "node:vm";`,
  `require('vm')`,
  "eval(text)",
  "new Function(text)",
  `Function("return 1")`,
  `setTimeout("code", 1)`,
  "new Worker(text, { eval: true })",
])("would see %s", (source) => expect(ways.test(codeOf(source))).toBe(true));

it("ajv, which makes functions of schemas, is imported where graders are, and QuickJS in one file", () => {
  const users = (library: RegExp) =>
    own.filter((file) => importsOf(file).some(({ from }) => library.test(from))).sort();
  expect(users(/^ajv/)).toEqual(["main/graders/local/schema.ts"]);
  expect(users(/^quickjs/)).toEqual(["main/graders/scripts/machine.ts", "main/graders/scripts/worker.ts"]);
});
