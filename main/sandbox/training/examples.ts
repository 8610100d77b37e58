import { isObject, type Json } from "../json.ts";
import { callText } from "./calls.ts";
import { isSpace, piecesOf } from "./pieces.ts";

/** What is asked, in pieces, and which words it has. */
export interface Prompt {
  pieces: readonly string[];
  /** In small letters, each once, with the pairs of neighbours. */
  words: readonly string[];
}

/** A prompt, and an answer to it in pieces. */
export interface Example {
  prompt: Prompt;
  answer: readonly string[];
  /** Whether the answer goes on where its pieces end. */
  isCut: boolean;
}

/** Pieces of a prompt that are looked at, from its end; and of an answer, from its beginning. */
const promptLength = 240;
export const answerLength = 600;
/** Words that a prompt is known by. */
const mostWords = 60;

/** The prompt that messages are, of which the last ones count most. */
export function promptOf(messages: readonly { role: string; text: string }[]): Prompt {
  const text = messages.map(({ text }) => text).join("\n");
  const pieces = piecesOf(text.slice(-8000)).slice(-promptLength);
  const words = pieces.filter((one) => !isSpace(one)).map((one) => one.toLowerCase());
  const pairs = words.map((word, at) => `${words[at - 1] ?? ""} ${word}`);
  return { pieces, words: [...new Set([...words.slice(-mostWords), ...pairs.slice(-mostWords)])] };
}

/** The text of a message's content: a string, or parts. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => (isObject(part) && typeof part.text === "string" ? part.text : "")).join("");
}

/** Messages as they are read in a question, where a call has no text, and with the call that each makes. */
const messagesIn = (value: unknown): { role: string; text: string; call: string }[] =>
  (Array.isArray(value) ? value : []).filter(isObject).map((message) => ({
    role: String(message.role),
    text: textOf(message.content),
    call: callText(message),
  }));

/** The last message of an assistant and what was before it; null where there is none with a text or a call. */
export function supervisedExample(row: Json): Example | null {
  const messages = messagesIn(row.messages);
  const last = messages.at(-1);
  const answer = last?.text || last?.call;
  if (last?.role !== "assistant" || !answer) return null;
  return exampleOf(promptOf(messages.slice(0, -1)), answer);
}

/** What is preferred, and what is not. */
export function preferenceExample(row: Json): { better: Example; worse: Example } | null {
  const prompt = promptOf(messagesIn(isObject(row.input) ? row.input.messages : null));
  const [better, worse] = [row.preferred_output, row.non_preferred_output].map((output) =>
    messagesIn(output)
      .map(({ text, call }) => text || call)
      .findLast((answer) => answer !== ""),
  );
  if (!better || !worse) return null;
  return {
    better: exampleOf(prompt, better),
    worse: exampleOf(prompt, worse),
  };
}

/** What is asked in a row of reinforcement, and the texts beside it. */
export function reinforcedExample(row: Json): { prompt: Prompt; item: Json; values: string[] } {
  const { messages, ...fields } = row;
  return { prompt: promptOf(messagesIn(messages)), item: row, values: valuesIn(fields) };
}

/** Characters of a text beside a row that may be an answer. */
const longestValue = 600;

/** Texts and numbers, wherever they stand in a row. */
function valuesIn(value: unknown): string[] {
  if (typeof value === "number" || typeof value === "boolean") return [String(value)];
  if (typeof value === "string") return value !== "" && value.length <= longestValue ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(valuesIn);
  return isObject(value) ? Object.values(value).flatMap(valuesIn) : [];
}

function exampleOf(prompt: Prompt, text: string): Example {
  const answer = piecesOf(text.slice(0, 20 * answerLength)).slice(0, answerLength);
  return { prompt, answer, isCut: answer.join("").length < text.length };
}
