import { type InlineThinking, inlineThinkingOf } from "../models/thinking.ts";
import type { Chunk, Said } from "./dialect.ts";
import type { ToolCallPart } from "./events.ts";
import { splitThinking, type ThinkingSplitter } from "./inline-thinking.ts";
import { remainderOf } from "./remainder.ts";
import { numberToolCalls } from "./tool-calls.ts";

type Kind = "text" | "reasoning" | "refusal";

/** Receives what is new of an answer, in order. `at` is when it arrived. */
export interface NewParts {
  text(type: Kind, text: string, at: number): void;
  toolCall(part: ToolCallPart): void;
}

/** Puts the chunks of one answer together. */
export interface Joining {
  take(chunk: Chunk, at: number): void;
  /** Gives what was held back, once nothing more comes. `finished`: the model had said all it wanted to. */
  end(finished: boolean, at: number): void;
}

/**
 * Gives what each chunk adds: a message that is told as a whole adds only what has not been given, thinking that `model`
 * is known to write into its text is told apart from it, and calls of tools are numbered.
 */
export function joining(model: string, parts: NewParts): Joining {
  /** What was given, in its pieces: texts that grow by every token would cost more. */
  const given: Record<Kind, string[]> = { text: [], reasoning: [], refusal: [] };
  const part: Record<Kind, string> = { text: "", reasoning: "", refusal: "" };
  const numbers = numberToolCalls(parts.toolCall);
  let splitter: ThinkingSplitter | null = null;
  let isStream = false;
  let hasText = false;

  const give = (type: Kind, text: string, at: number) => {
    if (text === "") return;
    given[type].push(text);
    parts.text(type, text, at);
  };

  /** Another part than the one before begins a paragraph. */
  const begin = (type: Kind, of: string, at: number) => {
    if (of === part[type]) return;
    if (given[type].length > 0) give(type, paragraph, at);
    part[type] = of;
  };

  /** Pieces, in the order in which a model says them. */
  const add = (chunk: Chunk, at: number) => {
    if (chunk.reasoning !== "") {
      splitter?.isApart();
      begin("reasoning", chunk.part, at);
      give("reasoning", chunk.reasoning, at);
    }
    if (chunk.text !== "") addText(chunk, at);
    if (chunk.refusal !== "") {
      begin("refusal", chunk.part, at);
      give("refusal", chunk.refusal, at);
    }
    if (chunk.toolCalls.length > 0) numbers.take(chunk.toolCalls);
  };

  const addText = ({ text, model: named, part: of }: Chunk, at: number) => {
    begin("text", of, at);
    if (!hasText && given.reasoning.length === 0) splitter = splitterFor(marksOf(model, named), give);
    hasText = true;
    if (splitter) splitter.take(text, at);
    else give("text", text, at);
  };

  const isPiece = ({ reasoning, text, refusal, toolCalls }: Chunk) =>
    reasoning !== "" || text !== "" || refusal !== "" || toolCalls.length > 0;

  /** In a stream of whole messages, what does not go on with the one before is one more piece. */
  const rest = (type: Kind, text: string) => {
    const before = given[type].join("");
    return isStream || text.startsWith(before) ? remainderOf(text, before) : text;
  };

  const addWhole = (said: Said, { model: named, finish }: Chunk, at: number) => {
    splitter?.end(false, at);
    const whole = said.reasoning === "" ? apart(said, marksOf(model, named), finish === "stop") : said;
    give("reasoning", rest("reasoning", whole.reasoning), at);
    give("text", rest("text", whole.text), at);
    give("refusal", rest("refusal", whole.refusal), at);
    numbers.whole(whole.toolCalls);
  };

  return {
    take: (chunk, at) => {
      add(chunk, at);
      if (!isStream) isStream = isPiece(chunk);
      if (chunk.whole) addWhole(chunk.whole, chunk, at);
    },
    end: (finished, at) => splitter?.end(finished, at),
  };
}

/** What stands between two parts. */
export const paragraph = "\n\n";

/** By what is known of the deployment, and by what the service calls the model. */
const marksOf = (model: string, named: string) => inlineThinkingOf(`${model} ${named}`);

const splitterFor = (
  marks: InlineThinking | null,
  say: (type: "text" | "reasoning", text: string, at: number) => void,
): ThinkingSplitter | null => marks && splitThinking(marks, say);

/** A whole message with its thinking told apart from its text. */
function apart(said: Said, marks: InlineThinking | null, finished: boolean): Said {
  const found = { text: "", reasoning: "" };
  const splitter = splitterFor(marks, (type, text) => {
    found[type] += text;
  });
  if (!splitter) return said;
  splitter.take(said.text, 0);
  splitter.end(finished, 0);
  return { ...said, ...found };
}
