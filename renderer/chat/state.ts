import { create } from "zustand";
import type {
  Conversation,
  ConversationSummary,
  Delta,
  Message,
} from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Input } from "../../preload/contract/index.ts";
import { goTo } from "../route.ts";
import { merge } from "./merge.ts";

interface ChatState {
  /** Null until main has answered. */
  summaries: ConversationSummary[] | null;
  /** The conversation that is shown, or was last. */
  openId: string | null;
  open: Conversation | null;
  openDiagnosis: Diagnosis | null;
  /** The answer whose question is asked again of the deployment that is picked next. */
  asking: string | null;
}

export const useChat = create<ChatState>(() => ({
  summaries: null,
  openId: null,
  open: null,
  openDiagnosis: null,
  asking: null,
}));

/** What happens while a conversation is being read is done once it is there; null when none is read. */
let later: (() => void)[] | null = null;
/** Counts the readings: only the last one counts. */
let readings = 0;

/** Asks for the conversations and follows what happens to them. */
export function listenToChat(): void {
  window.assay.on("conversations.changed", putSummary);
  window.assay.on("chat.deltas", ({ deltas }) => whenRead(() => takeDeltas(deltas)));
  window.assay.on("chat.ended", ({ conversationId, reply }) =>
    whenRead(() => takeEnd(conversationId, reply)),
  );
  void window.assay["conversations.list"]().then(
    (answer) => answer.ok && useChat.setState({ summaries: answer.data }),
  );
}

/** Shows a conversation, or the beginning of a new one. */
export function openConversation(id: string | null): void {
  const { openId } = useChat.getState();
  if (id === openId) return;
  useChat.setState({ openId: id, open: null, openDiagnosis: null, asking: null });
  if (id !== null) void read(id);
  else stopReading();
}

/** Sends a message and shows its conversation. Gives the diagnosis when it was not taken. */
export async function send(message: Input<"chat.send">): Promise<Diagnosis | null> {
  const answer = await window.assay["chat.send"](message);
  if (!answer.ok) return answer.error.diagnosis;
  const { id } = answer.data.conversation;
  if (useChat.getState().openId === id) await read(id);
  goTo("chat", id);
  return null;
}

/** Asks the question of an answer again. What prevents it is shown above the conversation. */
export async function regenerate(answer: Input<"chat.regenerate">): Promise<void> {
  useChat.setState({ asking: null });
  const given = await window.assay["chat.regenerate"](answer);
  if (!given.ok) useChat.setState({ openDiagnosis: given.error.diagnosis });
  else if (useChat.getState().openId === given.data.conversation.id) await read(given.data.conversation.id);
}

async function read(id: string): Promise<void> {
  const turn = ++readings;
  later ??= [];
  const answer = await window.assay["conversations.get"]({ id });
  if (turn !== readings) return;
  const happened = later;
  stopReading();
  if (answer.ok) useChat.setState({ open: answer.data, openDiagnosis: null });
  else useChat.setState({ openDiagnosis: answer.error.diagnosis });
  for (const work of happened) work();
}

function stopReading(): void {
  readings += 1;
  later = null;
}

function whenRead(work: () => void): void {
  if (later) later.push(work);
  else work();
}

function takeDeltas(deltas: Delta[]): void {
  for (const delta of deltas) {
    const { open } = useChat.getState();
    const message = open?.messages.find(({ id }) => id === delta.replyId);
    if (!open || !message) continue;
    const merged = merge(message, delta);
    if (merged) replace(open, merged);
    else void read(open.id);
  }
}

function takeEnd(conversationId: string, reply: Message): void {
  const { open } = useChat.getState();
  if (open?.id !== conversationId) return;
  if (open.messages.some(({ id }) => id === reply.id)) replace(open, reply);
  else void read(conversationId);
}

function replace(open: Conversation, message: Message): void {
  const messages = open.messages.map((one) => (one.id === message.id ? message : one));
  useChat.setState({ open: { ...open, messages } });
}

function putSummary(summary: ConversationSummary): void {
  useChat.setState(({ summaries }) => ({
    summaries: [summary, ...(summaries ?? []).filter(({ id }) => id !== summary.id)],
  }));
}
