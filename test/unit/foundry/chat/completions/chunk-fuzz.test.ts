import { expect, it } from "vitest";
import { z } from "zod";
import { readChunk } from "../../../../../main/foundry/chat/completions/chunk.ts";

/** What a chunk is, whatever it was read from. Which of it is read is held by `shapes.test.ts`. */
const count = z.number().nonnegative();
const object = z.record(z.string(), z.unknown());
const said = z.object({
  text: z.string(),
  reasoning: z.string(),
  refusal: z.string(),
  toolCalls: z.array(
    z.strictObject({
      index: z.int().nullable(),
      id: z.string().min(1).optional(),
      name: z.string().optional(),
      arguments: z.string(),
    }),
  ),
});
const chunk = z.strictObject({
  ...said.shape,
  whole: z.strictObject(said.shape).nullable(),
  model: z.string(),
  answers: z.int().nonnegative(),
  part: z.literal(""),
  beside: z.array(z.never()),
  isLast: z.literal(false),
  finish: z.string().min(1).nullable(),
  promptFilters: z.array(object),
  answerFilter: object.nullable(),
  usage: z
    .strictObject({ prompt: count, completion: count, reasoning: count, cached: count })
    .refine(({ prompt, completion, reasoning, cached }) => reasoning <= completion && cached <= prompt)
    .nullable(),
  error: z.unknown(),
});

/** A repeatable source of numbers below 1 (a linear congruential generator). */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const names = [
  ...[
    "choices",
    "delta",
    "message",
    "content",
    "reasoning_content",
    "reasoning",
    "refusal",
    "tool_calls",
    "function",
    "function_call",
    "type",
    "text",
    "thinking",
    "model",
  ],
  ...["index", "id", "name", "arguments", "finish_reason", "content_filter_results", "usage", "error"],
  ...[
    "prompt_filter_results",
    "prompt_annotations",
    "hate",
    "filtered",
    "prompt_tokens",
    "completion_tokens",
    "total_tokens",
    "content_filter_result",
  ],
  ...["reasoning_tokens", "cached_tokens", "completion_tokens_details", "prompt_tokens_details"],
];

const valid = () => ({
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
        refusal: "No",
        tool_calls: [{ index: 1, id: "call_1", function: { name: "f", arguments: "{}" } }],
      },
      finish_reason: "stop",
      content_filter_results: { hate: { filtered: false, severity: "safe" } },
    },
    {
      index: 1,
      message: { content: "other", function_call: { name: "g", arguments: { a: 1 } } },
    },
  ],
  prompt_filter_results: [{ content_filter_results: { hate: { filtered: true } } }],
  usage: {
    prompt_tokens: 5,
    completion_tokens: 7,
    total_tokens: 15,
    completion_tokens_details: { reasoning_tokens: 3 },
    prompt_tokens_details: { cached_tokens: 2 },
  },
});

/** Any JSON value, often with the names that matter. */
function anything(next: () => number, depth = 0): unknown {
  const scalars = [null, true, false, 0, 1, -1, 0.5, 1e300, "", "7", "stop", "text", "thinking", "__proto__"];
  const kind = next();
  if (depth > 3 || kind < 0.5) return scalars[Math.floor(next() * scalars.length)];
  const items = Array.from({ length: Math.floor(next() * 4) }, () => anything(next, depth + 1));
  if (kind < 0.7) return items;
  return Object.fromEntries(items.map((item) => [names[Math.floor(next() * names.length)], item]));
}

/** A copy in which some values are another, or gone. */
function spoiled(value: unknown, next: () => number): unknown {
  if (next() < 0.08) return anything(next);
  if (Array.isArray(value)) return value.map((item) => spoiled(item, next));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(() => next() > 0.06);
  return Object.fromEntries(kept.map(([name, inside]) => [name, spoiled(inside, next)]));
}

it("reads 1,500 spoiled chunks as far as they are whole", () => {
  const next = seeded(20_251_123);
  let texts = 0;
  for (let round = 0; round < 1_500; round += 1) {
    const value: unknown = JSON.parse(JSON.stringify(spoiled(valid(), next)));
    const read = readChunk(value);
    if (read?.text === "Hi") texts += 1;
    expect(chunk.nullable().safeParse(read).error, JSON.stringify(value)).toBeUndefined();
  }
  // Enough stayed whole for it to be about something.
  expect(texts).toBeGreaterThan(375);
});

it("reads anything", () => {
  const next = seeded(7);
  for (let round = 0; round < 3_000; round += 1) {
    const value: unknown = JSON.parse(JSON.stringify(anything(next)) ?? "null");
    expect(chunk.nullable().safeParse(readChunk(value)).error, JSON.stringify(value)).toBeUndefined();
  }
});
