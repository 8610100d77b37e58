import type {
  Conversation,
  ConversationSummary,
  Message,
  SearchHit,
} from "../../preload/contract/conversations.ts";
import type { Input } from "../../preload/contract/index.ts";
import { problem } from "../foundry/error.ts";
import { keep } from "../keep.ts";
import type { Lookup } from "./lookup.ts";
import type { Search } from "./search.ts";
import type { ConversationStore, Stretch } from "./store.ts";
import type { Streams } from "./streams.ts";
import { writeJson, writeMarkdown } from "./transfer.ts";

/** Messages that are given at once; earlier ones when they are asked for. */
const page = 100;

/** How far back messages are given: from one on whose branch is wanted, or as far as one in whatever branch is current. */
type Reach = Omit<Input<"conversations.get">, "id">;

/** Conversations as they are shown, found and exported. */
export interface Reading {
  list(): ConversationSummary[];
  /** Each of these throws `not_found` for what is not there, and `storage_failed`. */
  get(id: string, reach?: Reach): Conversation;
  earlier(messageId: string): Pick<Conversation, "messages" | "hasEarlier">;
  draft(conversationId: string | null): string;
  search(text: string, limit: number): SearchHit[];
  attachment(id: string): string;
  /** An attachment as a file. */
  attachmentFile(id: string): { name: string; type: string; content: string | Uint8Array };
  /** The file's text: the whole tree as JSON, or the current branch as Markdown. */
  exported(id: string, format: "json" | "markdown"): string;
}

/** Reads what the store has, and how an answer ended where that could not be written yet. */
export function createReading(
  store: ConversationStore,
  lookup: Lookup,
  search: Search,
  streams: Pick<Streams, "unwrittenEnd">,
): Reading {
  const withEnd = (message: Message) => ({ ...message, ...streams.unwrittenEnd(message.id) });

  const get = (id: string, reach: Reach = {}): Conversation => {
    const summary = lookup.conversation(id);
    const { messages, hasEarlier } = branch(id, reach);
    return { ...summary, ...store.options(id), messages: messages.map(withEnd), hasEarlier };
  };

  /** The end of the current branch; with `from` all from there on, in the branch that has it. */
  const branch = (id: string, { from, back }: Reach): Stretch => {
    const leaf = store.leaf(id);
    if (leaf === null) return { messages: [], hasEarlier: false };
    if (from === undefined)
      return (back !== undefined && backTo(leaf, back)) || store.stretch(leaf, { limit: page });
    const current = store.stretch(leaf, { until: [from] });
    if (current.messages[0]?.id === from || store.conversationOf(from) !== id) return current;
    const other = store.newestLeaf(from);
    keep(() => store.setLeaf(id, other));
    return store.stretch(other, { until: [from] });
  };

  /** What leads to a leaf, from a message or one beside it on; null where neither leads there. */
  const backTo = (leaf: string, back: string): Stretch | null => {
    const siblings = store.message(back)?.siblings ?? [];
    const one = store.stretch(leaf, { until: siblings });
    return siblings.includes(one.messages[0]?.id ?? "") ? one : null;
  };

  const attachmentOf = (id: string) => {
    const attachment = store.attachment(id);
    if (!attachment) throw problem("not_found");
    return attachment;
  };

  return {
    get,
    list: () => store.list().map(lookup.withState),
    earlier: (messageId) => {
      const { parentId } = store.message(messageId) ?? { parentId: null };
      return parentId === null
        ? { messages: [], hasEarlier: false }
        : store.stretch(parentId, { limit: page });
    },
    draft: (conversationId) => store.draft(conversationId),
    search,
    attachment: (id) => attachmentOf(id).data,
    attachmentFile: (id) => {
      const { kind, name, type, data } = attachmentOf(id);
      return { name, type, content: kind === "text" ? data : Buffer.from(data, "base64") };
    },
    exported: (id, format) => (format === "json" ? writeJson(store, id) : writeMarkdown(store, id)),
  };
}
