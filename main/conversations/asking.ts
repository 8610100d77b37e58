import { randomUUID } from "node:crypto";
import { isPending } from "../../preload/background-work.ts";
import type { Message, Sent } from "../../preload/contract/conversations.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { Connections } from "../connections/connections.ts";
import type { Deployments } from "../deployments/deployments.ts";
import { remembering } from "../deployments/ways.ts";
import { type ChatEvent, type ChatMessage, streamChat } from "../foundry/chat/chat.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Target } from "../foundry/http/send.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import { continuing, titleOf, toldUpTo } from "./history.ts";
import type { Lookup } from "./lookup.ts";
import type { ConversationStore } from "./store.ts";
import type { Streams } from "./streams.ts";

/** Questions that are put to deployments. */
export interface Asking {
  /** Throws `not_found` also for an unknown connection, `key_missing`, `key_unreadable`. */
  send(message: Input<"chat.send">): Promise<Sent>;
  /** Asks the question of an answer again, of this deployment or another; the new answer stands beside the old one. */
  regenerate(answer: Input<"chat.regenerate">): Promise<Sent>;
  /** Goes on with an answer that was cut; one that the service has made in the background is fetched. */
  goOn(replyId: string): Promise<Sent>;
  /** Fetches all answers that the service works on in the background: the app has started. What keeps one from it ends it. */
  pickUp(): void;
  /** Answers tool calls and has the model go on. */
  answerTools(replyId: string, results: Record<string, string>): Promise<Sent>;
}

/** What an answer is asked with. */
interface AnswerRequest {
  id: string;
  connectionId: string;
  deployment: string;
  messages: ChatMessage[];
}

/** Writes questions and their answers to the store; `streams` takes over each answer that has begun. */
export function createAsking(parts: {
  store: ConversationStore;
  lookup: Lookup;
  streams: Pick<Streams, "run">;
  connections: Pick<Connections, "target">;
  deployments: Pick<Deployments, "ways" | "rememberRoute" | "rememberNote">;
  emit: Emit;
}): Asking {
  const { store, lookup, streams, connections, deployments, emit } = parts;

  /** Starts an answer that has its row. */
  const answerWith = (target: Target, reply: Pick<Message, "id">, asking: AnswerRequest) => {
    const { id, connectionId, deployment, messages } = asking;
    const { systemPrompt, parameters } = store.options(id);
    const ways = deployments.ways(connectionId, deployment);
    const request = { ...ways, deployment, messages, system: systemPrompt, parameters };
    const { jsonSchema } = parameters;
    void streams.run({ ...reply, conversationId: id, jsonSchema }, (signal) =>
      remembering(streamChat(target, { ...request, signal }), deployments, asking),
    );
  };

  /** A turn that has just been written, told to every window. */
  const written = (id: string, replyId: string): Sent => {
    const reply = lookup.answer(replyId);
    const question = store.message(reply.parentId ?? "");
    if (!question) throw problem("not_found");
    const conversation = lookup.conversation(id);
    emit("conversations.changed", conversation);
    return { conversation, question, reply };
  };

  /** Fetches an answer that the service works on, or has worked on, in the background. */
  const fetchWith = (reply: Message, conversationId: string, target: () => Promise<Target>) => {
    const { connectionId, deployment, details } = reply;
    const { background, dialect, route } = details ?? {};
    if (connectionId === null || deployment === null || !background) return;
    const asked = { connectionId, deployment };
    const events = async function* (signal: AbortSignal) {
      const ways = deployments.ways(connectionId, deployment);
      const request = {
        ...ways,
        ...(dialect && { dialect }),
        route: route ?? undefined,
        deployment,
        messages: [],
        background,
      };
      yield* remembering(streamChat(await target(), { ...request, signal }), deployments, asked);
    };
    void streams.run({ ...reply, conversationId }, (signal) => orWhyNot(events(signal)));
  };

  const addAnswer = (asking: Omit<AnswerRequest, "messages">, parentId: string) => {
    const reply = { id: randomUUID(), text: "", at: Date.now() };
    keep(() => store.addAnswer(asking, parentId, reply));
    return reply;
  };

  return {
    send: async (message) => {
      const { conversationId, connectionId, deployment, text, parentId, attachments = [] } = message;
      const { systemPrompt, parameters, modelId } = message;
      const target = await connections.target(connectionId);
      // Only now: it may have been removed while the credential was fetched.
      if (conversationId !== null) lookup.conversation(conversationId);
      if (parentId && lookup.ownerOf(parentId) !== conversationId) throw problem("not_found");
      const id = conversationId ?? randomUUID();
      const above = parentId === undefined ? store.leaf(id) : parentId;
      const at = Date.now();
      const question = { id: randomUUID(), text, at, attachments };
      const reply = { id: randomUUID(), text: "", at };
      const conversation = { id, title: titleOf(text), connectionId, deployment };
      keep(() => {
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
      answerWith(target, reply, { ...conversation, messages: toldUpTo(question.id, store, message) });
      return written(id, reply.id);
    },

    regenerate: async ({ replyId, connectionId, deployment }) => {
      const target = await connections.target(connectionId);
      const asking = { id: lookup.ownerOf(replyId), connectionId, deployment };
      const { parentId } = lookup.answer(replyId);
      if (parentId === null) throw problem("not_found");
      const reply = addAnswer(asking, parentId);
      answerWith(target, reply, {
        ...asking,
        messages: toldUpTo(parentId, store, { connectionId, deployment }),
      });
      return written(asking.id, reply.id);
    },

    goOn: async (replyId) => {
      const { connectionId, deployment, parentId } = lookup.answer(replyId);
      if (connectionId === null || deployment === null) throw problem("not_found");
      const target = await connections.target(connectionId);
      const id = lookup.ownerOf(replyId);
      const reply = lookup.answer(replyId);
      if (isPending(reply.details?.background)) {
        keep(() => store.reopen(replyId));
        fetchWith(lookup.answer(replyId), id, async () => target);
        return written(id, replyId);
      }
      if (!isCut(reply)) throw problem("not_found");
      const messages = [
        ...toldUpTo(parentId, store, { connectionId, deployment }),
        ...continuing(reply.text),
      ];
      keep(() => store.reopen(replyId));
      answerWith(target, reply, { id, connectionId, deployment, messages });
      return written(id, replyId);
    },

    pickUp: () => {
      for (const replyId of store.inBackground()) {
        const reply = lookup.answer(replyId);
        const { connectionId } = reply;
        if (connectionId !== null)
          fetchWith(reply, lookup.ownerOf(replyId), () => connections.target(connectionId));
      }
    },

    answerTools: async (replyId, results) => {
      const { connectionId, deployment } = lookup.answer(replyId);
      if (connectionId === null || deployment === null) throw problem("not_found");
      const target = await connections.target(connectionId);
      const id = lookup.ownerOf(replyId);
      const { details } = lookup.answer(replyId);
      if (!details?.toolCalls.length) throw problem("not_found");
      const given = new Map(Object.entries(results));
      const toolCalls = details.toolCalls.map((call) => ({
        ...call,
        result: given.get(call.id) ?? call.result ?? "",
      }));
      keep(() => store.setDetails(replyId, { ...details, toolCalls }));
      const asking = { id, connectionId, deployment };
      const reply = addAnswer(asking, replyId);
      answerWith(target, reply, { ...asking, messages: toldUpTo(replyId, store, asking) });
      return written(id, reply.id);
    },
  };
}

/** Whether an answer ended before the model had said all, and can be gone on with. */
const isCut = ({ end }: Message) =>
  end === "interrupted" || end === "cancelled" || end === "length" || end === "connection_lost";

/** Passes on what happens, and ends with the diagnosis of why nothing could. */
async function* orWhyNot(events: AsyncIterable<ChatEvent>): AsyncGenerator<ChatEvent, void> {
  try {
    yield* events;
  } catch (error) {
    const { diagnosis } = error instanceof FoundryError ? error : problem("unexpected", {}, error);
    yield { type: "end", at: performance.now(), end: "failed", usage: null, diagnosis };
  }
}
