import type { Delta } from "../../preload/contract/conversations.ts";

interface Growing {
  text: string;
  reasoning: string;
}

/**
 * An answer with a delta's text. The delta says how long the text before it was, so one that came twice adds nothing;
 * null when text before it is missing and the whole has to be read again.
 */
export function merge<Answer extends Growing>(
  message: Answer,
  delta: Omit<Delta, "conversationId" | "replyId">,
): Answer | null {
  const text = joined(message.text, delta.text, delta.textFrom);
  const reasoning = joined(message.reasoning, delta.reasoning, delta.reasoningFrom);
  if (text === null || reasoning === null) return null;
  if (text === message.text && reasoning === message.reasoning) return message;
  return { ...message, text, reasoning };
}

function joined(before: string, added: string, from: number): string | null {
  if (added === "") return before;
  if (from > before.length) return null;
  const known = before.length - from;
  return known >= added.length ? before : before + added.slice(known);
}
