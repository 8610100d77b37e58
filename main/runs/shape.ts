import { z } from "zod";
import { chatParameters, messageEnd, requestNote } from "../../preload/contract/conversations.ts";
import { dialectName } from "../../preload/contract/dialects.ts";
import { currency, id, keptText } from "../../preload/contract/fields.ts";
import { columnLimit, promptCountLimit } from "../../preload/limits.ts";
import { diagnoses } from "../../preload/strings/diagnoses.ts";

const name = keptText.max(256);
const text = keptText.max(2_000_000);
/** Pieces of one answer that are kept; what comes later is still in its text. */
export const eventLimit = 500_000;
const count = z.int().min(0);
const duration = z.number().min(0);
/** Milliseconds since the epoch, as far as a date can hold them (ECMAScript, time values). */
const moment = z.int().min(0).max(8_640_000_000_000_000);
/** A code that this version has words for. */
const code = name.transform((said) => (Object.hasOwn(diagnoses, said) ? said : "unexpected"));

const deployment = z.object({
  /** What it is called in this file, in the place of its own name and endpoint. */
  alias: name.min(1),
  kind: z.enum(["cloud", "local", "sandbox"]),
  model: name.nullable(),
  modelVersion: name.nullable(),
  sku: name.nullable(),
  region: name.nullable(),
  apiVersion: name.nullable(),
  /** Host and port; only where the person asked for it. */
  endpoint: name.nullable(),
});

const column = z.object({
  id,
  alias: name.min(1),
  systemPrompt: text,
  parameters: chatParameters,
});

const prompt = z.object({ id, text, variables: z.record(name, text) });

/** `at` in milliseconds since the request left. */
const event = z.discriminatedUnion("type", [
  z.object({ at: duration, type: z.enum(["text", "reasoning", "refusal", "commentary"]), text }),
  z.object({
    at: duration,
    type: z.literal("tool_call"),
    index: count,
    id: name.optional(),
    name: name.optional(),
    arguments: text,
  }),
  z.object({
    at: duration,
    type: z.literal("hosted_call"),
    id: name,
    tool: name,
    state: z.enum(["running", "completed", "failed"]),
    input: text,
    output: text,
  }),
  z.object({ at: duration, type: z.literal("citation"), url: text, title: text, quote: text }),
  z.object({
    at: duration,
    type: z.literal("filter"),
    of: z.enum(["prompt", "answer"]),
    results: z.record(name, z.unknown()),
  }),
]);

const run = z.object({
  columnId: id,
  promptId: id,
  /** Counted from 0; a warm-up counts by itself. */
  repeat: count,
  isWarmUp: z.boolean(),
  startedAt: moment,
  /** The API it was asked by; an earlier version did not say, and knew chat completions only. */
  dialect: dialectName.optional(),
  route: name.nullable(),
  region: name.nullable(),
  requestId: name.nullable(),
  /** What the rate limit left, by the service's headers. */
  remaining: z.object({ requests: count.nullable(), tokens: count.nullable() }),
  /** How the request differed from what was set. */
  notes: z.array(requestNote).max(100),
  end: messageEnd,
  /** The code of the diagnosis, without its words and what they show of the endpoint. */
  diagnosis: code.nullable(),
  /** Times in milliseconds, null where nothing came. */
  measurement: z.object({
    firstToken: duration.nullable(),
    gapMedian: duration.nullable(),
    gap95: duration.nullable(),
    total: duration,
    tokensPerSecond: duration.nullable(),
    tokensPerSecondWithReasoning: duration.nullable(),
    late: duration,
  }),
  tokens: z.object({ prompt: count, completion: count, reasoning: count, cached: count }).nullable(),
  cost: z.object({ amount: duration, currency }).nullable(),
  events: z.array(event).max(eventLimit),
});

const vote = z.object({
  promptId: id,
  /** The columns that were shown. */
  shown: z.array(id).min(2).max(columnLimit),
  outcome: z.enum(["better", "tie", "both_bad"]),
  /** The column that was better; null unless one was. */
  better: id.nullable(),
  /** Whether names and readings were hidden. */
  isBlind: z.boolean(),
  /** What the person calls this kind of question. */
  task: name,
  at: moment,
});

/** An answer as a person made it better. */
const edit = z.object({ promptId: id, columnId: id, repeat: count, text, at: moment });

/** Everything that is kept about runs but the runs themselves: what was asked of whom under which conditions. */
export const bundleAbout = z.object({
  title: name,
  createdAt: moment,
  app: z.object({ version: name, platform: name, node: name, electron: name.nullable() }),
  conditions: z.object({
    repeats: count.max(10_000),
    warmUps: count.max(10_000),
    order: z.enum(["random", "given"]),
    /** How many requests were under way at the same time. */
    atOnce: z.int().min(1),
    seed: z.int(),
  }),
  deployments: z.array(deployment).min(1).max(columnLimit),
  columns: z.array(column).min(1).max(columnLimit),
  prompts: z.array(prompt).min(1).max(promptCountLimit),
  votes: z.array(vote).max(100_000),
  edits: z.array(edit).max(100_000),
});

/** One run, with every piece of what came and its time. */
export const bundleRun = run;

export type BundleRun = z.output<typeof run>;
export type BundleColumn = z.output<typeof column>;

/** A comparison as it was run: what was asked of whom under which conditions, and every piece of what came, with its time. */
export type Bundle = z.output<typeof bundleAbout> & { runs: BundleRun[] };

/** When each piece of a run came, and what was changed about its request. */
export type Pieces = Pick<BundleRun, "events" | "notes">;
