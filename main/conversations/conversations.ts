import { randomUUID } from "node:crypto";
import type {
  Conversation,
  ConversationSummary,
  Cost,
  Message,
  SearchHit,
  Sent,
} from "../../preload/contract/conversations.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { Connections } from "../connections/connections.ts";
import { type ChatEvent, type ChatMessage, streamChat } from "../foundry/chat/chat.ts";
import { chatBody } from "../foundry/chat/completions/body.ts";
import { type Samples, samplesOf } from "../foundry/chat/samples.ts";
import { costOf } from "../foundry/deployments/prices.ts";
import { problem } from "../foundry/error.ts";
import type { Target } from "../foundry/http/send.ts";
import type { Emit } from "../ipc.ts";
import { continuing, historyOf, titleOf } from "./history.ts";
import type { Search } from "./search.ts";
import type { ConversationStore, RequestOptions, StoredSummary, Stretch, TreeMessage } from "./store.ts";
import type { Streams } from "./streams.ts";
import { readConversation, writeJson, writeMarkdown } from "./transfer.ts";

/** Messages that are given at once; earlier ones when they are asked for. */
const page = 100;

export interface Conversations {
  list(): ConversationSummary[];
  /** Each of these throws `not_found` for what is not there, and `storage_failed`. */
  get(id: string, from?: string): Conversation;
  earlier(messageId: string): Pick<Conversation, "messages" | "hasEarlier">;
  rename(id: string, title: string): ConversationSummary;
  pin(id: string, pinned: boolean): ConversationSummary;
  remove(id: string): void;
  restore(id: string): ConversationSummary;
  configure(id: string, options: RequestOptions): Conversation;
  switchBranch(messageId: string): Conversation;
  draft(conversationId: string | null): string;
  setDraft(conversationId: string | null, text: string): void;
  search(text: string, limit: number): SearchHit[];
  attachment(id: string): string;
  /** The file's text: the whole tree as JSON, or the current branch as Markdown. */
  exported(id: string, format: "json" | "markdown"): string;
  /** Throws `import_refused`. */
  imported(text: string): ConversationSummary;
  /** Begins a conversation with a question that was answered elsewhere. */
  begin(answered: AnsweredElsewhere): ConversationSummary;
  /** Deletes what was removed. */
  purge(): void;
  /** Throws `not_found` also for an unknown connection, `key_missing`, `key_unreadable`. */
  send(message: Input<"chat.send">): Promise<Sent>;
  /** Asks the question of an answer again, of this deployment or another; the new answer stands beside the old one. */
  regenerate(answer: Input<"chat.regenerate">): Promise<Sent>;
  /** Goes on with an answer that was cut. */
  goOn(replyId: string): Promise<Sent>;
  /** Answers tool calls and has the model go on. */
  answerTools(replyId: string, results: Record<string, string>): Promise<Sent>;
  /** The request of an answer as source text. */
  sample(replyId: string, language: keyof Samples): string;
  /** What an answer cost; null where that is not known. */
  cost(replyId: string): Promise<Cost | null>;
  /** The region that last answered for a deployment; null where none did. */
  region(connectionId: string, deployment: string): string | null;
  stop(replyId: string): void;
  /** Whether any answer is being written. */
  isBusy(): boolean;
  /** Called when the app ends. */
  interruptAll(): void;
}

/** A question and its answer, and how they were asked. */
interface AnsweredElsewhere extends RequestOptions {
  connectionId: string;
  deployment: string;
  modelId: string | null;
  question: string;
  answer: Pick<Message, "text" | "reasoning" | "createdAt" | "end" | "measurement" | "details">;
}

/** What an answer is asked with. */
interface Asking {
  id: string;
  connectionId: string;
  deployment: string;
  messages: ChatMessage[];
}

/** Conversations: what is kept, and the answers that are running. */
export function createConversations(
  store: ConversationStore,
  search: Search,
  streams: Streams,
  connections: Connections,
  emit: Emit,
): Conversations {
  const withState = (summary: StoredSummary) => ({ ...summary, answering: streams.isAnswering(summary.id) });
  const withEnd = (message: Message) => ({ ...message, ...streams.unwrittenEnd(message.id) });

  const find = (id: string) => {
    const summary = store.summary(id);
    if (!summary) throw problem("not_found");
    return withState(summary);
  };

  const get = (id: string, from?: string): Conversation => {
    const summary = find(id);
    const { messages, hasEarlier } = branch(id, from);
    return { ...summary, ...store.options(id), messages: messages.map(withEnd), hasEarlier };
  };

  /** The end of the current branch; with `from` all from there on, in the branch that has it. */
  const branch = (id: string, from: string | undefined): Stretch => {
    const leaf = store.leaf(id);
    if (leaf === null) return { messages: [], hasEarlier: false };
    if (from === undefined) return store.stretch(leaf, { limit: page });
    const current = store.stretch(leaf, { until: from });
    if (current.messages[0]?.id === from || store.conversationOf(from) !== id) return current;
    const other = store.newestLeaf(from);
    save(() => store.setLeaf(id, other));
    return store.stretch(other, { until: from });
  };

  /** The conversation of a message, where it is there and not removed. */
  const ownerOf = (messageId: string) => {
    const id = store.conversationOf(messageId);
    if (id === null) throw problem("not_found");
    return find(id).id;
  };

  const answerOf = (replyId: string) => {
    const message = store.message(replyId);
    if (message?.role !== "assistant") throw problem("not_found");
    return message;
  };

  /** Writes a change, and gives and tells what the conversation is then. */
  const change = (id: string, write: () => void): ConversationSummary => {
    find(id);
    save(write);
    const summary = find(id);
    emit("conversations.changed", summary);
    return summary;
  };

  /** What leads to a message, that one included, as the model is told. */
  const told = (messageId: string | null): ChatMessage[] =>
    messageId === null ? [] : historyOf(store.stretch(messageId, {}).messages, store.attachments);

  /** Starts an answer that has its row. */
  const answerWith = (target: Target, reply: Pick<Message, "id">, asking: Asking) => {
    const { id, connectionId, deployment, messages } = asking;
    const { systemPrompt, parameters } = store.options(id);
    const ways = connections.ways(connectionId, deployment);
    const request = { ...ways, deployment, messages, system: systemPrompt, parameters };
    void streams.run({ ...reply, conversationId: id }, (signal) =>
      remembering(streamChat(target, { ...request, signal }), connections, asking),
    );
  };

  /** A turn that has just been written, told to every window. */
  const written = (id: string, replyId: string): Sent => {
    const reply = answerOf(replyId);
    const question = store.message(reply.parentId ?? "");
    if (!question) throw problem("not_found");
    const conversation = find(id);
    emit("conversations.changed", conversation);
    return { conversation, question, reply };
  };

  const addAnswer = (asking: Omit<Asking, "messages">, parentId: string) => {
    const reply = { id: randomUUID(), text: "", at: Date.now() };
    save(() => store.addAnswer(asking, parentId, reply));
    return reply;
  };

  return {
    get,
    list: () => store.list().map(withState),
    earlier: (messageId) => {
      const { parentId } = store.message(messageId) ?? { parentId: null };
      return parentId === null
        ? { messages: [], hasEarlier: false }
        : store.stretch(parentId, { limit: page });
    },
    rename: (id, title) => change(id, () => store.rename(id, title)),
    pin: (id, pinned) => change(id, () => store.setPinned(id, pinned)),
    remove: (id) => {
      find(id);
      streams.stopAll(id);
      save(() => store.setRemoved(id, true));
      emit("conversations.removed", { id });
    },
    restore: (id) => {
      save(() => store.setRemoved(id, false));
      return change(id, () => {});
    },
    configure: (id, options) => {
      change(id, () => store.setOptions(id, options));
      return get(id);
    },
    switchBranch: (messageId) => {
      const id = ownerOf(messageId);
      change(id, () => store.setLeaf(id, store.newestLeaf(messageId)));
      return get(id);
    },
    draft: (conversationId) => store.draft(conversationId),
    setDraft: (conversationId, text) => save(() => store.setDraft(conversationId, text)),
    search,
    attachment: (id) => {
      const attachment = store.attachment(id);
      if (!attachment) throw problem("not_found");
      return attachment.data;
    },
    exported: (id, format) => (format === "json" ? writeJson(store, id) : writeMarkdown(store, id)),
    imported: (text) => {
      const read = readConversation(text);
      save(() => store.addTree(...read));
      return change(read[0].id, () => {});
    },
    begin: ({ connectionId, deployment, modelId, systemPrompt, parameters, question, answer }) => {
      const id = randomUUID();
      const asked: TreeMessage = {
        id: randomUUID(),
        parentId: null,
        role: "user",
        text: question,
        reasoning: "",
        deployment: null,
        createdAt: answer.createdAt,
        end: null,
        measurement: null,
        details: null,
        attachments: [],
      };
      const reply: TreeMessage = {
        ...answer,
        id: randomUUID(),
        parentId: asked.id,
        role: "assistant",
        connectionId,
        deployment,
        attachments: [],
      };
      save(() => {
        const conversation = { id, title: titleOf(question), connectionId, deployment };
        store.addTree(conversation, { systemPrompt, parameters }, [asked, reply], reply.id);
        store.setModel(id, modelId);
      });
      return change(id, () => {});
    },
    purge: () => store.purge(),
    sample: (replyId, language) => {
      const { connectionId, deployment, parentId, details } = answerOf(replyId);
      if (connectionId === null || deployment === null) throw problem("not_found");
      const { systemPrompt, parameters } = store.options(ownerOf(replyId));
      const { adjustments, model } = connections.ways(connectionId, deployment);
      const messages = told(parentId);
      const body = chatBody({ deployment, model, messages, system: systemPrompt, parameters, adjustments });
      const route = details?.route ?? "dated";
      const { endpoint, apiVersion, ...headers } = connections.address(connectionId);
      return samplesOf({ target: { endpoint, apiVersion }, deployment, route, body, ...headers })[language];
    },
    cost: async (replyId) => {
      const { connectionId, deployment, measurement, details } = answerOf(replyId);
      if (!connectionId || !deployment || !measurement?.tokens) return null;
      const prices = await connections.prices(connectionId, deployment, details?.region ?? null);
      return prices && costOf(measurement.tokens, prices);
    },
    region: (connectionId, deployment) => store.region(connectionId, deployment),
    stop: (replyId) => streams.stop(replyId),
    isBusy: () => streams.isBusy(),
    interruptAll: () => streams.interruptAll(),

    send: async (message) => {
      const { conversationId, connectionId, deployment, text, parentId, attachments = [] } = message;
      const { systemPrompt, parameters, modelId } = message;
      const target = await connections.target(connectionId);
      // Only now: it may have been removed while the credential was fetched.
      if (conversationId !== null) find(conversationId);
      if (parentId && ownerOf(parentId) !== conversationId) throw problem("not_found");
      const id = conversationId ?? randomUUID();
      const above = parentId === undefined ? store.leaf(id) : parentId;
      const at = Date.now();
      const question = { id: randomUUID(), text, at, attachments };
      const reply = { id: randomUUID(), text: "", at };
      const earlier = told(above);
      const conversation = { id, title: titleOf(text), connectionId, deployment };
      save(() => {
        store.addTurn(conversation, above, question, reply);
        // An earlier question that is edited is not what stands in the composer.
        if (parentId === undefined) store.setDraft(conversationId, "");
        const kept = store.options(id);
        store.setOptions(id, {
          systemPrompt: systemPrompt ?? kept.systemPrompt,
          parameters: parameters ?? kept.parameters,
        });
        if (modelId !== undefined) store.setModel(id, modelId);
      });
      const asked: ChatMessage = { role: "user", content: text, attachments };
      answerWith(target, reply, { ...conversation, messages: [...earlier, asked] });
      return written(id, reply.id);
    },

    regenerate: async ({ replyId, connectionId, deployment }) => {
      const target = await connections.target(connectionId);
      const asking = { id: ownerOf(replyId), connectionId, deployment };
      const { parentId } = answerOf(replyId);
      if (parentId === null) throw problem("not_found");
      const reply = addAnswer(asking, parentId);
      answerWith(target, reply, { ...asking, messages: told(parentId) });
      return written(asking.id, reply.id);
    },

    goOn: async (replyId) => {
      const { connectionId, deployment, parentId } = answerOf(replyId);
      if (connectionId === null || deployment === null) throw problem("not_found");
      const target = await connections.target(connectionId);
      const id = ownerOf(replyId);
      const reply = answerOf(replyId);
      if (!isCut(reply)) throw problem("not_found");
      const messages = [...told(parentId), ...continuing(reply.text)];
      save(() => store.reopen(replyId));
      answerWith(target, reply, { id, connectionId, deployment, messages });
      return written(id, replyId);
    },

    answerTools: async (replyId, results) => {
      const { connectionId, deployment } = answerOf(replyId);
      if (connectionId === null || deployment === null) throw problem("not_found");
      const target = await connections.target(connectionId);
      const id = ownerOf(replyId);
      const { details } = answerOf(replyId);
      if (!details?.toolCalls.length) throw problem("not_found");
      const given = new Map(Object.entries(results));
      const toolCalls = details.toolCalls.map((call) => ({
        ...call,
        result: given.get(call.id) ?? call.result ?? "",
      }));
      save(() => store.setDetails(replyId, { ...details, toolCalls }));
      const asking = { id, connectionId, deployment };
      const reply = addAnswer(asking, replyId);
      answerWith(target, reply, { ...asking, messages: told(replyId) });
      return written(id, reply.id);
    },
  };
}

/** Whether an answer ended before the model had said all, and can be gone on with. */
const isCut = ({ end }: Message) =>
  end === "interrupted" || end === "cancelled" || end === "length" || end === "connection_lost";

/** Passes the events on, and keeps what they tell of the ways to a deployment. */
async function* remembering(
  events: AsyncIterable<ChatEvent>,
  connections: Connections,
  { connectionId, deployment }: Asking,
): AsyncGenerator<ChatEvent, void> {
  for await (const event of events) {
    if (event.type === "started") connections.rememberRoute(connectionId, deployment, event.route);
    if (event.type === "note") connections.rememberNote(connectionId, deployment, event.note);
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
