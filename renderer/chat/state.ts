import { create } from "zustand";
import type {
  Conversation,
  ConversationSummary,
  Delta,
  Message,
} from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Answer, Input } from "../../preload/contract/index.ts";
import { merge } from "../answers/merge.ts";
import { attempting } from "../calls.ts";
import { listenToConversations } from "../conversations/state.ts";
import { undoRemoval } from "../removal.ts";
import { goTo } from "../route.ts";

interface ChatState {
  /** The conversation that is shown, or was last. */
  openId: string | null;
  open: Conversation | null;
  openDiagnosis: Diagnosis | null;
  /** The answer whose question is asked again of the deployment that is picked next. */
  asking: string | null;
  /** The question that is being edited. */
  editing: string | null;
  /** The message that a search has led to. */
  found: string | null;
  /** Counts how often the end of the open conversation was to be shown: each time, the view goes there. */
  latest: number;
  /** The conversation that was removed last; it can still be restored. */
  removed: ConversationSummary | null;
}

export const useChat = create<ChatState>(() => ({
  openId: null,
  open: null,
  openDiagnosis: null,
  asking: null,
  editing: null,
  found: null,
  latest: 0,
  removed: null,
}));

/** What happens while a conversation is being read is done once it is there; null when none is read. */
let later: (() => void)[] | null = null;
/** Counts the readings: only the last one counts. */
let readings = 0;

/** Asks for the conversations and follows what happens to them. */
export function listenToChat(): void {
  listenToConversations();
  window.assay.on("conversations.changed", takeSummary);
  window.assay.on("chat.deltas", ({ deltas }) => whenRead(() => takeDeltas(deltas)));
  window.assay.on("chat.ended", ({ reply }) => whenRead(() => replace(reply)));
}

/** Shows a conversation, or the beginning of a new one. */
export function openConversation(id: string | null): void {
  const { openId } = useChat.getState();
  if (id === openId) return;
  const nothing = { open: null, openDiagnosis: null, asking: null, editing: null, found: null };
  useChat.setState({ ...nothing, openId: id });
  if (id !== null) void read({ id });
  else stopReading();
}

/** Shows a message, wherever it stands. */
export function showMessage(conversationId: string, messageId: string): void {
  openConversation(conversationId);
  goTo("chat", conversationId);
  void read({ id: conversationId, from: messageId }).then(() => useChat.setState({ found: messageId }));
}

/** Sends a message and shows its conversation. Gives the diagnosis when it was not taken. */
export async function send(message: Input<"chat.send">): Promise<Diagnosis | null> {
  const answer = await window.assay["chat.send"](message);
  if (!answer.ok) return answer.error.diagnosis;
  const { id } = answer.data.conversation;
  useChat.setState({ editing: null, openDiagnosis: null });
  if (useChat.getState().openId === id) await readAgain(id);
  goTo("chat", id);
  showLatest();
  return null;
}

/** Does something with the open conversation, and reads it anew. What prevents it is shown above it. */
export async function change(work: Promise<Answer<unknown>>): Promise<void> {
  useChat.setState({ asking: null });
  const given = await attempt(work);
  const { openId } = useChat.getState();
  if (given !== null && openId !== null) await readAgain(openId);
}

/** Asks for something in the open conversation, reads it anew and goes to its end. */
export async function askFor(work: Promise<Answer<unknown>>): Promise<void> {
  await change(work);
  if ((await work).ok) showLatest();
}

/** Asks the question of an answer again. */
export const regenerate = (answer: Input<"chat.regenerate">): Promise<void> =>
  askFor(window.assay["chat.regenerate"](answer));

/** Shows the end of the open conversation, and what is written there. */
export const showLatest = (): void => useChat.setState(({ latest }) => ({ latest: latest + 1 }));

/** Messages that are drawn in one frame when earlier ones are added: more would be felt while scrolling. */
const perFrame = 4;
let isReadingEarlier = false;

/** Adds earlier messages to those that are shown, a few in each frame. */
export async function readEarlier(): Promise<void> {
  const { open } = useChat.getState();
  const [first] = open?.messages ?? [];
  if (!open?.hasEarlier || !first || isReadingEarlier) return;
  isReadingEarlier = true;
  try {
    const answer = await window.assay["conversations.earlier"]({ messageId: first.id });
    if (!answer.ok) return;
    const waiting = [...answer.data.messages];
    for (let before = first.id; waiting.length > 0; ) {
      const now = useChat.getState().open;
      if (now?.id !== open.id || now.messages[0]?.id !== before) return;
      const next = waiting.splice(-perFrame);
      before = next[0]?.id ?? before;
      const hasEarlier = waiting.length > 0 || answer.data.hasEarlier;
      useChat.setState({ open: { ...now, messages: [...next, ...now.messages], hasEarlier } });
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  } finally {
    isReadingEarlier = false;
  }
}

/** Takes a conversation away; it can be brought back. */
export async function removeConversation(summary: ConversationSummary): Promise<void> {
  if ((await attempt(window.assay["conversations.remove"]({ id: summary.id }))) === null) return;
  useChat.setState({ removed: summary });
  if (useChat.getState().openId === summary.id) goTo("chat");
}

/** Adds a conversation from a file the person picks, and shows it. */
export async function importConversation(): Promise<void> {
  const imported = await attempt(window.assay["conversations.import"]());
  if (imported) goTo("chat", imported.id);
}

/** Brings the conversation back that was removed last, and shows it. */
export const undoRemove = (): Promise<void> =>
  undoRemoval(useChat, async ({ id }) => {
    const restored = await attempt(window.assay["conversations.restore"]({ id }));
    if (restored) goTo("chat", id);
    return restored !== null;
  });

/** Gives what was asked for, or null, and then shows why. */
export const attempt = attempting((openDiagnosis) => useChat.setState({ openDiagnosis }));

/** Reads the open conversation anew, as far back as it is shown. */
const readAgain = (id: string) => {
  const { open } = useChat.getState();
  const [first] = open?.id === id ? open.messages : [];
  return read({ id, ...(first && { back: first.id }) });
};

async function read(wanted: Input<"conversations.get">): Promise<void> {
  const turn = ++readings;
  later ??= [];
  const answer = await window.assay["conversations.get"](wanted);
  if (turn !== readings) return;
  const happened = later;
  stopReading();
  const open = await attempt(Promise.resolve(answer), "read");
  if (open) useChat.setState({ open });
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

/** All deltas of one event at once: the page is drawn once. */
function takeDeltas(deltas: Delta[]): void {
  const { open } = useChat.getState();
  if (!open) return;
  let messages = open.messages;
  for (const delta of deltas) {
    const at = messages.findLastIndex(({ id }) => id === delta.replyId);
    const message = messages[at];
    if (!message) continue;
    const merged = merge(message, delta);
    if (!merged) return void readAgain(open.id);
    const { details = merged.details, attachments = merged.attachments } = delta;
    messages = messages.with(at, { ...merged, details, attachments });
  }
  if (messages !== open.messages) useChat.setState({ open: { ...open, messages } });
}

/** Puts a message in the place of what it was. One of another branch is not shown. */
function replace(message: Message): void {
  const { open } = useChat.getState();
  const at = open?.messages.findLastIndex(({ id }) => id === message.id) ?? -1;
  if (open && at >= 0) useChat.setState({ open: { ...open, messages: open.messages.with(at, message) } });
}

/** What is told of the open conversation in lists holds for it too. */
function takeSummary(summary: ConversationSummary): void {
  const { open } = useChat.getState();
  if (open?.id === summary.id) useChat.setState({ open: { ...open, ...summary } });
}
