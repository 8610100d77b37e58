import { describe, expect, it } from "vitest";
import { type ChatEvent, streamChat } from "../../../../main/foundry/chat/chat.ts";
import { numberToolCalls } from "../../../../main/foundry/chat/tool-calls.ts";
import type { DialectName } from "../../../../preload/contract/dialects.ts";
import { targetOf } from "../server.ts";

/** The events of an answer that a service gives in these. */
async function answered(dialect: DialectName, body: BodyInit): Promise<ChatEvent[]> {
  const fetch = async () => new Response(body, { headers: { "content-type": "text/event-stream" } });
  const request = { deployment: "d", dialect, messages: [{ role: "user" as const, content: "Hi" }] };
  const events: ChatEvent[] = [];
  const signal = new AbortController().signal;
  for await (const event of streamChat({ ...targetOf("http://127.0.0.1:1"), fetch }, { ...request, signal }))
    events.push(event);
  return events;
}

const stream = (events: readonly object[]) =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
const many = 130_000;

/** Milliseconds; what takes the square of what came takes minutes. */
const soon = 10_000;

async function within<Value>(work: () => Value | Promise<Value>): Promise<Value> {
  const begun = performance.now();
  const value = await work();
  expect(performance.now() - begun).toBeLessThan(soon);
  return value;
}

const kept = (events: readonly ChatEvent[]) => events.find((event) => event.type === "kept");

describe("an answer of a hostile or broken service", () => {
  it("may have any number of items, citations and filters in Responses", async () => {
    const output = [
      { type: "reasoning", id: "rs_1", encrypted_content: "x", summary: [] },
      ...Array.from({ length: many }, (_, index) => ({
        type: "message",
        role: "assistant",
        content: [
          {
            type: "output_text",
            text: index === 0 ? "Yes" : "",
            annotations: [{ type: "url_citation", url: `https://example.com/${index}` }],
          },
        ],
      })),
    ];
    const content_filters = Array.from({ length: many }, () => ({
      source_type: "completion",
      content_filter_results: { hate: { filtered: false, severity: "safe" } },
    }));
    const response = { object: "response", status: "completed", output, content_filters };
    const events = await within(() =>
      answered("responses", stream([{ type: "response.completed", response }])),
    );
    expect(events.at(-1)).toMatchObject({ type: "end", end: "stop" });
  });

  it("may have any number of citations in one block of a message, streamed or whole", async () => {
    const citations = Array.from({ length: many }, (_, index) => ({
      type: "page_location",
      title: `${index}`,
    }));
    const streamed = await within(() =>
      answered(
        "messages",
        stream([
          { type: "message_start", message: { role: "assistant" } },
          {
            type: "content_block_start",
            index: 0,
            content_block: { type: "thinking", thinking: "", signature: "s" },
          },
          { type: "content_block_start", index: 1, content_block: { type: "text", text: "Yes" } },
          ...citations.map((citation) => ({
            type: "content_block_delta",
            index: 1,
            delta: { type: "citations_delta", citation },
          })),
          { type: "message_delta", delta: { stop_reason: "end_turn" } },
          { type: "message_stop" },
        ]),
      ),
    );
    const block = { type: "text", text: "Yes", citations };
    expect(kept(streamed)?.kept.items[1]).toEqual(block);
    const content = [{ type: "thinking", thinking: "", signature: "s" }, block];
    const whole = { type: "message", role: "assistant", stop_reason: "end_turn", content };
    const events = await within(() => answered("messages", JSON.stringify(whole)));
    expect(kept(events)?.kept.items).toEqual(content);
    expect(events.filter(({ type }) => type === "citation")).toHaveLength(many);
    expect(events.at(-1)).toMatchObject({ end: "stop" });
  });

  it("may call any number of tools, with any number of pieces", async () => {
    const indexes = new Set<number>();
    const numbers = numberToolCalls(({ index }) => indexes.add(index));
    const calls = Array.from({ length: many }, (_, index) => ({
      index: index % 2 ? index : null,
      id: `call_${index}`,
      name: "look",
      arguments: "{}",
    }));
    await within(() => {
      for (const call of calls) numbers.take([call]);
      numbers.take(calls);
      numbers.whole(calls);
    });
    expect(indexes.size).toBe(many);
  });

  it("keeps both blocks that have one index, each with what has come of it", async () => {
    const use = (id: string) => ({ type: "tool_use", id, name: "look", input: {} });
    const begins = (content_block: object) => ({ type: "content_block_start", index: 0, content_block });
    const goesOn = (partial_json: string) => ({
      type: "content_block_delta",
      index: 0,
      delta: { type: "input_json_delta", partial_json },
    });
    const events = await answered(
      "messages",
      stream([
        begins({ type: "redacted_thinking", data: "x" }),
        begins(use("one")),
        goesOn('{"a":1}'),
        begins(use("two")),
        goesOn('{"b":2}'),
        { type: "message_delta", delta: { stop_reason: "tool_use" } },
        { type: "message_stop" },
      ]),
    );
    expect(kept(events)?.kept.items).toEqual([
      { type: "redacted_thinking", data: "x" },
      { ...use("one"), input: { a: 1 } },
      { ...use("two"), input: { b: 2 } },
    ]);
  });

  it("may have anything for the place of a text", async () => {
    const place = { toString: 1, valueOf: 1 };
    const delta = {
      type: "response.output_text.delta",
      output_index: place,
      content_index: place,
      delta: "Yes",
    };
    const response = { object: "response", status: "completed", output: [] };
    const events = await answered("responses", stream([delta, { type: "response.completed", response }]));
    expect(events.at(-1)).toMatchObject({ end: "stop", diagnosis: null });
    const block = { type: "text", text: "Yes" };
    const others = await answered(
      "messages",
      stream([
        { type: "content_block_start", index: place, content_block: block },
        { type: "message_delta", delta: { stop_reason: "end_turn" } },
        { type: "message_stop" },
      ]),
    );
    expect(others.at(-1)).toMatchObject({ end: "stop", diagnosis: null });
  });

  it("that never ends is given up, whatever it says", async () => {
    const piece = new TextEncoder().encode(
      stream([
        {
          type: "response.output_item.done",
          item: { type: "reasoning", encrypted_content: "x".repeat(4_000_000) },
        },
      ]),
    );
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(piece),
      cancel: () => {
        cancelled = true;
      },
    });
    const events = await answered("responses", endless);
    expect(events.at(-1)).toMatchObject({ end: "failed", diagnosis: { code: "reply_not_understood" } });
    expect(cancelled).toBe(true);
  });
});
