import type { AskedMessage, ShownCall } from "../../preload/contract/evaluation-results.ts";
import type { EvaluationPrompt } from "../../preload/contract/evaluation-settings.ts";
import type { ChatMessage } from "../foundry/chat/chat.ts";
import { asObject, type JsonObject, parseJson } from "../foundry/json.ts";
import { callsOfRow, filledPrompt, questionIn, type RowQuestion, rowFacts } from "../graders/graders.ts";

/** What a row asks under a prompt; `problem` is a name in `strings.evaluations.rowProblems` where it asks nothing. */
export type AskedRow =
  | { question: RowQuestion; problem: null }
  | { question: null; problem: string; place: string | null };

/** What models are asked about a row, by the row itself or by a text that is filled with its fields. */
export function askedRow(text: string, prompt: EvaluationPrompt): AskedRow {
  if (prompt.kind === "row") {
    const question = questionIn(text);
    return question ? { question, problem: null } : { question: null, problem: "asks_nothing", place: null };
  }
  const row = asObject(parseJson(text));
  if (!row) return { question: null, problem: "no_fields", place: null };
  const facts = rowFacts(row);
  const messages: ChatMessage[] = [];
  for (const { role, content } of prompt.messages) {
    const written = filledPrompt(content, facts);
    if ("error" in written) return { question: null, problem: written.error, place: written.place };
    messages.push({ role, content: written.text });
  }
  return { question: { ...facts, messages }, problem: null };
}

/** A message as a person sees it, with the calls and the pictures in it. */
export const shownMessage = ({ role, content, toolCalls, attachments }: ChatMessage): AskedMessage => ({
  ...{ role, content },
  calls: (toolCalls ?? []).map((call) => ({ name: call.name, arguments: call.arguments })),
  images: (attachments ?? []).flatMap(({ kind, type, data }) =>
    kind === "image" ? [`data:${type};base64,${data}`] : [],
  ),
});

/** The fields of a row, for what names them; none where it has none. */
export const itemOf = (text: string): JsonObject => {
  const row = asObject(parseJson(text));
  return row ? rowFacts(row).item : {};
};

/** The calls that the answer of a row makes, by its item; none where it is no call. */
export const expectedCalls = (item: JsonObject): ShownCall[] =>
  (callsOfRow(item) ?? []).map((call) => ({
    name: call.name,
    arguments: JSON.stringify(call.arguments) ?? "",
  }));
