import type { SandboxDeployment } from "./deployments.ts";
import { Refused } from "./errors.ts";
import { countTokens } from "./tokens.ts";

export interface Message {
  role: string;
  text: string;
}

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
  promptTokens: number;
}

type Json = Record<string, unknown>;

/** Whether a parsed value is a JSON object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const roles = ["system", "developer", "user", "assistant", "tool", "function"];

/** What a message adds around its text: role and separators, by the count OpenAI has published for its models. */
const tokensPerMessage = 3;

/**
 * Reads the body of a chat completion for a deployment, by the rules of its model family (Azure OpenAI reasoning
 * models guide). Throws `Refused`: a value of the wrong kind, a parameter the model does not take, a prompt that
 * is filtered or too long.
 */
export function readChatRequest(body: unknown, deployment: SandboxDeployment): ChatRequest {
  if (!isObject(body)) throw new Refused("invalid-json");
  refuseParameters(body, deployment);

  const messages = readMessages(body.messages);
  const promptTokens = messages.reduce(
    (sum, { role, text }) => sum + tokensPerMessage + countTokens(role) + countTokens(text),
    tokensPerMessage,
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
  };
}

const usual: Json = { temperature: 1, top_p: 1, presence_penalty: 0, frequency_penalty: 0 };

function refuseParameters(body: Json, { reasoning, dialect }: SandboxDeployment): void {
  const given = (name: string) => body[name] !== undefined && body[name] !== null;
  if (dialect === "partner" && given("max_completion_tokens"))
    throw new Refused("extra-inputs", { parameter: "max_completion_tokens" });
  if (reasoning !== "hidden") return;
  for (const parameter of ["max_tokens", "stop"])
    if (given(parameter)) throw new Refused("unsupported-parameter", { parameter });
  for (const [parameter, value] of Object.entries(usual))
    if (given(parameter) && body[parameter] !== value)
      throw new Refused("unsupported-value", { parameter, value: body[parameter], expected: String(value) });
}

function readMessages(value: unknown): Message[] {
  const refused = (expected: string) => new Refused("invalid-value", { parameter: "messages", expected });
  if (!Array.isArray(value) || value.length === 0) throw refused("an array with at least one message");
  // The service's own limit (Azure OpenAI quotas and limits).
  if (value.length > 2_048) throw refused("at most 2048 messages");
  return value.map((message: unknown) => {
    if (!isObject(message) || typeof message.role !== "string" || !roles.includes(message.role))
      throw refused(`messages with a role, one of ${roles.join(", ")}`);
    return { role: message.role, text: readContent(message.content, refused) };
  });
}

function readContent(content: unknown, refused: (expected: string) => Refused): string {
  if (typeof content === "string") return content;
  // A message of an assistant that only called a tool has none.
  if (content === null || content === undefined) return "";
  if (!Array.isArray(content)) throw refused("messages whose content is a string or an array of parts");
  return content
    .map((part: unknown) => {
      if (!isObject(part) || typeof part.type !== "string") throw refused("content parts with a type");
      return typeof part.text === "string" ? part.text : `[${part.type}]`;
    })
    .join("\n");
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
