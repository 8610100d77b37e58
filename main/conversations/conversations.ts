import { randomUUID } from "node:crypto";
import type {
  Conversation,
  ConversationSummary,
  Message,
  Sent,
} from "../../preload/contract/conversations.ts";
import type { Connections } from "../connections/connections.ts";
import { type ChatMessage, streamChat } from "../foundry/chat.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import type { ConversationStore } from "./store.ts";
import type { Streams } from "./streams.ts";

const titleLength = 60;

export interface Conversations {
  list(): ConversationSummary[];
  /** Throws `not_found`. */
  get(id: string): Conversation;
  /** Throws `not_found` for an unknown conversation or connection, `key_missing`, `key_unreadable`, `storage_failed`. */
  send(message: {
    conversationId: string | null;
    connectionId: string;
    deployment: string;
    text: string;
  }): Promise<Sent>;
  stop(replyId: string): void;
  /** Called when the app ends. */
  interruptAll(): void;
}

/** Conversations: what is kept, and the answers that are running. */
export function createConversations(
  store: ConversationStore,
  streams: Streams,
  connections: Connections,
  emit: Emit,
): Conversations {
  const get = (id: string) => {
    const conversation = store.get(id);
    if (!conversation) throw problem("not_found");
    return conversation;
  };

  return {
    list: () => store.list(),
    get,
    stop: (replyId) => streams.stop(replyId),
    interruptAll: () => streams.interruptAll(),

    send: async ({ conversationId, connectionId, deployment, text }) => {
      const earlier = conversationId === null ? [] : get(conversationId).messages;
      const target = await connections.target(connectionId);
      const at = Date.now();
      const conversation = conversationId ?? randomUUID();
      const question = { id: randomUUID(), text, at };
      const reply = { id: randomUUID(), text: "", at, deployment };
      save(() => {
        if (conversationId === null) {
          store.begin({ id: conversation, title: titleOf(text), connectionId, deployment, at });
        }
        store.addTurn(conversation, question, reply, connectionId);
      });
      const messages: ChatMessage[] = [...history(earlier), { role: "user", content: text }];
      void streams.run({ id: reply.id, conversationId: conversation }, (signal) =>
        streamChat(target, { deployment, messages, signal }),
      );
      return sent(store, conversation, question.id, reply.id, emit);
    },
  };
}

/** A first line of at most `titleLength` characters, cut at a word. */
export function titleOf(text: string): string {
  const line = text.trim().split(/\s*\n/, 1)[0] ?? "";
  if (line.length <= titleLength) return line;
  const cut = line.slice(0, titleLength);
  const word = cut.lastIndexOf(" ");
  return `${cut.slice(0, word > titleLength / 2 ? word : titleLength).trimEnd()}…`;
}

/**
 * What the model is told of earlier turns. One that got no answer is left out, so that a message the filter stopped does
 * not stop all that follow. Thinking is not sent back (Foundry reasoning guide).
 */
function history(messages: Message[]): ChatMessage[] {
  const unanswered = new Set(
    messages
      .filter(({ role, text }) => role === "assistant" && text === "")
      .flatMap(({ id, parentId }) => [id, parentId]),
  );
  return messages.filter(({ id }) => !unanswered.has(id)).map(({ role, text }) => ({ role, content: text }));
}

function save(write: () => void): void {
  try {
    write();
  } catch (error) {
    throw problem("storage_failed", {}, error);
  }
}

function sent(store: ConversationStore, id: string, questionId: string, replyId: string, emit: Emit): Sent {
  const conversation = store.summary(id);
  const question = store.message(questionId);
  const reply = store.message(replyId);
  if (!conversation || !question || !reply) throw problem("not_found");
  emit("conversations.changed", conversation);
  return { conversation, question, reply };
}
