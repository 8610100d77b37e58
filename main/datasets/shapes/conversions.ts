import type { ConversionTarget } from "../../../preload/contract/dataset-exports.ts";
import type { DatasetMethod } from "../../../preload/contract/dataset-rules.ts";
import { asList, asObject, type JsonObject, parseJson } from "../../foundry/json.ts";
import type { Mapped, UnmappedWhy } from "./map.ts";
import { areMessages, type Message } from "./messages.ts";

type Convert = (row: JsonObject) => JsonObject | UnmappedWhy;

const messagesIn = (row: JsonObject): Message[] | null => (areMessages(row.messages) ? row.messages : null);

/** The conversation without its last answer, and that answer; the row's other fields stay. */
const withReference: Convert = (row) => {
  const messages = messagesIn(row);
  const last = messages?.at(-1);
  if (!messages || last?.role !== "assistant") return "no_answer";
  const asked = messages.slice(0, -1);
  if (asked.at(-1)?.role !== "user") return "not_asked_last";
  return { ...row, messages: asked, reference_answer: last.content ?? null };
};

/** The conversation with the reference as its last answer. */
const withAnswer: Convert = (row) => {
  const messages = messagesIn(row);
  if (!messages) return "no_messages";
  if (typeof row.reference_answer !== "string") return "no_answer";
  const { reference_answer: content, ...rest } = row;
  return { ...rest, messages: [...messages, { role: "assistant", content }] };
};

const chosenOnly: Convert = (row) => {
  const input = asObject(row.input);
  const asked = asList(input?.messages);
  const chosen = asList(row.preferred_output);
  if (asked.length === 0 || chosen.length === 0) return "no_pair";
  const messages = [...asked, ...chosen];
  if (!areMessages(messages)) return "no_messages";
  const { messages: _, ...rest } = input ?? {};
  return { ...rest, messages };
};

/** The fields an evaluation reads: the last question as `query`, the answer as `ground_truth`, all else beside them. */
const asEvaluation: Convert = (row) => {
  const messages = messagesIn(row);
  const asked = messages?.findLast(({ role }) => role === "user")?.content;
  if (!messages || asked === undefined) return "no_prompt";
  const last = messages.at(-1);
  const { messages: _, reference_answer: reference, ...rest } = row;
  const answer = last?.role === "assistant" ? last.content : reference;
  const given = last?.role === "assistant" ? messages.slice(0, -1) : messages;
  return { ...rest, query: asked, ...(answer !== undefined && { ground_truth: answer }), messages: given };
};

/** A question and an answer of text, with a system prompt where there is one. Longer conversations are none. */
const asPrompt: Convert = (row) => {
  const messages = messagesIn(row);
  if (!messages) return "no_messages";
  const isSystem = messages[0]?.role === "system" || messages[0]?.role === "developer";
  const [asked, answer, ...more] = isSystem ? messages.slice(1) : messages;
  if (asked?.role !== "user" || typeof asked.content !== "string") return "no_prompt";
  if (answer?.role !== "assistant" || typeof answer.content !== "string" || more.length > 0)
    return "no_answer";
  const system = isSystem ? { system: messages[0]?.content } : {};
  return { ...system, prompt: asked.content, completion: answer.content };
};

const asItIs: Convert = (row) => row;

const supervised: Partial<Record<ConversionTarget, Convert>> = {
  supervised: asItIs,
  vision: asItIs,
  reinforcement: withReference,
  evaluation: asEvaluation,
  prompt_completion: asPrompt,
};

const conversions: Record<DatasetMethod, Partial<Record<ConversionTarget, Convert>>> = {
  supervised,
  vision: supervised,
  reinforcement: { reinforcement: asItIs, supervised: withAnswer, evaluation: asEvaluation },
  preference: { preference: asItIs, supervised: chosenOnly },
  evaluation: { evaluation: asItIs },
};

/**
 * A row of one method as one of another. What cannot be turned into it is given as it was, with the reason, and so is
 * all where there is no way between the two. A row that stays what it is stays as it is written.
 */
export function convertRow(text: string, from: DatasetMethod, to: ConversionTarget): Mapped {
  const convert = conversions[from][to];
  if (convert === asItIs) return { text };
  const row = asObject(parseJson(text));
  if (row === null) return { text, unmapped: parseJson(text) === undefined ? "broken" : "not_an_object" };
  const made = convert?.(row) ?? "no_messages";
  return typeof made === "string" ? { text, unmapped: made } : { text: JSON.stringify(made) };
}
