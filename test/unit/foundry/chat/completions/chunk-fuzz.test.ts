import { expect, it } from "vitest";
import { z } from "zod";
import { readChunk } from "../../../../../main/foundry/chat/completions/chunk.ts";
import type { Chunk } from "../../../../../main/foundry/chat/dialect.ts";

/** The same reading as a schema: what has the wrong type counts as not there. */
const object = z.record(z.string(), z.unknown());
const text = z.string().catch("");
const optionalText = z.string().optional().catch(undefined);
const filter = object
  .refine((results) => Object.keys(results).length > 0)
  .nullable()
  .catch(null);
const filters = z
  .object({
    content_filter_results: object.nullable().catch(null),
    content_filter_result: object.nullable().catch(null),
  })
  .transform((one) => filter.parse(one.content_filter_results ?? one.content_filter_result));

const args = z.union([
  z.string(),
  z.union([object, z.array(z.unknown())]).transform((one) => JSON.stringify(one)),
]);
const called = z.object({ name: optionalText, arguments: args.catch("") });
const toolCall = z.object({
  index: z.number().nullable().catch(null),
  id: text,
  function: called.catch({ name: undefined, arguments: "" }),
});

/** The parts of a content, told by their kind; one that says of itself nothing is text. */
const kinds: Record<string, string> = {
  text: "text",
  output_text: "text",
  thinking: "reasoning",
  reasoning: "reasoning",
  refusal: "refusal",
};
const inside = (value: unknown, depth: number): string => {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || depth > 2) return "";
  if (Array.isArray(value)) return value.map((one) => inside(one, depth + 1)).join("");
  const fields = ["text", "thinking", "reasoning", "refusal", "content", "value"];
  const found = fields
    .map((name) => object.parse(value)[name])
    .find((one) => one !== undefined && one !== null);
  return inside(found, depth + 1);
};
const partsOf = (content: unknown, kind: string) =>
  typeof content === "object" && content !== null
    ? (Array.isArray(content) ? content : [content])
        .filter((part) => {
          const type = object.safeParse(part).data?.type ?? "text";
          return typeof type === "string" && Object.hasOwn(kinds, type) && kinds[type] === kind;
        })
        .map((part) => inside(part, 0))
        .join("")
    : "";

const said = z
  .object({
    content: z.unknown().optional(),
    reasoning_content: text,
    reasoning: text,
    refusal: text,
    tool_calls: z.array(z.unknown()).nullable().catch(null),
    function_call: called.nullable().catch(null),
  })
  .transform((one) => ({
    text: text.parse(one.content) || partsOf(one.content, "text"),
    reasoning: one.reasoning_content || one.reasoning || partsOf(one.content, "reasoning"),
    refusal: one.refusal || partsOf(one.content, "refusal"),
    toolCalls: (
      one.tool_calls?.flatMap((call) => toolCall.safeParse(call).data ?? []) ??
      (one.function_call ? [{ index: null, id: "", function: one.function_call }] : [])
    ).map(({ index, id, function: { name, arguments: given } }) => ({
      index,
      ...(id !== "" && { id }),
      ...(name !== undefined && { name }),
      arguments: given,
    })),
  }));

const choice = z.object({
  delta: said.nullable().catch(null),
  message: said.nullable().catch(null),
  finish_reason: z.string().nullable().catch(null),
  usage: z.unknown().optional(),
});
const count = z
  .union([z.number().nonnegative(), z.string().regex(/^\d+$/).transform(Number)])
  .optional()
  .catch(undefined);
const details = z.object({ reasoning_tokens: z.unknown(), cached_tokens: z.unknown() }).partial().catch({});
const usage = z
  .object({
    prompt_tokens: z.unknown(),
    completion_tokens: z.unknown(),
    total_tokens: count,
    reasoning_tokens: z.unknown(),
    completion_tokens_details: details,
    prompt_tokens_details: details,
  })
  .partial()
  .transform((one) => {
    const [prompt, written] = [count.parse(one.prompt_tokens), count.parse(one.completion_tokens)];
    if (prompt === undefined && written === undefined) return null;
    const thought = count.parse(one.completion_tokens_details?.reasoning_tokens ?? one.reasoning_tokens) ?? 0;
    const [asked, completion] = [prompt ?? 0, written ?? 0];
    const over = (one.total_tokens ?? 0) - asked - completion;
    const beside =
      over > 0 ? (thought === 0 || thought === over ? over : 0) : thought > completion ? thought : 0;
    return {
      prompt: asked,
      completion: completion + beside,
      reasoning: beside || thought,
      cached: count.parse(one.prompt_tokens_details?.cached_tokens) ?? 0,
    };
  })
  .nullable()
  .catch(null);
const chunk = z.object({
  choices: z.array(z.unknown()).catch([]),
  model: text,
  prompt_filter_results: z.unknown().optional(),
  prompt_annotations: z.unknown().optional(),
  usage: object.nullable().catch(null),
});

/** A chunk as it is read, but for its error, whose shapes are those of error bodies. */
function byHand(value: unknown): Chunk | null {
  const chunk = readChunk(value);
  return chunk && { ...chunk, error: null };
}

/** A chunk as the schema reads it, in the shape of `Chunk`. */
function bySchema(value: unknown): Chunk | null {
  const parsed = chunk.safeParse(value);
  if (!parsed.success) return null;
  const { choices, usage: counted, model, prompt_filter_results, prompt_annotations } = parsed.data;
  const numbers = choices.map((one, place) => {
    const index = object.safeParse(one).data?.index ?? place;
    return typeof index === "number" ? index : -1;
  });
  const found = choices.find((one, place) => numbers[place] === 0 && object.safeParse(one).success);
  const first = choice.safeParse(found).data;
  const prompt = z.array(z.unknown()).safeParse(prompt_filter_results ?? prompt_annotations).data?.[0];
  const piece = first?.delta ?? { text: "", reasoning: "", refusal: "", toolCalls: [] };
  return {
    ...piece,
    whole: first?.message ?? null,
    model,
    answers: Math.max(0, ...numbers.map((number) => number + 1)),
    finish: first?.finish_reason || null,
    promptFilter: filters.safeParse(prompt).data ?? null,
    answerFilter: filters.safeParse(found).data ?? null,
    usage: usage.parse(counted ?? object.safeParse(first?.usage).data ?? null),
    error: null,
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

it("reads 1,500 spoiled chunks as the schema does", () => {
  const next = seeded(20_251_123);
  let texts = 0;
  for (let round = 0; round < 1_500; round += 1) {
    const value: unknown = JSON.parse(JSON.stringify(spoiled(valid(), next)));
    const read = byHand(value);
    if (read?.text === "Hi") texts += 1;
    expect(read, JSON.stringify(value)).toEqual(bySchema(value));
  }
  // Enough stayed whole for the comparison to be about something.
  expect(texts).toBeGreaterThan(375);
});

it("reads anything as the schema does", () => {
  const next = seeded(7);
  for (let round = 0; round < 3_000; round += 1) {
    const value: unknown = JSON.parse(JSON.stringify(anything(next)) ?? "null");
    expect(byHand(value), JSON.stringify(value)).toEqual(bySchema(value));
  }
});
