import { describe, expect, it } from "vitest";
import { z } from "zod";
import { dialects } from "../../../../main/foundry/chat/dialects.ts";
import { anything, seeded, spoiled, vocabularyOf } from "./spoiled.ts";

/** What a chunk is, whatever it was read from. Which of it is read is held by the tests of each dialect. */
const count = z.number().nonnegative();
const object = z.record(z.string(), z.unknown());
const said = z.object({
  text: z.string(),
  reasoning: z.string(),
  refusal: z.string(),
  toolCalls: z.array(
    z.strictObject({
      index: z.int().nullable(),
      id: z.string().optional(),
      name: z.string().optional(),
      arguments: z.string(),
    }),
  ),
});
const beside = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("commentary"), text: z.string() }),
  z.strictObject({
    type: z.literal("citation"),
    url: z.string(),
    title: z.string(),
    quote: z.string(),
  }),
  z.strictObject({
    type: z.literal("hosted_call"),
    id: z.string(),
    tool: z.string(),
    state: z.enum(["running", "completed", "failed"]),
    input: z.string(),
    output: z.string(),
  }),
]);
const chunk = z.strictObject({
  ...said.shape,
  whole: z.strictObject(said.shape).nullable(),
  model: z.string(),
  answers: z.int().nonnegative(),
  part: z.string(),
  beside: z.array(beside),
  isLast: z.boolean(),
  finish: z.string().min(1).nullable(),
  declined: z.strictObject({ category: z.string(), explanation: z.string() }).nullable(),
  promptFilters: z.array(object),
  answerFilter: object.nullable(),
  usage: z
    .strictObject({ prompt: count, completion: count, reasoning: count, cached: count })
    .refine(({ prompt, completion, reasoning, cached }) => reasoning <= completion && cached <= prompt)
    .nullable(),
  error: z.unknown(),
});

const filters = { hate: { filtered: false, severity: "safe" } };

/** Answers of each dialect, event by event, that have all that is read in them. */
const answers = {
  chat: [
    {
      model: "m",
      choices: [
        {
          index: 0,
          message: {
            content: [
              { type: "thinking", thinking: [{ type: "text", text: "Hm" }] },
              { type: "text", text: "Hi" },
            ],
            function_call: { name: "f", arguments: { a: [1] } },
          },
          delta: {
            content: "Hi",
            reasoning_content: "Hm",
            reasoning: "Hm",
            refusal: "No",
            tool_calls: [{ index: 1, id: "call_1", function: { name: "f", arguments: "{}" } }],
          },
          finish_reason: "stop",
          content_filter_results: filters,
          content_filter_result: filters,
        },
        { index: 1, message: { content: "other", function_call: { name: "g", arguments: { a: 1 } } } },
      ],
      prompt_filter_results: [{ content_filter_results: { hate: { filtered: true } } }],
      prompt_annotations: [],
      usage: {
        prompt_tokens: 5,
        completion_tokens: 7,
        total_tokens: 15,
        completion_tokens_details: { reasoning_tokens: 3 },
        prompt_tokens_details: { cached_tokens: 2 },
      },
      error: null,
    },
  ],
  responses: [
    { type: "response.output_item.added", output_index: 0, item: { type: "message", phase: "commentary" } },
    { type: "response.output_text.delta", output_index: 1, content_index: 0, delta: "Hi" },
    { type: "response.refusal.delta", output_index: 1, content_index: 0, delta: "No" },
    { type: "response.reasoning_summary_text.delta", output_index: 2, summary_index: 0, delta: "Hm" },
    {
      type: "response.output_item.added",
      output_index: 3,
      item: { type: "function_call", call_id: "call_1", name: "f", arguments: "" },
    },
    { type: "response.function_call_arguments.delta", output_index: 3, delta: "{}" },
    {
      type: "response.output_text.annotation.added",
      annotation: { type: "url_citation", url: "https://example.com", title: "T", filename: "f" },
    },
    {
      type: "response.output_item.done",
      item: {
        type: "web_search_call",
        id: "ws_1",
        status: "searching",
        action: { query: "q", queries: ["q"], url: "u" },
        outputs: [{ logs: "1" }],
        output: "1",
        code: "1",
        queries: ["q"],
      },
    },
    {
      type: "response.completed",
      error: null,
      response: {
        object: "response",
        model: "m",
        status: "completed",
        incomplete_details: { reason: "max_output_tokens" },
        output: [
          { type: "reasoning", summary: [{ text: "Hm" }], content: [{ text: "Hm" }] },
          {
            type: "message",
            content: [{ type: "output_text", text: "Hi", annotations: [] }, { refusal: "No" }],
          },
          { type: "custom_tool_call", call_id: "call_2", name: "g", input: "x" },
        ],
        content_filters: [{ source_type: "prompt", content_filter_results: filters }],
        usage: {
          input_tokens: 5,
          output_tokens: 7,
          input_tokens_details: { cached_tokens: 2 },
          output_tokens_details: { reasoning_tokens: 3 },
        },
      },
    },
  ],
  messages: [
    {
      type: "message_start",
      message: { model: "m", usage: { input_tokens: 5, cache_read_input_tokens: 2 } },
    },
    {
      type: "content_block_start",
      index: 0,
      content_block: { type: "thinking", thinking: "", signature: "" },
    },
    { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "Hm" } },
    { type: "content_block_delta", index: 0, delta: { type: "signature_delta", signature: "s" } },
    { type: "content_block_start", index: 1, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 1, delta: { type: "text_delta", text: "Hi" } },
    {
      type: "content_block_delta",
      index: 1,
      delta: {
        type: "citations_delta",
        citation: { url: "u", title: "t", cited_text: "c", document_title: "d" },
      },
    },
    {
      type: "content_block_start",
      index: 2,
      content_block: { type: "server_tool_use", id: "srv_1", name: "web_search", input: { query: "q" } },
    },
    { type: "content_block_delta", index: 2, delta: { type: "input_json_delta", partial_json: "{}" } },
    { type: "content_block_stop", index: 2 },
    {
      type: "content_block_start",
      index: 3,
      content_block: {
        type: "web_search_tool_result",
        tool_use_id: "srv_1",
        is_error: false,
        content: [{ title: "t", url: "u", text: "x", stdout: "o", stderr: "e", error_code: "unavailable" }],
      },
    },
    {
      type: "content_block_start",
      index: 4,
      content_block: { type: "tool_use", id: "t_1", name: "f", input: {} },
    },
    { type: "content_block_stop", index: 4 },
    {
      type: "message_delta",
      delta: { stop_reason: "refusal", stop_details: { category: "cyber", explanation: "No" } },
      usage: {
        output_tokens: 7,
        cache_creation_input_tokens: 1,
        output_tokens_details: { thinking_tokens: 3 },
      },
    },
    { type: "message_stop" },
    {
      type: "message",
      model: "m",
      stop_reason: "end_turn",
      content: [
        { type: "text", text: "Hi", citations: [{ source: "s", cited_text: "c" }] },
        { type: "tool_use", id: "t_1", name: "f", input: { a: 1 } },
      ],
      error: null,
    },
  ],
};

/** The faults in what is read of anything that is given to a reader; and to what keeps, which must bear it too. */
function faultsOf(dialect: keyof typeof answers, events: readonly unknown[]): unknown[] {
  const read = dialects[dialect].reader();
  const keeper = dialects[dialect].keeping?.keeper();
  const faults = events.map((event) => {
    keeper?.take(event);
    return chunk.nullable().safeParse(read(event)).error;
  });
  return [...faults, object.array().safeParse(keeper?.items() ?? []).error].filter(
    (one) => one !== undefined,
  );
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? "null");

describe.each(Object.keys(answers) as (keyof typeof answers)[])("the reader of %s", (dialect) => {
  const events: readonly unknown[] = answers[dialect];
  const { names, words } = vocabularyOf(events);

  it("reads what is whole", () => {
    const read = dialects[dialect].reader();
    const chunks = events.map((event) => read(event));
    expect(chunks.map((one) => one?.text).join("")).toContain("Hi");
    expect(faultsOf(dialect, events)).toEqual([]);
  });

  it("reads spoiled answers as far as they are whole", () => {
    const next = seeded(20_251_123);
    const another = () => anything(next, names, words);
    const rounds = Math.ceil(1_500 / events.length);
    let texts = 0;
    for (let round = 0; round < rounds; round += 1) {
      const given = events.map((event) => asJson(spoiled(event, next, another)));
      const read = dialects[dialect].reader();
      if (given.some((event) => read(event)?.text === "Hi")) texts += 1;
      expect(faultsOf(dialect, given), JSON.stringify(given)).toEqual([]);
    }
    // Enough stayed whole for it to be about something.
    expect(texts).toBeGreaterThan(rounds / 4);
  });

  it("reads anything", () => {
    const next = seeded(7);
    for (let round = 0; round < 300; round += 1) {
      const given = Array.from({ length: 10 }, () => asJson(anything(next, names, words)));
      expect(faultsOf(dialect, given), JSON.stringify(given)).toEqual([]);
    }
  });
});
