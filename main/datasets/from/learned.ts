import type { AttachmentInfo } from "../../../preload/contract/conversations.ts";
import type { ChatMessage } from "../../foundry/chat/chat.ts";
import { faultOf } from "./answers.ts";
import type { Turn } from "./branch.ts";
import type { Edited } from "./edited.ts";
import type { LeftOutReason } from "./row.ts";

/** A message of a row. */
export interface Told {
  /** The message that it comes from. */
  id: string;
  message: ChatMessage;
  attachments: readonly AttachmentInfo[];
  /** Whether it is only there because what follows refers to it. */
  isContext: boolean;
}

/** What of a branch is learned from, and why the rest is not. */
export interface Learned {
  /** Ends with an answer that is learned from; empty where there is none. */
  told: Told[];
  leftOut: { why: LeftOutReason; message: string }[];
}

/**
 * Takes a branch apart. A question whose answer is no good goes with it, so that it does not stand unanswered before the
 * next one; only an answer that was cut and then gone on from stays, to be read but not learned.
 */
export function learnedFrom(turns: readonly Turn[], edited: Edited): Learned {
  const told: Told[] = [];
  const leftOut: Learned["leftOut"] = [];
  let question: Turn | null = null;
  for (const [index, turn] of turns.entries()) {
    if (turn.role === "user") {
      question = turn;
      continue;
    }
    const isLast = index === turns.length - 1;
    const better = edited.textFor(question?.text ?? "", turn.text);
    const answer = better === null ? turn : { ...turn, text: better, end: turn.end && ("stop" as const) };
    const messages = answerOf(answer, isLast);
    const why =
      messages.length > 0 && answer.text.trim() === "" ? faultOf({ ...answer, text: "-" }) : faultOf(answer);
    if (why !== null) leftOut.push({ why, message: turn.id });
    const isContext = why === "cut" && messages.length > 0;
    if (why === null || isContext) {
      if (question) told.push(askedOf(question));
      told.push(
        ...messages.map((message) => ({
          id: turn.id,
          message,
          attachments: [],
          isContext: isContext && message.role === "assistant",
        })),
      );
    }
    question = null;
  }
  if (question) leftOut.push({ why: "unanswered", message: question.id });
  return { told: endingWithAnswer(told), leftOut };
}

const askedOf = ({ id, text, attachments }: Turn): Told => ({
  id,
  message: { role: "user", content: text },
  attachments,
  isContext: false,
});

/**
 * An answer as it is told, with its calls and their results. Calls that nobody answered stay only in the last one, which
 * nothing follows.
 */
function answerOf({ text, details }: Turn, isLast: boolean): ChatMessage[] {
  const toolCalls = details?.toolCalls ?? [];
  const isAnswered = toolCalls.every(({ result }) => result !== null);
  if (toolCalls.length === 0 || !(isAnswered || isLast))
    return text.trim() === "" ? [] : [{ role: "assistant", content: text }];
  const calling: ChatMessage = { role: "assistant", content: text, toolCalls };
  return [
    calling,
    ...toolCalls.map(
      ({ id, result }): ChatMessage => ({ role: "tool", toolCallId: id, content: result ?? "" }),
    ),
  ];
}

/** Up to the last answer that is learned from: results of calls that nobody used, and what was cut at the end, go. */
function endingWithAnswer(told: readonly Told[]): Told[] {
  const last = told.findLastIndex(({ message, isContext }) => message.role === "assistant" && !isContext);
  return told.slice(0, last + 1);
}
