import { describe, expect, it } from "vitest";
import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import {
  draftOf,
  faultyFields,
  textOf,
  typedIn,
  typing,
  withCopy,
  withField,
  withMessage,
  withoutMessage,
} from "../../../renderer/datasets/rows/draft.ts";
import { faultIn, isWithin, markedText } from "../../../renderer/datasets/rows/marks.ts";
import { isShownImage, partsOfRow } from "../../../renderer/datasets/rows/row-parts.ts";
import { drawnOf, visible } from "../../../renderer/datasets/rows/visible.ts";

/** With a number that no double holds, a name twice, and white space: all that parsing would lose. */
const row =
  '{ "id": 12345678901234567890, "a": 1, "a": 2.50, "messages": [{"role":"user","content":"Hi"}, {"role":"assistant","content":"Hello","weight":1}] }';

describe("a row that is edited", () => {
  it("keeps all that was not edited as it was, byte for byte", () => {
    const draft = typing(draftOf(row), ["messages", 0, "content"], 'Say "hi"\n', "Hi");
    expect(typedIn(draft, ["messages", 0, "content"], "Hi")).toBe('Say "hi"\n');
    expect(textOf(draft)).toBe(row.replace('"Hi"', '"Say \\"hi\\"\\n"'));
    expect(textOf(draftOf(row))).toBe(row);
  });

  it("keeps the line ends of its texts", () => {
    const windows = JSON.stringify({ text: "a\r\nb" });
    expect(JSON.parse(textOf(typing(draftOf(windows), ["text"], "a\nb\nc", "a\r\nb")))).toEqual({
      text: "a\r\nb\r\nc",
    });
    const mixed = JSON.stringify({ text: "a\r\nb\nc" });
    expect(JSON.parse(textOf(typing(draftOf(mixed), ["text"], "a\nb", "a\r\nb\nc")))).toEqual({
      text: "a\nb",
    });
  });

  it("takes a field's JSON as it is typed, and refuses what is none", () => {
    const draft = typing(draftOf('{"n":1}'), ["n"], " 1.50 ", "1", true);
    expect([faultyFields(draft), textOf(draft)]).toEqual([[], '{"n":1.50}']);
    const faulty = typing(draft, ["n"], "{", "1", true);
    expect([faultyFields(faulty), textOf(faulty)]).toEqual([[["n"]], '{"n":1}']);
  });

  it("gets, changes and loses messages, roles and weights", () => {
    const chat = '{"messages":[{"role":"user","content":"a"}]}';
    const list = ["messages"];
    const longer = withMessage(draftOf(chat), list);
    expect(JSON.parse(textOf(longer)).messages[1]).toEqual({ role: "assistant", content: "" });
    const weighed = withField(longer, ["messages", 1], "weight", 0);
    expect(JSON.parse(textOf(weighed)).messages[1].weight).toBe(0);
    expect(textOf(withField(weighed, ["messages", 1], "weight", undefined))).toBe(textOf(longer));
    expect(textOf(withField(longer, ["messages", 1], "weight", undefined))).toBe(textOf(longer));
    const twice = withCopy(draftOf(chat), list, 0);
    expect(JSON.parse(textOf(twice)).messages).toHaveLength(2);
    expect(textOf(withoutMessage(twice, ["messages", 1]))).toBe(chat);
    expect(JSON.parse(textOf(withMessage(draftOf('{"messages":[]}'), list))).messages).toEqual([
      { role: "user", content: "" },
    ]);
    const pair = '{"preferred_output":[{"role":"assistant","content":"x"}]}';
    expect(
      JSON.parse(textOf(withMessage(draftOf(pair), ["preferred_output"]))).preferred_output[1].role,
    ).toBe("assistant");
  });

  it("is one line, whatever is between its values", () => {
    expect(textOf(draftOf('{\n  "a": 1\n}'))).toBe('{   "a": 1 }');
  });
});

describe("the parts of a row", () => {
  it("are its conversations and what else is in it", () => {
    const parts = partsOfRow(
      JSON.stringify({
        input: { messages: [{ role: "user", content: "q" }], tools: [] },
        preferred_output: [{ role: "assistant", content: "a" }],
        non_preferred_output: [{ role: "assistant", content: "b" }],
        note: "n",
      }),
    );
    expect(parts?.lists.map(({ kind, messages }) => [kind, messages.length])).toEqual([
      ["input", 1],
      ["preferred", 1],
      ["notPreferred", 1],
    ]);
    expect(parts?.fields.map(({ name, path, text }) => [name, path, text])).toEqual([
      ["note", ["note"], "n"],
      ["tools", ["input", "tools"], "[]"],
    ]);
  });

  it("are contents, pictures, calls and results of a message", () => {
    const picture = "data:image/png;base64,AAAA";
    const [first, second, third] =
      partsOfRow(
        JSON.stringify({
          messages: [
            {
              role: "user",
              content: [
                { type: "text", text: "Look" },
                { type: "image_url", image_url: { url: picture, detail: "low" } },
                { type: "input_audio", input_audio: {} },
              ],
            },
            {
              role: "assistant",
              weight: 0,
              tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: "{}" } }],
            },
            { role: "tool", tool_call_id: "c1", content: "42" },
          ],
        }),
      )?.lists[0]?.messages ?? [];
    expect(first?.contents.map(({ kind }) => kind)).toEqual(["text", "image", "other"]);
    expect(first?.contents[0]?.path).toEqual(["messages", 0, "content", 0, "text"]);
    expect([second?.weight, second?.calls[0]?.name, second?.calls[0]?.arguments]).toEqual([0, "f", "{}"]);
    expect(third?.answers).toBe("c1");
  });

  it("are none of what is no object, and any of a broken one", () => {
    expect([partsOfRow("[1]"), partsOfRow('{"a":'), partsOfRow("null")]).toEqual([null, null, null]);
    const odd = partsOfRow('{"messages":[1,{"role":5}],"__proto__":{"x":1},"constructor":"c"}');
    expect(odd?.lists[0]?.messages.map(({ role }) => role)).toEqual([null, null]);
    expect(odd?.lists[0]?.messages[1]?.rest.map(({ name }) => name)).toEqual(["role"]);
    expect(odd?.fields.map(({ name }) => name)).toEqual(["__proto__", "constructor"]);
  });

  it("show pictures that stand in the row and nothing else", () => {
    expect(
      [
        "data:image/png;base64,AA",
        "data:image/svg+xml;base64,AA",
        "https://example.com/a.png",
        "javascript:alert(1)",
      ].map(isShownImage),
    ).toEqual([true, false, false, false]);
  });
});

describe("what cannot be seen", () => {
  it("has a sign", () => {
    expect(visible("a\u0000b\ud800c\u202ed\u007f")).toBe("a␀b\\ud800c\\u202ed␡");
    expect(visible("\udc00\ud83d\ude00\t\r\n")).toBe("\\udc00😀\t\r\n");
    expect(drawnOf("a\u0000b")).toEqual([
      { text: "a", isSign: false, at: 0 },
      { text: "␀", isSign: true, at: 1 },
      { text: "b", isSign: false, at: 2 },
    ]);
  });
});

const found = (at: number, length: number, path = ""): Finding => ({
  rule: "r",
  severity: "warns",
  at,
  length,
  path,
  parameters: {},
});

describe("a fault in a row's text", () => {
  it("is marked where it is, also where two overlap or end beyond what is shown", () => {
    // What has another inside is marked only there: the smaller one tells more.
    expect(markedText("0123456789", [found(1, 8), found(3, 2)], 10).map(({ text }) => text)).toEqual([
      ...["012", "34", "56789"],
    ]);
    const marked = markedText("0123456789", [found(6, 9), found(2, 3), found(4, 2), found(0, 10)], 8);
    expect(marked.map(({ text, finding }) => [text, finding])).toEqual([
      ["01", null],
      ["234", 1],
      ["5", 2],
      ["67", 0],
    ]);
  });

  it("is shown with what stands around it", () => {
    const text = `${"a".repeat(100)}<|x|>${"b".repeat(100)}`;
    expect(faultIn(text, found(100, 5))).toEqual({
      before: `…${"a".repeat(48)}`,
      fault: "<|x|>",
      after: `${"b".repeat(48)}…`,
    });
    expect(faultIn("short", found(0, 5))).toEqual({ before: "", fault: "short", after: "" });
  });

  it("belongs to the message that its path leads to, and to no other", () => {
    const at = found(0, 1, "messages[1].content");
    expect(
      ["messages[1]", "messages[1].content", "messages[10]", "messages", "mess"].map((path) =>
        isWithin(at, path),
      ),
    ).toEqual([true, true, false, true, false]);
  });
});
