import type { MessageEnd } from "../../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { diagnosisOf } from "../error.ts";
import type { Progress } from "./answer.ts";
import type { Declined } from "./dialect.ts";
import type { ChatEvent } from "./events.ts";

/** Whether an answer has said anything so far. */
export interface Said {
  take(event: ChatEvent): void;
  /** Text or a refusal with something to see in it, a picture, or a call of a tool. */
  hasSaid(): boolean;
  hasThought(): boolean;
}

/** Something to see: neither white space nor a character that shows nothing. */
const visible = /[^\s\p{Cc}\p{Cf}]/u;

/** Nothing has been said yet. */
export function watchSaid(): Said {
  let said = false;
  let thought = false;
  return {
    take: (event) => {
      if (event.type === "reasoning") thought = true;
      else if (event.type === "tool_call" || event.type === "picture") said = true;
      else if (event.type === "text" || event.type === "refusal") said ||= visible.test(event.text);
    },
    hasSaid: () => said,
    hasThought: () => thought,
  };
}

/**
 * How an answer that came to its end has ended, by what the service's words for that mean. One without a word has
 * failed, whatever the service calls it, unless a filter took the words; so has one that ends for a reason nobody knows.
 */
export function endingOf(
  { finish, declined, usage }: Progress,
  said: Said,
  ends: ReadonlyMap<string, MessageEnd>,
): { end: MessageEnd; diagnosis: Diagnosis | null } {
  const end = ends.get(finish ?? "") ?? "unknown";
  const parameters = { finish: finish ?? "" };
  if (declined) return { end, diagnosis: declinedFor(declined) };
  if (said.hasSaid() || end === "content_filter")
    return { end, diagnosis: end === "unknown" ? diagnosisOf("end_unknown", parameters) : null };
  const hasThought = said.hasThought() || (usage?.reasoning ?? 0) > 0;
  const code = end === "length" ? "limit_without_text" : hasThought ? "only_thought" : "empty_answer";
  return { end: "failed", diagnosis: diagnosisOf(code, parameters) };
}

/** That the service's own classifier declined, with its words where it has any. */
const declinedFor = ({ category, explanation }: Declined): Diagnosis =>
  diagnosisOf(
    "answer_declined",
    { category },
    explanation === "" ? undefined : { status: 200, code: category, message: explanation },
  );
