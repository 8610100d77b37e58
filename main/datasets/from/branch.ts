import type { Message } from "../../../preload/contract/conversations.ts";
import type { Conversations } from "../../conversations/conversations.ts";
import { FoundryError } from "../../foundry/error.ts";

/** A message of a branch, as far as it is learned from. */
export type Turn = Pick<Message, "id" | "role" | "text" | "end" | "details" | "attachments">;

/** The branch of a conversation that is shown, the oldest message first; null for a conversation that is not there any more. */
export function branchOf(
  conversations: Pick<Conversations, "get" | "earlier">,
  id: string,
): { systemPrompt: string; turns: Turn[] } | null {
  try {
    const { systemPrompt, messages, hasEarlier } = conversations.get(id);
    const pages = [messages];
    for (let more = hasEarlier; more; ) {
      const [first] = pages[0] ?? [];
      if (!first) break;
      const page = conversations.earlier(first.id);
      pages.unshift(page.messages);
      more = page.hasEarlier && page.messages.length > 0;
    }
    return { systemPrompt, turns: pages.flat() };
  } catch (error) {
    if (error instanceof FoundryError && error.diagnosis.code === "not_found") return null;
    throw error;
  }
}
