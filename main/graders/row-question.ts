import { answerFields } from "../../preload/answer-fields.ts";
import { beginningOf } from "../../preload/cut.ts";
import type { ChatMessage } from "../foundry/chat/chat.ts";
import { asList, asObject, asText, type JsonObject, parseJson } from "../foundry/json.ts";
import { ownAnswer } from "./own-answer.ts";
import { promptOf } from "./prompt.ts";
import { filled, type Unfilled } from "./template.ts";

/** A row as models are asked it: all but its answer. */
export interface RowQuestion {
  messages: readonly ChatMessage[];
  /** The tools that a model may call, as the row has them. */
  tools: readonly JsonObject[];
  /**
   * What graders know of the row: its fields, and as `reference` the answer that it has, unless a field is called so
   * already.
   */
  item: JsonObject;
  /** The answer that the row has; null for none. */
  reference: string | null;
}

/** What graders and tools need of a row, whatever it is asked. */
export function rowFacts(row: JsonObject): Omit<RowQuestion, "messages"> {
  const reference = referenceIn(row);
  return {
    tools: objectsIn(row.tools ?? asObject(row.input)?.tools),
    item: reference === null || Object.hasOwn(row, "reference") ? row : { ...row, reference },
    reference,
  };
}

/** What a row asks, from its text; null where that is nothing that can be sent. */
export function questionIn(text: string): RowQuestion | null {
  const row = asObject(parseJson(text));
  const messages = row && promptOf(row);
  return row && messages ? { messages, ...rowFacts(row) } : null;
}

/** A text of a prompt filled with a row's fields and its reference. Gives the first place that cannot be filled. */
export const filledPrompt = (
  template: string,
  { item, reference }: Pick<RowQuestion, "item" | "reference">,
): { text: string } | Unfilled =>
  filled(template, { item: reference === null ? item : { ...item, reference }, sample: "" });

/** The answer that a row has: what an assistant says last in it, or the one in its fields. */
function referenceIn(row: JsonObject): string | null {
  const answer = ownAnswer(row);
  if (answer) return textOf(answer.content);
  const field = answerFields.find((name) => typeof row[name] === "string");
  return field === undefined ? null : asText(row[field]);
}

const objectsIn = (list: unknown): JsonObject[] =>
  asList(list)
    .map(asObject)
    .filter((one) => one !== null);

/** A message's text; null where it has none, as a call of a tool. */
function textOf(content: unknown): string | null {
  if (typeof content === "string") return content;
  const texts = asList(content).flatMap((part) => {
    const { text } = asObject(part) ?? {};
    return typeof text === "string" ? [text] : [];
  });
  return texts.length === 0 ? null : texts.join("\n");
}

/** Characters of what was asked that are shown. */
const shown = 2000;

/** The beginning of what a row asks: its last message, or its text where it asks nothing. */
export function askedIn(text: string): string {
  const question = questionIn(text);
  return beginningOf(question?.messages.at(-1)?.content ?? text, shown);
}
