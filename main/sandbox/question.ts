import { Refused } from "./errors.ts";
import type { Json } from "./json.ts";
import type { Manners } from "./manners.ts";
import type { Message } from "./message.ts";
import { countTokens } from "./tokens.ts";
import type { ToolCall } from "./tools.ts";

/** What is asked, in whichever dialect, checked. */
export interface Question {
  messages: Message[];
  manners: Manners;
  promptTokens: number;
  choices: number;
  /** The most tokens a choice may have, thinking included; null for no limit of its own. */
  maxTokens: number | null;
  stop: string[];
  seed: number;
  /** Whether it is thought about first. */
  thinks: boolean;
  /** JSON that the answer has to be: any object, or one by a schema; null where it may be text. */
  json: { schema: Json | null } | null;
  /** Names of those that may be called. */
  tools: readonly string[];
  /** What is called whatever the model has learned. */
  toolCalls: readonly ToolCall[];
}

/** What a message adds around its text: role and separators, by the count OpenAI has published for its models. */
const tokensPerMessage = 3;
/** An image of 1024 by 1024 pixels in detail, by OpenAI's published count for GPT-4o; others are counted alike. */
const tokensPerImage = 765;

/** How many tokens messages and the tools beside them have. */
export const promptTokensOf = (messages: readonly Message[], tools: unknown): number =>
  messages.reduce(
    (sum, { role, text, images = 0 }) =>
      sum + tokensPerMessage + countTokens(role) + countTokens(text) + images * tokensPerImage,
    tokensPerMessage + countTokens(Array.isArray(tools) && tools.length > 0 ? JSON.stringify(tools) : ""),
  );

/** Whether a prompt is one that Azure's filter stops. */
export const isFiltered = (messages: readonly Message[]): boolean =>
  messages.some(({ text }) => /ignore all previous instructions/i.test(text));

/** A whole number of a body; null where nothing is said. Throws `Refused` for anything else. */
export function wholeNumber(
  body: Json,
  parameter: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number | null {
  const value = body[parameter] ?? null;
  if (value === null) return null;
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new Refused("invalid-value", { parameter, expected: `a whole number ${range}` });
}
