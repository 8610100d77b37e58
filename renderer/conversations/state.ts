import { create } from "zustand";
import type { ConversationSummary } from "../../preload/contract/conversations.ts";

interface ConversationsState {
  /** Null until main has answered. */
  summaries: ConversationSummary[] | null;
}

export const useConversations = create<ConversationsState>(() => ({ summaries: null }));

/** Asks for the conversations and follows what happens to them. */
export function listenToConversations(): void {
  window.assay.on("conversations.changed", put);
  window.assay.on("conversations.removed", ({ id }) => drop(id));
  void window.assay["conversations.list"]().then(
    (answer) => answer.ok && useConversations.setState({ summaries: answer.data }),
  );
}

function put(summary: ConversationSummary): void {
  useConversations.setState(({ summaries }) => ({
    summaries: [summary, ...(summaries ?? []).filter(({ id }) => id !== summary.id)].sort(
      (a, b) => b.updatedAt - a.updatedAt,
    ),
  }));
}

function drop(id: string): void {
  useConversations.setState(({ summaries }) => ({
    summaries: (summaries ?? []).filter((summary) => summary.id !== id),
  }));
}
