import { describe, expect, it } from "vitest";
import { askedIn, questionIn } from "../../../main/graders/row-question.ts";

const chat = {
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "One?" },
    { role: "assistant", content: "1" },
    { role: "user", content: "Two?" },
    { role: "assistant", content: [{ type: "text", text: "2" }] },
  ],
  tools: [{ type: "function", function: { name: "f" } }, "nothing"],
};
const question = (row: unknown) => questionIn(JSON.stringify(row));

describe("what a row asks in a trial", () => {
  it("is all but its last answer, with its tools", () => {
    const found = question(chat);
    expect(found?.messages.map(({ role, content }) => [role, content])).toEqual([
      ["system", "Be brief."],
      ["user", "One?"],
      ["assistant", "1"],
      ["user", "Two?"],
    ]);
    expect(found?.tools).toEqual([{ type: "function", function: { name: "f" } }]);
    expect(found?.reference).toBe("2");
    expect(found?.item).toEqual({ ...chat, reference: "2" });
  });

  it("has the answer that is preferred, or that a field has, as its reference", () => {
    const asked = { messages: [{ role: "user", content: "Hi" }] };
    const preferred = {
      input: asked,
      preferred_output: [{ role: "assistant", content: "good" }],
      non_preferred_output: [],
    };
    expect(question(preferred)?.reference).toBe("good");
    expect(question({ ...asked, reference_answer: "yes" })).toMatchObject({
      reference: "yes",
      item: { reference: "yes", reference_answer: "yes" },
    });
    // A field that is called so is the row's own.
    expect(question({ ...chat, reference: "mine" })?.item).toMatchObject({ reference: "mine" });
    expect(question({ prompt: "Say", output: 4 })).toMatchObject({
      reference: null,
      item: { prompt: "Say" },
    });
    const called = {
      messages: [
        { role: "user", content: "Hi" },
        { role: "assistant", content: null, tool_calls: [] },
      ],
    };
    expect(question(called)?.reference).toBeNull();
  });

  it("is nothing where nothing is asked", () => {
    for (const text of [
      "",
      "[]",
      "{",
      "7",
      '{"messages":[]}',
      '{"messages":[{"role":"assistant","content":"x"}]}',
    ])
      expect(questionIn(text)).toBeNull();
  });

  it("is shown by the beginning of its last message", () => {
    expect(askedIn(JSON.stringify(chat))).toBe("Two?");
    expect(askedIn("no json")).toBe("no json");
    expect(askedIn(JSON.stringify({ prompt: "x".repeat(9000) })).length).toBeLessThanOrEqual(2000);
  });
});
