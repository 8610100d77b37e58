import { randomUUID } from "node:crypto";
import type {
  Conversation,
  ConversationSummary,
  Message,
  Sent,
} from "../../preload/contract/conversations.ts";
import type { ChatRoute } from "../../preload/contract/deployments.ts";
import type { Connections } from "../connections/connections.ts";
import { type ChatEvent, type ChatMessage, streamChat } from "../foundry/chat.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import type { ConversationStore, StoredSummary } from "./store.ts";
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
  const withState = (summary: StoredSummary) => ({ ...summary, answering: streams.isAnswering(summary.id) });

  const get = (id: string) => {
    const summary = store.summary(id);
    if (!summary) throw problem("not_found");
    const messages = store
      .messages(id)
      .map((message) => ({ ...message, ...streams.unwrittenEnd(message.id) }));
    return { ...withState(summary), messages };
  };

  return {
    list: () => store.list().map(withState),
    get,
    stop: (replyId) => streams.stop(replyId),
    interruptAll: () => streams.interruptAll(),

    send: async ({ conversationId, connectionId, deployment, text }) => {
      const earlier = conversationId === null ? [] : get(conversationId).messages;
      const target = await connections.target(connectionId);
      const at = Date.now();
      const id = conversationId ?? randomUUID();
      const question = { id: randomUUID(), text, at };
      const reply = { id: randomUUID(), text: "", at };
      save(() => store.addTurn({ id, title: titleOf(text), connectionId, deployment }, question, reply));
      const messages: ChatMessage[] = [...history(earlier), { role: "user", content: text }];
      const route = connections.route(connectionId, deployment);
      void streams.run({ id: reply.id, conversationId: id }, (signal) =>
        remembering(streamChat(target, { deployment, messages, signal, route }), (served) =>
          connections.rememberRoute(connectionId, deployment, served),
        ),
      );
      const written = get(id);
      const [asked, answer] = written.messages.slice(-2);
      if (!asked || !answer) throw problem("not_found");
      const { messages: _, ...conversation } = written;
      emit("conversations.changed", conversation);
      return { conversation, question: asked, reply: answer };
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

/** Passes the events on and tells which route they came by. */
async function* remembering(
  events: AsyncIterable<ChatEvent>,
  remember: (route: ChatRoute) => void,
): AsyncGenerator<ChatEvent, void> {
  for await (const event of events) {
    if (event.type === "started") remember(event.route);
    yield event;
  }
}

function save(write: () => void): void {
  try {
    write();
  } catch (error) {
    throw problem("storage_failed", {}, error);
  }
}
