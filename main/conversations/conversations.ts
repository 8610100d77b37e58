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
import type { Target } from "../foundry/http.ts";
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
  /**
   * Asks the question of an answer again, of this deployment or another; the new answer stands beside the old one.
   * Throws like `send`, and `not_found` for what is no answer.
   */
  regenerate(answer: { replyId: string; connectionId: string; deployment: string }): Promise<Sent>;
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

  /** Starts an answer that has its row. */
  const answerWith = (
    target: Target,
    to: { id: string; connectionId: string; deployment: string; replyId: string; messages: ChatMessage[] },
  ) => {
    const { id, connectionId, deployment, replyId, messages } = to;
    const route = connections.route(connectionId, deployment);
    void streams.run({ id: replyId, conversationId: id }, (signal) =>
      remembering(streamChat(target, { deployment, messages, signal, route }), (served) =>
        connections.rememberRoute(connectionId, deployment, served),
      ),
    );
  };

  /** The last turn of a conversation that has just been written, told to every window. */
  const written = (id: string): Sent => {
    const { messages, ...conversation } = get(id);
    const [question, reply] = messages.slice(-2);
    if (!question || !reply) throw problem("not_found");
    emit("conversations.changed", conversation);
    return { conversation, question, reply };
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
      answerWith(target, { id, connectionId, deployment, replyId: reply.id, messages });
      return written(id);
    },

    regenerate: async ({ replyId, connectionId, deployment }) => {
      const id = store.conversationOf(replyId);
      const before = store.message(replyId);
      if (id === null || before?.role !== "assistant") throw problem("not_found");
      const target = await connections.target(connectionId);
      const reply = { id: randomUUID(), text: "", at: Date.now() };
      save(() => store.addAnswer(before, { id, connectionId, deployment }, reply));
      const messages = history(get(id).messages.slice(0, -2));
      const question = store.message(before.parentId ?? "");
      if (question) messages.push({ role: "user", content: question.text });
      answerWith(target, { id, connectionId, deployment, replyId: reply.id, messages });
      return written(id);
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
