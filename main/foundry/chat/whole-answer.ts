import type { FilterFinding, MessageEnd } from "../../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Context } from "../http/exchange.ts";
import type { JsonObject } from "../json.ts";
import { readAnswer } from "./answer.ts";
import { completions } from "./completions/completions.ts";
import { watchSaid } from "./ending.ts";
import type { AnswerEvent, Usage } from "./events.ts";
import { collectFindings } from "./filters.ts";
import { ended, failed, nothingYet } from "./outcome.ts";
import type { Question, ToolCall } from "./question.ts";

/** An answer as a whole. */
export interface WholeAnswer {
  text: string;
  reasoning: string;
  refusal: string;
  calls: ToolCall[];
  end: MessageEnd;
  usage: Usage | null;
  /** What the content filter found. */
  filters: FilterFinding[];
  /** Why it is none, or not all of one; null for an answer as it should be. */
  diagnosis: Diagnosis | null;
}

/** The body of a question that chat completions answer in one document. Throws `message_too_large`, `input_refused`. */
export function wholeBody(question: Question): JsonObject {
  const { stream: _stream, stream_options: _options, ...body } = completions.body(question);
  return body;
}

/**
 * Reads the document of an answer that was not streamed, as chat reads one. `model` is what is known to answer. Never
 * throws: what is no answer has a diagnosis.
 */
export async function readWhole(document: unknown, model: string, context: Context): Promise<WholeAnswer> {
  const signal = new AbortController().signal;
  const progress = nothingYet();
  const said = watchSaid();
  const findings = collectFindings();
  const texts = { text: "", reasoning: "", refusal: "" };
  const calls = new Map<number, ToolCall>();
  const reply = new Response(JSON.stringify(document) ?? "");
  const read = async () => {
    for await (const event of readAnswer(reply, completions, model, progress, context, signal, silence)) {
      said.take(event);
      if (event.type === "filter") findings.take(event);
      else if (event.type === "tool_call") addCall(calls, event);
      else if (isText(event)) texts[event.type] += event.text;
    }
    return ended(progress, said, completions);
  };
  const { end, usage, diagnosis } = await read().catch((error: unknown) =>
    failed(error, signal, progress, said, completions),
  );
  return { ...texts, calls: inOrder(calls), end, usage, filters: findings.findings(), diagnosis };
}

const isText = (event: AnswerEvent): event is AnswerEvent & { type: "text" | "reasoning" | "refusal" } =>
  event.type === "text" || event.type === "reasoning" || event.type === "refusal";

/** Nothing is waited for: all of it is here. */
const silence = Number.POSITIVE_INFINITY;

function addCall(
  calls: Map<number, ToolCall>,
  { index, id, name, arguments: given }: { index: number; id?: string; name?: string; arguments: string },
): void {
  const call = calls.get(index) ?? { id: "", name: "", arguments: "" };
  calls.set(index, {
    id: call.id || (id ?? ""),
    name: call.name || (name ?? ""),
    arguments: call.arguments + given,
  });
}

/** By their numbers, of which a service may give any. */
const inOrder = (calls: ReadonlyMap<number, ToolCall>): ToolCall[] =>
  [...calls].sort(([a], [b]) => a - b).map(([, call]) => call);
