import { readMessages } from "./chat-messages.ts";
import type { SandboxDeployment } from "./deployments.ts";
import { Refused } from "./errors.ts";
import { isObject, type Json } from "./json.ts";
import { mannersIn } from "./manners.ts";
import type { Message } from "./message.ts";
import { isFiltered, promptTokensOf, type Question, wholeNumber } from "./question.ts";
import { readToolChoice, readTools, toolsCalled } from "./tools.ts";

export { isObject } from "./json.ts";
export type { Message } from "./message.ts";

/** A chat completion as asked for, checked. */
export interface ChatRequest extends Question {
  stream: boolean;
  includeUsage: boolean;
  includeObfuscation: boolean;
}

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
  const promptTokens = promptTokensOf(messages, body.tools);
  if (promptTokens > deployment.contextTokens)
    throw new Refused("context-length-exceeded", { limit: deployment.contextTokens, tokens: promptTokens });
  if (isFiltered(messages)) throw new Refused("content-filter");

  const options = isObject(body.stream_options) ? body.stream_options : {};
  return {
    messages,
    manners: mannersIn(messages),
    promptTokens,
    thinks: deployment.reasoning !== "none",
    stream: body.stream === true,
    includeUsage: options.include_usage === true,
    includeObfuscation: options.include_obfuscation !== false,
    choices: wholeNumber(body, "n", 1, 128) ?? 1,
    maxTokens: wholeNumber(body, "max_completion_tokens", 1) ?? wholeNumber(body, "max_tokens", 1),
    stop: readStop(body.stop),
    seed: wholeNumber(body, "seed", Number.MIN_SAFE_INTEGER) ?? 0,
    json: readFormat(body.response_format, messages),
    tools: body.tool_choice === "none" ? [] : tools.map(({ name }) => name),
    toolCalls: toolsCalled(
      messages,
      tools,
      readToolChoice(body.tool_choice),
      body.parallel_tool_calls !== false,
    ),
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

/** The JSON that is asked for. As on the service, some message has to say so too where there is no schema. */
function readFormat(value: unknown, messages: readonly Message[]): Question["json"] {
  if (!isObject(value)) return null;
  if (value.type === "json_schema") {
    const { schema } = isObject(value.json_schema) ? value.json_schema : {};
    return { schema: isObject(schema) ? schema : null };
  }
  if (value.type !== "json_object") return null;
  if (messages.some(({ text }) => /json/i.test(text))) return { schema: null };
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
