import type { ConversationSummary, Message } from "../../preload/contract/conversations.ts";
import { problem } from "../foundry/error.ts";
import type { ConversationStore, StoredSummary } from "./store.ts";
import type { Streams } from "./streams.ts";

/** What is kept under an id. Each of these but `withState` throws `not_found` for what is not there, or is removed. */
export interface Lookup {
  withState(summary: StoredSummary): ConversationSummary;
  conversation(id: string): ConversationSummary;
  /** The conversation of a message. */
  ownerOf(messageId: string): string;
  /** An answer, whatever has become of its conversation. */
  answer(replyId: string): Message;
}

/** Looks in the store, and among the answers that are running. */
export function createLookup(
  store: Pick<ConversationStore, "summary" | "message" | "conversationOf">,
  streams: Pick<Streams, "isAnswering">,
): Lookup {
  const withState = (summary: StoredSummary) => ({ ...summary, answering: streams.isAnswering(summary.id) });

  const conversation = (id: string) => {
    const summary = store.summary(id);
    if (!summary) throw problem("not_found");
    return withState(summary);
  };

  return {
    withState,
    conversation,
    ownerOf: (messageId) => {
      const id = store.conversationOf(messageId);
      if (id === null) throw problem("not_found");
      return conversation(id).id;
    },
    answer: (replyId) => {
      const message = store.message(replyId);
      if (message?.role !== "assistant") throw problem("not_found");
      return message;
    },
  };
}
