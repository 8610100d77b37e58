import { randomUUID } from "node:crypto";
import type { Conversation, ConversationSummary, Message } from "../../preload/contract/conversations.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import { titleOf } from "./history.ts";
import type { Lookup } from "./lookup.ts";
import type { Reading } from "./reading.ts";
import type { ConversationStore, RequestOptions, TreeMessage } from "./store.ts";
import type { Streams } from "./streams.ts";
import { readConversation } from "./transfer.ts";

/** Conversations as they are put in order, taken away and taken in. */
export interface Arranging {
  /** Each of these throws `not_found` for what is not there, and `storage_failed`. */
  rename(id: string, title: string): ConversationSummary;
  pin(id: string, pinned: boolean): ConversationSummary;
  remove(id: string): void;
  restore(id: string): ConversationSummary;
  configure(id: string, options: RequestOptions): Conversation;
  switchBranch(messageId: string): Conversation;
  setDraft(conversationId: string | null, text: string): void;
  /** Throws `import_refused`. */
  imported(text: string): ConversationSummary;
  /** Begins a conversation with a question that was answered elsewhere. */
  begin(answered: AnsweredElsewhere): ConversationSummary;
  /** Deletes what was removed. */
  purge(): void;
}

/** A question and its answer, and how they were asked. */
interface AnsweredElsewhere extends RequestOptions {
  connectionId: string;
  deployment: string;
  modelId: string | null;
  question: string;
  answer: Pick<Message, "text" | "reasoning" | "createdAt" | "end" | "measurement" | "details">;
}

/** Changes what the store has, and tells every change. */
export function createArranging(parts: {
  store: ConversationStore;
  lookup: Lookup;
  get: Reading["get"];
  streams: Pick<Streams, "stopAll">;
  emit: Emit;
}): Arranging {
  const { store, lookup, get, streams, emit } = parts;

  /** Writes a change, and gives and tells what the conversation is then. */
  const change = (id: string, write: () => void): ConversationSummary => {
    lookup.conversation(id);
    keep(write);
    const summary = lookup.conversation(id);
    emit("conversations.changed", summary);
    return summary;
  };

  return {
    rename: (id, title) => change(id, () => store.rename(id, title)),
    pin: (id, pinned) => change(id, () => store.setPinned(id, pinned)),
    remove: (id) => {
      lookup.conversation(id);
      streams.stopAll(id);
      keep(() => store.setRemoved(id, true));
      emit("conversations.removed", { id });
    },
    restore: (id) => {
      keep(() => store.setRemoved(id, false));
      return change(id, () => {});
    },
    configure: (id, options) => {
      change(id, () => store.setOptions(id, options));
      return get(id);
    },
    switchBranch: (messageId) => {
      const id = lookup.ownerOf(messageId);
      change(id, () => store.setLeaf(id, store.newestLeaf(messageId)));
      return get(id);
    },
    setDraft: (conversationId, text) => keep(() => store.setDraft(conversationId, text)),
    imported: (text) => {
      const read = readConversation(text);
      keep(() => store.addTree(...read));
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
      keep(() => {
        const conversation = { id, title: titleOf(question), connectionId, deployment };
        store.addTree(conversation, { systemPrompt, parameters }, [asked, reply], reply.id);
        store.setModel(id, modelId);
      });
      return change(id, () => {});
    },
    purge: () => store.purge(),
  };
}
