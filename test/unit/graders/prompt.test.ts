import { describe, expect, it } from "vitest";
import { promptOf } from "../../../main/graders/prompt.ts";

const system = { role: "system", content: "Be brief." };
const user = { role: "user", content: "What is it?" };
const assistant = { role: "assistant", content: "A cat." };

describe("what a row asks", () => {
  it("is its messages without the answer that it teaches", () => {
    expect(promptOf({ messages: [system, user, assistant] })).toEqual([system, user]);
    expect(promptOf({ messages: [system, user] })).toEqual([system, user]);
    expect(promptOf({ input: { messages: [user] }, preferred_output: [assistant] })).toEqual([user]);
  });

  it("holds earlier answers, calls and what tools said", () => {
    const call = { id: "c1", type: "function", function: { name: "look", arguments: "{}" } };
    const messages = [
      { role: "developer", content: "Look." },
      user,
      { role: "assistant", content: null, tool_calls: [call] },
      { role: "tool", tool_call_id: "c1", content: "grey" },
      assistant,
    ];
    expect(promptOf({ messages })).toEqual([
      { role: "system", content: "Look." },
      user,
      { role: "assistant", content: "", toolCalls: [{ id: "c1", name: "look", arguments: "{}" }] },
      { role: "tool", content: "grey", toolCallId: "c1" },
    ]);
  });

  it("takes pictures whose bytes are in the row, and gives up those that are not", () => {
    const asking = (url: string) => ({
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "This?" },
            { type: "image_url", image_url: { url } },
          ],
        },
      ],
    });
    expect(promptOf(asking("data:image/png;base64,AAAA"))).toEqual([
      {
        role: "user",
        content: "This?",
        attachments: [{ kind: "image", name: "", type: "image/png", data: "AAAA" }],
      },
    ]);
    expect(promptOf(asking("https://example.com/cat.png"))).toBeNull();
    expect(promptOf(asking("data:text/html;base64,AAAA"))).toBeNull();
  });

  it("is the question of a row that is no chat", () => {
    expect(promptOf({ answer: "4", question: "2 + 2?" })).toEqual([{ role: "user", content: "2 + 2?" }]);
  });

  it.each([
    {},
    { messages: [] },
    { messages: null, other: 1 },
    { messages: [assistant] },
    { messages: [null, 3, user] },
    { messages: [{ role: "narrator", content: "Once" }, user] },
    { messages: [{ role: "user", content: 7 }] },
    { question: " " },
  ])("is nothing where nothing is asked or it cannot be sent: %j", (row) => {
    expect(promptOf(row)).toBeNull();
  });
});
