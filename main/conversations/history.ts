import type { Message } from "../../preload/contract/conversations.ts";
import { beginningOf } from "../../preload/cut.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import type { Attachment, ChatMessage } from "../foundry/chat/chat.ts";
import type { Kept } from "../foundry/chat/question.ts";
import type { ConversationStore, StoredSummary } from "./store.ts";

const titleLength = 60;

/** A first line of at most `titleLength` characters, cut at a word. */
export function titleOf(text: string): string {
  const line = text.trim().split(/\s*\n/, 1)[0] ?? "";
  if (line.length <= titleLength) return line;
  const cut = beginningOf(line, titleLength);
  const word = cut.lastIndexOf(" ");
  return `${cut.slice(0, word > titleLength / 2 ? word : cut.length).trimEnd()}…`;
}

/**
 * What the model is told of a branch. A turn that got no answer is left out, so that a message the filter stopped does
 * not stop all that follow; so is an answer that the filter took back. Thinking is not sent back (Foundry reasoning guide).
 */
function historyOf(messages: Message[], parts: Parts): ChatMessage[] {
  const [last] = messages.slice(-1);
  const unanswered = new Set(
    messages
      .filter((message) => message.role === "assistant" && isEmpty(message))
      .flatMap(({ id, parentId }) => [id, parentId]),
  );
  return handedOn(
    messages
      .filter((message) => message === last || !unanswered.has(message.id))
      .flatMap((message) => asTold(message, parts)),
  );
}

/** No API takes pictures in answers: what a model has made goes along with the question after it. */
function handedOn(messages: ChatMessage[]): ChatMessage[] {
  let made: readonly Attachment[] = [];
  return messages.map((message) => {
    const { attachments = [], ...said } = message;
    if (message.role === "assistant") {
      made = [...made, ...attachments];
      return said;
    }
    if (message.role !== "user" || made.length === 0) return message;
    const all = [...made, ...attachments];
    made = [];
    return { ...message, attachments: all };
  });
}

/** What belongs to messages and is read apart. */
interface Parts {
  attachmentsOf(message: Message): Attachment[];
  /** What the deployment that is asked now has to get back with its own answer. */
  keptOf(message: Message): Kept | undefined;
}

/**
 * What leads to a message in the store, that one included, as a deployment is told; nothing where there is no message. What
 * only its own model understands goes along with the answers that this deployment has given. Attachments are read from
 * the store where nothing else is said.
 */
export function toldUpTo(
  messageId: string | null,
  store: Pick<ConversationStore, "stretch" | "attachments" | "kept">,
  asked: Pick<StoredSummary, "connectionId" | "deployment">,
  attachmentsOf: Parts["attachmentsOf"] = ({ id }) => store.attachments(id),
): ChatMessage[] {
  if (messageId === null) return [];
  const isOwn = ({ connectionId, deployment }: Message) =>
    connectionId === asked.connectionId && deployment === asked.deployment;
  return historyOf(store.stretch(messageId, {}).messages, {
    attachmentsOf,
    keptOf: (message) => (isOwn(message) ? (store.kept(message.id) ?? undefined) : undefined),
  });
}

const isEmpty = ({ text, end, details, attachments }: Message) =>
  (text.trim() === "" && !details?.toolCalls.length && attachments.length === 0) || end === "content_filter";

function asTold(message: Message, { attachmentsOf, keptOf }: Parts): ChatMessage[] {
  const { role, text, details, attachments } = message;
  const files = attachments.length === 0 ? [] : attachmentsOf(message);
  if (role === "user") return [{ role, content: text, ...(files.length > 0 && { attachments: files }) }];
  if (files.length > 0)
    return [{ role, content: text.trim() || mainStrings.madePicture, attachments: files }];
  const toolCalls = details?.toolCalls ?? [];
  // Calls that nobody answered would have the service refuse all that follows.
  if (toolCalls.length === 0 || toolCalls.some(({ result }) => result === null)) {
    const kept = toolCalls.length === 0 ? keptOf(message) : undefined;
    return text.trim() === "" ? [] : [{ role, content: text, ...(kept && { kept }) }];
  }
  const kept = keptOf(message);
  return [
    { role, content: text, toolCalls, ...(kept && { kept }) },
    ...toolCalls.map(
      ({ id, result }): ChatMessage => ({ role: "tool", toolCallId: id, content: result ?? "" }),
    ),
  ];
}

/** The part of an answer that is there, and the wish to go on with it, as the model is told: of no part, nothing. */
export const continuing = (text: string): ChatMessage[] =>
  text.trim() === ""
    ? []
    : [
        { role: "assistant", content: text },
        { role: "user", content: mainStrings.continueAnswer },
      ];
