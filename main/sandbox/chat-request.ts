import { readMessages } from "./chat-messages.ts";
import type { SandboxDeployment } from "./deployments.ts";
import { Refused } from "./errors.ts";
import { isObject, type Json } from "./json.ts";
import type { Message } from "./message.ts";
import { countTokens } from "./tokens.ts";
import { readTools, type ToolCall, toolCalled } from "./tools.ts";

export { isObject } from "./json.ts";
export type { Message } from "./message.ts";

/** A chat completion as asked for, checked. */
export interface ChatRequest {
  messages: Message[];
  stream: boolean;
  includeUsage: boolean;
  includeObfuscation: boolean;
  choices: number;
  /** The most tokens a choice may have, thinking included; null for no limit of its own. */
  maxTokens: number | null;
  stop: string[];
  seed: number;
  /** Whether the answer has to be one JSON object. */
  json: boolean;
  /** The call that is made in the place of an answer. */
  /** Names of those that may be called. */
  tools: readonly string[];
  /** What is called whatever the model has learned. */
  toolCall: ToolCall | null;
  promptTokens: number;
}

/** What a message adds around its text: role and separators, by the count OpenAI has published for its models. */
const tokensPerMessage = 3;
/** An image of 1024 by 1024 pixels in detail, by OpenAI's published count for GPT-4o; others are counted alike. */
const tokensPerImage = 765;

/**
 * Reads the body of a chat completion for a deployment, by the rules of its model family (Azure OpenAI reasoning
 * models guide). Throws `Refused`: a value of the wrong kind, a parameter the model does not take, a prompt that
 * is filtered or too long.
 */
export function readChatRequest(body: unknown, deployment: SandboxDeployment): ChatRequest {
  if (!isObject(body)) throw new Refused("invalid-json");
  refuseParameters(body, deployment);

  const messages = readMessages(body.messages, deployment);
  const tools = readTools(body.tools);
  const promptTokens = messages.reduce(
    (sum, { role, text, images = 0 }) =>
      sum + tokensPerMessage + countTokens(role) + countTokens(text) + images * tokensPerImage,
    tokensPerMessage + countTokens(tools.length > 0 ? JSON.stringify(body.tools) : ""),
  );
  if (promptTokens > deployment.contextTokens)
    throw new Refused("context-length-exceeded", { limit: deployment.contextTokens, tokens: promptTokens });
  if (messages.some(({ text }) => /ignore all previous instructions/i.test(text)))
    throw new Refused("content-filter");

  const options = isObject(body.stream_options) ? body.stream_options : {};
  return {
    messages,
    promptTokens,
    stream: body.stream === true,
    includeUsage: options.include_usage === true,
    includeObfuscation: options.include_obfuscation !== false,
    choices: wholeNumber(body, "n", 1, 128) ?? 1,
    maxTokens: wholeNumber(body, "max_completion_tokens", 1) ?? wholeNumber(body, "max_tokens", 1),
    stop: readStop(body.stop),
    seed: wholeNumber(body, "seed", Number.MIN_SAFE_INTEGER) ?? 0,
    json: readFormat(body.response_format, messages),
    tools: body.tool_choice === "none" ? [] : tools.map(({ name }) => name),
    toolCall: toolCalled(messages, tools, body.tool_choice),
  };
}

const usual: Json = { temperature: 1, top_p: 1, presence_penalty: 0, frequency_penalty: 0 };

function refuseParameters(body: Json, { reasoning, dialect }: SandboxDeployment): void {
  const given = (name: string) => body[name] !== undefined && body[name] !== null;
  if (dialect === "partner" && given("max_completion_tokens"))
    throw new Refused("extra-inputs", { parameter: "max_completion_tokens" });
  if (given("reasoning_effort")) checkEffort(body.reasoning_effort, { reasoning, dialect });
  if (reasoning !== "hidden") return;
  for (const parameter of ["max_tokens", "stop"])
    if (given(parameter)) throw new Refused("unsupported-parameter", { parameter });
  for (const [parameter, value] of Object.entries(usual))
    if (given(parameter) && body[parameter] !== value)
      throw new Refused("unsupported-value", { parameter, value: body[parameter], expected: String(value) });
}

const efforts: readonly unknown[] = ["low", "medium", "high"];

/** Models of others take any effort, and do nothing with it. */
function checkEffort(
  value: unknown,
  { reasoning, dialect }: Pick<SandboxDeployment, "reasoning" | "dialect">,
): void {
  const parameter = "reasoning_effort";
  if (dialect === "openai" && reasoning === "none") throw new Refused("unrecognized-argument", { parameter });
  if (dialect === "openai" && !efforts.includes(value))
    throw new Refused("unsupported-value", { parameter, value, expected: "medium" });
}

/** Whether JSON is asked for. As on the service, some message has to say so too. */
function readFormat(value: unknown, messages: readonly Message[]): boolean {
  if (!isObject(value) || value.type !== "json_object") return false;
  if (messages.some(({ text }) => /json/i.test(text))) return true;
  throw new Refused("invalid-value", { parameter: "messages", expected: "the word 'json' in some message" });
}

function readStop(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const stops: unknown[] = Array.isArray(value) ? value : [value];
  const texts = stops.filter((stop) => typeof stop === "string" && stop !== "");
  if (texts.length !== stops.length || stops.length > 4)
    throw new Refused("invalid-value", { parameter: "stop", expected: "a string or up to four strings" });
  return texts as string[];
}

function wholeNumber(
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
