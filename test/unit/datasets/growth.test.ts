import { describe, expect, it } from "vitest";
import { contentHash } from "../../../main/datasets/near/exact.ts";
import { signatureOfRow } from "../../../main/datasets/near/minhash.ts";
import { csvCutter } from "../../../main/datasets/reading/csv.ts";
import { elementCutter } from "../../../main/datasets/reading/json-elements.ts";
import { jsonFaultIn } from "../../../main/datasets/reading/json-fault.ts";
import { lineCutter } from "../../../main/datasets/reading/lines.ts";
import { isNestedTooDeeply, parsed } from "../../../main/datasets/reading/nesting.ts";
import { createChecker } from "../../../main/datasets/rules/checker.ts";
import { contentFindings } from "../../../main/datasets/rules/contents/findings.ts";
import { refusalIn } from "../../../main/datasets/rules/refusal.ts";
import { repairedJson } from "../../../main/datasets/rules/repair.ts";
import { recognizeShape } from "../../../main/datasets/shapes/shape.ts";
import { excerpts } from "../../../main/datasets/store/excerpts.ts";
import { rowFacts } from "../../../main/datasets/store/row-facts.ts";
import { growsInProportion } from "./growth.ts";

/** What a text consists of that is made to hurt. */
const pieces = [
  "[",
  "{",
  '{"a":',
  "[[]",
  '"',
  '\\"',
  "\\",
  "\\ud83d",
  ",",
  '",',
  "'",
  "a",
  " ",
  "\n",
  "\r",
  "\t",
  '""',
  "<|endoftext|>",
  "<|",
  "{{",
  "{{a",
  "{{ a }}",
  "a@b.cc ",
  "a.",
  "1",
  "1 ",
  "1-",
  "4111 ",
  "sk-",
  "AKIA",
  "0x",
  ":",
  "::",
  "1:",
  "天",
  "天天天。",
  "\u00df",
  "-----BEGIN ",
  "eyJ",
  "/",
  "://",
  "http://",
  "a1",
  "\\u003c|",
  "\0",
];

const message = (content: string) => ({
  messages: [
    { role: "user", content },
    { role: "assistant", content },
  ],
});

const works: [name: string, work: (text: string) => unknown][] = [
  [
    "lines",
    (text) =>
      cut(
        lineCutter(() => {}),
        text,
      ),
  ],
  [
    "a table",
    (text) =>
      cut(
        csvCutter(",", 1, () => {}),
        text,
      ),
  ],
  [
    "elements",
    (text) =>
      cut(
        elementCutter(null, () => {}),
        text,
      ),
  ],
  [
    "elements under a name",
    (text) =>
      cut(
        elementCutter("data", () => {}),
        text,
      ),
  ],
  ["levels", isNestedTooDeeply],
  ["a fault", jsonFaultIn],
  ["a repair", repairedJson],
  ["a refusal", refusalIn],
  ["facts of a broken row", (text) => rowFacts(text, parsed(text))],
  ["an excerpt", excerpts],
  ["a hash", (text) => contentHash(text, undefined)],
  ["a check of a broken row", (text) => createChecker({ method: "supervised" }).row(text)],
  [
    "a check of a text",
    (text) => {
      const row = message(text);
      return createChecker({ method: "supervised" }).row(JSON.stringify(row), { value: row });
    },
  ],
  [
    "what stands in a text",
    (text) => {
      const row = message(text);
      return contentFindings(JSON.stringify(row), row);
    },
  ],
  ["facts of a text", (text) => rowFacts(JSON.stringify(message(text)), message(text))],
  ["likeness", (text) => signatureOfRow(message(text))],
  ["a shape", (text) => recognizeShape([{ line: 1, text, value: { prompt: text, completion: text } }])],
];

function cut({ piece, end }: ReturnType<typeof lineCutter>, text: string): void {
  for (let from = 0; from < text.length; from += 4096) piece(text.slice(from, from + 4096));
  end();
}

describe("a text twice as long that is made to hurt takes at most three times as long", () => {
  it.each(works)(
    "for %s",
    (name, work) => {
      const slow = pieces.filter((piece) => !growsInProportion(work, piece, 10_000));
      expect(slow, name).toEqual([]);
    },
    60_000,
  );
});

describe("a row with twice as much in it, too", () => {
  const checker = createChecker({ method: "supervised" });
  const list = (text: string) =>
    JSON.stringify({ messages: Array.from(text, () => ({ role: "narrator", content: "" })) });
  const names = (text: string) => `{${Array.from(text, (_, index) => `"n${index % 9}":1`).join(",")}}`;
  const tokens = (text: string) =>
    JSON.stringify({ messages: Array.from(text, () => ({ role: "user", content: "<|start|>" })) });
  const tools = (text: string) =>
    JSON.stringify({
      messages: [],
      tools: Array.from(text, (_, n) => ({ type: "function", function: { name: `f${n}` } })),
    });
  const calls = (text: string) =>
    JSON.stringify({
      messages: Array.from(text, (_, n) => ({
        role: "assistant",
        tool_calls: [{ id: `c${n}`, type: "function", function: { name: "f", arguments: "{" } }],
      })),
    });
  const mails = (text: string) =>
    JSON.stringify({ messages: Array.from(text, (_, n) => ({ role: "user", content: `a${n}@mine.aurum` })) });
  it.each([list, names, tokens, tools, calls, mails])(
    "%s",
    (make) => {
      const work = (text: string) => {
        const row = make(text);
        checker.row(row);
        contentFindings(row, JSON.parse(row));
      };
      expect(growsInProportion(work, "x", 3000)).toBe(true);
    },
    20_000,
  );
});
