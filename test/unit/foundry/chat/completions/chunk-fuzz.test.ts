import { expect, it } from "vitest";
import { z } from "zod";
import { readChunk } from "../../../../../main/foundry/chat/completions/chunk.ts";
import type { Chunk } from "../../../../../main/foundry/chat/dialect.ts";

/** The same reading as a schema: what has the wrong type counts as not there. */
const object = z.record(z.string(), z.unknown());
const text = z.string().catch("");
const optionalText = z.string().optional().catch(undefined);
const count = z.number().nonnegative().catch(0);
const filter = object
  .refine((results) => Object.keys(results).length > 0)
  .nullable()
  .catch(null);

const toolCall = z.object({
  index: z.number().optional().catch(undefined),
  id: optionalText,
  function: z.object({ name: optionalText, arguments: text }).catch({ name: undefined, arguments: "" }),
});
const delta = z.object({
  content: text,
  reasoning_content: text,
  reasoning: text,
  refusal: text,
  tool_calls: z.array(z.unknown()).catch([]),
});
const choice = z.object({
  index: z.unknown().optional(),
  delta: delta.nullable().catch(null),
  message: delta.nullable().catch(null),
  finish_reason: z.string().nullable().catch(null),
  content_filter_results: filter,
});
const details = (name: string) => z.object({ [name]: z.unknown().optional() }).catch({ [name]: undefined });
const usage = z
  .object({
    prompt_tokens: count,
    completion_tokens: count,
    reasoning_tokens: z.unknown().optional(),
    completion_tokens_details: details("reasoning_tokens"),
    prompt_tokens_details: details("cached_tokens"),
  })
  .nullable()
  .catch(null);
const chunk = z.object({
  choices: z.array(z.unknown()).catch([]),
  prompt_filter_results: z.unknown().optional(),
  prompt_annotations: z.unknown().optional(),
  usage,
  error: z.unknown().optional(),
});

/** A chunk as the schema reads it, in the shape of `Chunk`. */
function bySchema(value: unknown): Chunk | null {
  const parsed = chunk.safeParse(value);
  if (!parsed.success) return null;
  const { choices, usage: counted, error, prompt_filter_results, prompt_annotations } = parsed.data;
  const first = choices
    .flatMap((one) => choice.safeParse(one).data ?? [])
    .find(({ index }) => index === undefined || index === null || index === 0);
  const said = first?.delta ?? first?.message;
  const prompt = z.array(z.unknown()).safeParse(prompt_filter_results ?? prompt_annotations).data?.[0];
  return {
    text: said?.content ?? "",
    reasoning: said?.reasoning_content || said?.reasoning || "",
    refusal: said?.refusal ?? "",
    toolCalls: (said?.tool_calls ?? []).flatMap((one, place) => {
      const call = toolCall.safeParse(one).data;
      if (!call) return [];
      const { index = place, id, function: called } = call;
      return [
        {
          index,
          ...(id !== undefined && { id }),
          ...(called.name !== undefined && { name: called.name }),
          arguments: called.arguments,
        },
      ];
    }),
    finish: first?.finish_reason || null,
    promptFilter:
      z.object({ content_filter_results: filter }).safeParse(prompt).data?.content_filter_results ?? null,
    answerFilter: first?.content_filter_results ?? null,
    usage: counted && {
      prompt: counted.prompt_tokens,
      completion: counted.completion_tokens,
      reasoning: count.parse(counted.completion_tokens_details.reasoning_tokens ?? counted.reasoning_tokens),
      cached: count.parse(counted.prompt_tokens_details.cached_tokens),
    },
    error: error ?? null,
  };
}

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
  ],
  ...["index", "id", "name", "arguments", "finish_reason", "content_filter_results", "usage", "error"],
  ...[
    "prompt_filter_results",
    "prompt_annotations",
    "hate",
    "filtered",
    "prompt_tokens",
    "completion_tokens",
  ],
  ...["reasoning_tokens", "cached_tokens", "completion_tokens_details", "prompt_tokens_details"],
];

const valid = () => ({
  choices: [
    {
      index: 0,
      delta: {
        content: "Hi",
        reasoning_content: "Hm",
        refusal: "No",
        tool_calls: [{ index: 1, id: "call_1", function: { name: "f", arguments: "{}" } }],
      },
      finish_reason: "stop",
      content_filter_results: { hate: { filtered: false, severity: "safe" } },
    },
    { index: 1, message: { content: "other" } },
  ],
  prompt_filter_results: [{ content_filter_results: { hate: { filtered: true } } }],
  usage: {
    prompt_tokens: 5,
    completion_tokens: 7,
    completion_tokens_details: { reasoning_tokens: 3 },
    prompt_tokens_details: { cached_tokens: 2 },
  },
});

/** Any JSON value, often with the names that matter. */
function anything(next: () => number, depth = 0): unknown {
  const scalars = [null, true, false, 0, 1, -1, 0.5, 1e300, "", "stop", "content", "__proto__"];
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

it("reads 8,000 spoiled chunks as the schema does", () => {
  const next = seeded(20_251_123);
  let texts = 0;
  for (let round = 0; round < 8_000; round += 1) {
    const value: unknown = JSON.parse(JSON.stringify(spoiled(valid(), next)));
    const read = readChunk(value);
    if (read?.text === "Hi") texts += 1;
    expect(read, JSON.stringify(value)).toEqual(bySchema(value));
  }
  // Enough stayed whole for the comparison to be about something.
  expect(texts).toBeGreaterThan(2_000);
});

it("reads anything as the schema does", () => {
  const next = seeded(7);
  for (let round = 0; round < 8_000; round += 1) {
    const value: unknown = JSON.parse(JSON.stringify(anything(next)) ?? "null");
    expect(readChunk(value), JSON.stringify(value)).toEqual(bySchema(value));
  }
});
