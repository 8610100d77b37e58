import { describe, expect, it } from "vitest";
import { contentsOf, ownContentsOf, pathsOfContents, spokenIn } from "../../../main/datasets/contents.ts";

const chat = {
  messages: [
    { role: "system", content: "Be brief." },
    {
      role: "user",
      name: "ada",
      content: [
        { type: "text", text: "What is this?" },
        { type: "image_url", image_url: { url: "data:image/png;base64,AAAA", detail: "low" } },
      ],
    },
    {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "call_1", type: "function", function: { name: "look", arguments: '{"at":1}' } }],
    },
    { role: "tool", tool_call_id: "call_1", content: "A cat" },
    { role: "assistant", content: "A cat.", weight: 1 },
  ],
  tools: [{ type: "function", function: { name: "look", description: "Looks at it" } }],
};

describe("the texts of a row", () => {
  it("are what a model sees, with who says it", () => {
    expect(spokenIn(chat)).toEqual([
      { text: "Be brief.", by: "system" },
      { text: "What is this?", by: "user" },
      { text: "look", by: "assistant" },
      { text: '{"at":1}', by: "assistant" },
      { text: "A cat", by: "tool" },
      { text: "A cat.", by: "assistant" },
    ]);
  });

  it("are those of a preference's question and both its answers", () => {
    const row = {
      input: { messages: [{ role: "user", content: "Hi" }], tools: [] },
      preferred_output: [{ role: "assistant", content: "Hello" }],
      non_preferred_output: [{ role: "assistant", content: "What" }],
    };
    expect(contentsOf(row)).toEqual(["Hi", "Hello", "What"]);
  });

  it("are every field of an evaluation row but its ids, whatever the fields are called", () => {
    const row = JSON.parse(
      '{"id":"r1","query_id":"q","question":"Why?","type":"open","nested":{"facts":["a","b"]},"__proto__":"p","constructor":"c","n":3}',
    );
    expect(contentsOf(row)).toEqual(["Why?", "open", "a", "b", "p", "c"]);
  });

  it("are not a picture's bytes, but a text that is called like one outside a chat", () => {
    expect(
      contentsOf({ image: "data:image/png;base64,AAAA", file: "Read me", tools: [{ name: "x" }] }),
    ).toEqual(["Read me"]);
    expect(
      contentsOf({ role: "user", content: [{ type: "image_url", image_url: "https://a.example/b" }] }),
    ).toEqual([]);
  });

  it("have a way that leads to each", () => {
    expect([...pathsOfContents(chat, new Set([0, 1, 2, 6]))]).toEqual([
      [0, ["messages", 0, "content"]],
      [1, ["messages", 1, "content", 0, "text"]],
      [2, ["messages", 2, "tool_calls", 0, "function", "name"]],
    ]);
  });

  it("leave shared instructions out of what makes a row its own, unless nothing else is said", () => {
    expect(ownContentsOf(chat)).not.toContain("Be brief.");
    expect(ownContentsOf({ messages: [chat.messages[0]] })).toEqual(["Be brief."]);
  });

  it("come to an end in what is nested deeply", () => {
    let deep: unknown = "bottom";
    for (let level = 0; level < 5_000; level += 1) deep = [deep];
    expect(contentsOf([deep, "top"])).toEqual(["top"]);
    expect(contentsOf(Array.from({ length: 100_001 }, () => "x"))).toHaveLength(100_000);
  });
});
