import { describe, expect, it } from "vitest";
import { messages } from "../../../../../main/foundry/chat/messages/messages.ts";
import { diagnosisOf } from "../../../../../main/foundry/error.ts";
import { begins, block, call, ends, text, thinking } from "./events.ts";

/** What of a reply is given back, and whether it has to be. */
function kept(...events: readonly object[]) {
  const keeper = messages.keeping?.keeper();
  for (const event of events) keeper?.take(event);
  const items = keeper?.items() ?? [];
  return { items, isNeeded: messages.keeping?.isNeeded(items) };
}

describe("what is given back of a message", () => {
  it("is every block as it came, thinking with its signature", () => {
    const redacted = { type: "redacted_thinking", data: "EmwK" };
    const result = {
      type: "web_search_tool_result",
      tool_use_id: "srv_1",
      content: [{ encrypted_content: "x" }],
    };
    expect(
      kept(
        begins(),
        ...thinking(0, "Let me see.", "c2ln"),
        ...block(1, redacted),
        ...text(2, "I ", "look."),
        ...call(3, { type: "server_tool_use", id: "srv_1", name: "web_search" }, '{"query":', '"q"}'),
        ...block(4, result),
        ...call(5, { type: "tool_use", id: "toolu_1", name: "f", caller: { type: "direct" } }, '{"a":1}'),
        ...ends("tool_use"),
      ),
    ).toEqual({
      isNeeded: true,
      items: [
        { type: "thinking", thinking: "Let me see.", signature: "c2ln" },
        redacted,
        { type: "text", text: "I look." },
        { type: "server_tool_use", id: "srv_1", name: "web_search", input: { query: "q" } },
        result,
        { type: "tool_use", id: "toolu_1", name: "f", caller: { type: "direct" }, input: { a: 1 } },
      ],
    });
  });

  it("is nothing that a text and calls do not say as well", () => {
    const said = kept(
      begins(),
      ...text(0, "Hi"),
      ...call(1, { type: "tool_use", id: "t", name: "f" }, "{}"),
      ...ends("tool_use"),
    );
    expect(said.isNeeded).toBe(false);
  });

  it("has no empty texts, which are refused", () => {
    expect(kept(begins(), ...thinking(0, "Hm", "s"), ...text(1), ...ends("end_turn")).items).toHaveLength(1);
  });

  it.each(["max_tokens", "refusal", "model_context_window_exceeded"])(
    "is nothing of one cut by %s",
    (reason) => {
      expect(kept(begins(), ...thinking(0, "Hm", "s"), ...text(1, "Hi"), ...ends(reason)).items).toEqual([]);
    },
  );

  it("is nothing of one that broke off", () => {
    expect(kept(begins(), ...thinking(0, "Hm", "s"), ...text(1, "Hi")).items).toEqual([]);
  });

  it("is all of one that came in one document", () => {
    const content = [
      { type: "thinking", thinking: "", signature: "s" },
      { type: "text", text: "Hi" },
    ];
    expect(kept({ type: "message", stop_reason: "end_turn", content }).items).toEqual(content);
  });

  it.each([
    ["messages.1.content.0: Invalid `signature` in `thinking` block", true],
    [
      "messages.1.content.0: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified.",
      true,
    ],
    ["Expected `thinking` or `redacted_thinking`, but found `tool_use`.", true],
    ["messages.3.content.1: Invalid `encrypted_content` in `search_result` block", true],
    ["max_tokens must be greater than thinking.budget_tokens", false],
    ["prompt is too long: 210000 tokens > 200000 maximum", false],
  ])("may be what is refused: %s", (message, refused) => {
    expect(messages.refusesKept?.(diagnosisOf("request_refused", {}, { status: 400, message }))).toBe(
      refused,
    );
  });
});
