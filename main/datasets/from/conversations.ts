import type { RowOrigin } from "../../../preload/contract/dataset-origins.ts";
import type { Conversations } from "../../conversations/conversations.ts";
import type { Attachment, ChatMessage } from "../../foundry/chat/chat.ts";
import { completions } from "../../foundry/chat/chat.ts";
import { FoundryError } from "../../foundry/error.ts";
import { asList, type JsonObject } from "../../foundry/json.ts";
import { branchOf, type Turn } from "./branch.ts";
import type { Edited } from "./edited.ts";
import { learnedFrom, type Told } from "./learned.ts";
import type { FromRow, LeftOut, LeftOutReason } from "./row.ts";

/** What conversations are read by. */
export type ReadConversations = Pick<Conversations, "list" | "get" | "earlier" | "search" | "attachment">;

/** Which conversations: these or all, and of them those in which this is found; empty for no search. */
export interface ConversationChoice {
  ids: readonly string[] | null;
  search: string;
}

/** Messages that a search is taken to have found. */
const mostHits = 100_000;

/** What images training takes (Microsoft's guide to fine-tuning with vision). */
const image = { types: ["image/png", "image/jpeg", "image/webp"], bytes: 10 * 1024 * 1024, count: 64 };

/** Bytes that may be attached in one conversation: the row is one text. */
const mostAttached = 100 * 1024 * 1024;

/**
 * A row of supervised training for each conversation: the branch that is shown, as the model was told it, with what
 * people made better in the place of what came. Read one after the other. A conversation that is taken away meanwhile is
 * passed over.
 */
export function* fromConversations(
  conversations: ReadConversations,
  choice: ConversationChoice,
  edited: Edited,
): Generator<FromRow | LeftOut> {
  for (const { id, title } of chosen(conversations, choice)) {
    const branch = branchOf(conversations, id);
    if (branch !== null) yield* rowsOf(conversations, { id, title }, branch, edited);
  }
}

function chosen(conversations: ReadConversations, { ids, search }: ConversationChoice) {
  const wanted = ids === null ? null : new Set(ids);
  const found =
    search.trim() === ""
      ? null
      : new Set(conversations.search(search, mostHits).map(({ conversationId }) => conversationId));
  return conversations
    .list()
    .filter(({ id }) => (wanted === null || wanted.has(id)) && (found === null || found.has(id)));
}

function* rowsOf(
  conversations: ReadConversations,
  { id, title }: { id: string; title: string },
  { systemPrompt, turns }: { systemPrompt: string; turns: readonly Turn[] },
  edited: Edited,
): Generator<FromRow | LeftOut> {
  const at = (message: string | null): RowOrigin => ({ kind: "conversation", id, title, message });
  const { told, leftOut } = learnedFrom(turns, edited);
  for (const { why, message } of leftOut) yield { leftOut: why, origin: at(message) };
  const last = told.at(-1);
  if (!last) {
    if (turns.length === 0) yield { leftOut: "empty", origin: at(null) };
    return;
  }
  const written = writtenLine(conversations, systemPrompt, told);
  if (typeof written === "string") yield { leftOut: written, origin: at(last.id) };
  else yield { text: written.text, origin: at(last.id) };
}

/** The line, or why it cannot be written. */
function writtenLine(
  conversations: ReadConversations,
  system: string,
  told: readonly Told[],
): { text: string } | LeftOutReason {
  const attached = told.flatMap(({ attachments }) => attachments);
  const images = attached.filter(({ kind }) => kind === "image");
  const isTaken = images.every(({ type, size }) => image.types.includes(type) && size <= image.bytes);
  if (!isTaken || images.length > image.count) return "images";
  if (attached.reduce((sum, { size }) => sum + size, 0) > mostAttached) return "attachments";
  try {
    const messages = told.map(({ message, attachments }): ChatMessage => {
      const files = attachments.map(
        ({ id, kind, name, type }): Attachment => ({ kind, name, type, data: conversations.attachment(id) }),
      );
      return files.length === 0 ? message : { ...message, attachments: files };
    });
    const body = completions.body({ deployment: "", messages, system });
    const written = asList(body.messages) as JsonObject[];
    const first = written.length - told.length;
    const weighted = written.map((message, index) =>
      told[index - first]?.isContext ? { ...message, weight: 0 } : message,
    );
    return { text: JSON.stringify({ messages: weighted }) };
  } catch (error) {
    // More than the service takes in one request, or an attachment that is gone.
    if (error instanceof FoundryError) return "attachments";
    throw error;
  }
}
