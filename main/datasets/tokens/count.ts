import { asList, asObject, asText, type JsonObject } from "../../foundry/json.ts";
import { boundedPieces } from "./pieces.ts";

/** Counts tokens as the models of the families gpt-4o, gpt-4.1, gpt-5 and the o-series do (encoding o200k_base). */
export interface TokenCounter {
  /** Tokens of a text. Special tokens in it are counted as the text they are written with. */
  text(text: string): number;
  /** Tokens of a row of any method. Tools and images are estimated. */
  row(row: unknown): number;
}

/** Special tokens are no reason to throw: a rule finds them. */
const asWritten = { disallowedSpecial: new Set<string>() };

let loaded: Promise<TokenCounter> | null = null;

/** Loads the encoding, which takes some 100 MB of memory and a fifth of a second, once. */
export function loadTokenCounter(): Promise<TokenCounter> {
  loaded ??= import("gpt-tokenizer/encoding/o200k_base").then(({ countTokens }) => {
    const text = (given: string) => {
      let tokens = 0;
      for (const piece of boundedPieces(given)) tokens += countTokens(piece, asWritten);
      return tokens;
    };
    return { text, row: (row) => rowTokens(row, text) };
  });
  return loaded;
}

type CountText = (text: string) => number;

/** What is around messages and names (OpenAI's cookbook, "How to count tokens with tiktoken", gpt-4o). */
const [perMessage, perName, perReply] = [3, 1, 3];

/** What is around tools, their parameters and choices (the same, gpt-4o). */
const tool = { begin: 7, parameters: 3, parameter: 3, choices: -3, choice: 3, end: 12 };

/** An image in low detail, and a square one of 1,024 pixels in high (OpenAI's guide to images, gpt-4o). */
const [lowImage, highImage] = [85, 765];

function rowTokens(given: unknown, count: CountText): number {
  const row = asObject(given);
  if (row === null) return typeof given === "string" ? count(given) : 0;
  const input = asObject(row.input);
  if (input !== null && row.preferred_output !== undefined) {
    const asked = conversationTokens(input, count);
    return (
      asked + messagesTokens(row.preferred_output, count) + messagesTokens(row.non_preferred_output, count)
    );
  }
  if (!Array.isArray(row.messages)) return count(JSON.stringify(row));
  return conversationTokens(row, count) + perReply;
}

const conversationTokens = ({ messages, tools, functions }: JsonObject, count: CountText): number =>
  messagesTokens(messages, count) + toolsTokens(tools ?? functions, count);

function messagesTokens(messages: unknown, count: CountText): number {
  let tokens = 0;
  for (const item of asList(messages)) {
    const message = asObject(item);
    if (message === null) continue;
    tokens += perMessage + count(asText(message.role)) + contentTokens(message.content, count);
    if (typeof message.name === "string") tokens += perName + count(message.name);
    for (const call of [...asList(message.tool_calls), { function: message.function_call }]) {
      const called = asObject(asObject(call)?.function);
      if (called !== null)
        tokens += perMessage + count(asText(called.name)) + count(asText(called.arguments));
    }
  }
  return tokens;
}

function contentTokens(content: unknown, count: CountText): number {
  if (typeof content === "string") return count(content);
  let tokens = 0;
  for (const item of asList(content)) {
    const part = asObject(item);
    if (part?.type === "image_url")
      tokens += asObject(part.image_url)?.detail === "low" ? lowImage : highImage;
    else tokens += count(asText(part?.text));
  }
  return tokens;
}

function toolsTokens(tools: unknown, count: CountText): number {
  const list = asList(tools);
  if (list.length === 0) return 0;
  let tokens = tool.end;
  for (const item of list) {
    const declared = asObject(asObject(item)?.function) ?? asObject(item);
    if (declared === null) continue;
    tokens += tool.begin + count(`${asText(declared.name)}:${described(declared)}`);
    const parameters = Object.entries(asObject(asObject(declared.parameters)?.properties) ?? {});
    if (parameters.length > 0) tokens += tool.parameters;
    for (const [name, schema] of parameters) {
      const declaration = asObject(schema) ?? {};
      const { type, enum: choices } = declaration;
      tokens += tool.parameter + count(`${name}:${asText(type)}:${described(declaration)}`);
      if (!Array.isArray(choices)) continue;
      tokens += tool.choices;
      for (const choice of choices) tokens += tool.choice + count(String(choice));
    }
  }
  return tokens;
}

/** A description as the model is given it: without a full stop at its end. */
const described = ({ description }: JsonObject): string => asText(description).replace(/\.$/, "");
