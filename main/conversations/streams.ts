import { isPending } from "../../preload/background-work.ts";
import type {
  AttachmentInfo,
  Delta,
  Measurement,
  Message,
  MessageEnd,
} from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { answerLimit } from "../../preload/limits.ts";
import { LeftForLater } from "../foundry/chat/background.ts";
import { besideLength } from "../foundry/chat/beside.ts";
import type { ChatEvent } from "../foundry/chat/chat.ts";
import type { Picture } from "../foundry/chat/events.ts";
import { sumOf } from "../foundry/chat/events.ts";
import { startStopwatch } from "../foundry/chat/stopwatch.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import { logFault } from "../log.ts";
import { type WholeCharacters, wholeCharacters } from "../storage/whole-characters.ts";
import { collectDetails, type DetailsCollector } from "./details.ts";
import { createEndings } from "./endings.ts";
import { pictureOf } from "./pictures.ts";
import type { ConversationStore, Ending } from "./store.ts";

/** Milliseconds between two batches: about one frame. The first text of an answer does not wait. */
const batchInterval = 16;
/** Characters of all pictures of one answer, in base64. */
const pictureLimit = 100_000_000;

interface Running {
  conversationId: string;
  abort: AbortController;
  /** Lengths of what has been written and shown. */
  text: number;
  reasoning: number;
  /** What arrived since. */
  newText: string;
  newReasoning: string;
  whole: { text: WholeCharacters; reasoning: WholeCharacters };
  details: DetailsCollector;
  /** Whether details are known that are neither written nor shown yet. */
  hasNewDetails: boolean;
  /** The pictures, where one has been written since they were shown. */
  newPictures: AttachmentInfo[] | null;
  /** Characters of what there is besides the text, and of the pictures. */
  beside: number;
  pictures: number;
  /** Of the part that is gone on with: what was measured, how it ended, and its length. */
  before: { measurement: Measurement | null; end: MessageEnd | null; length: number };
}

/** The answer that is written: one that has just begun, or one that is gone on with. */
interface RunningReply
  extends Pick<Message, "id">,
    Partial<Pick<Message, "text" | "reasoning" | "details" | "measurement" | "end">> {
  conversationId: string;
  /** The schema that it is asked to keep to. */
  jsonSchema?: string | undefined;
}

export interface Streams {
  /** Takes over an answer: writes what arrives, then shows it, until it ends. */
  run(reply: RunningReply, open: (signal: AbortSignal) => AsyncIterable<ChatEvent>): Promise<void>;
  /** Ends an answer; resolves at once. */
  stop(replyId: string): void;
  isAnswering(conversationId: string): boolean;
  /** Whether any answer is being written that ends with the app. */
  isBusy(): boolean;
  /** Ends all answers of a conversation. */
  stopAll(conversationId: string): void;
  /** The end of an answer that could not be written yet. */
  unwrittenEnd(replyId: string): Ending | undefined;
  /**
   * Writes what has arrived and ends all answers as `interrupted`: the app is about to end. Those that the service works
   * on in the background are left as they are, to be fetched at the next start.
   */
  interruptAll(): void;
}

/** Owns all running answers. Each batch is written to the database before it is shown. */
export function createStreams(store: ConversationStore, emit: Emit): Streams {
  const running = new Map<string, Running>();
  const endings = createEndings(store);
  let sequence = 0;
  let timer: NodeJS.Timeout | null = null;

  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    const waiting = [...running].filter(([, one]) => hasNews(one));
    if (waiting.length === 0) return;
    const parts = waiting.map(([replyId, one]) => ({
      replyId,
      text: one.newText,
      reasoning: one.newReasoning,
      details: one.hasNewDetails ? one.details.details() : null,
    }));
    store.append(parts);
    const deltas = waiting.map(([replyId, one], index) => {
      const details = parts[index]?.details;
      const delta: Delta = {
        conversationId: one.conversationId,
        replyId,
        textFrom: one.text,
        text: one.newText,
        reasoningFrom: one.reasoning,
        reasoning: one.newReasoning,
        ...(details && { details }),
        ...(one.newPictures && { attachments: one.newPictures }),
      };
      one.hasNewDetails = false;
      one.newPictures = null;
      one.text += one.newText.length;
      one.reasoning += one.newReasoning.length;
      one.newText = "";
      one.newReasoning = "";
      return delta;
    });
    sequence += 1;
    emit("chat.deltas", { sequence, deltas });
  };

  /** A batch that cannot be written is not shown: its answers end, and say why. */
  const flushOrFail = () => {
    try {
      flush();
    } catch (error) {
      logFault("An answer could not be written", error);
      for (const replyId of [...running.keys()])
        close(replyId, "failed", problem("storage_failed").diagnosis, null);
    }
  };

  const close = (
    replyId: string,
    end: MessageEnd,
    diagnosis: Diagnosis | null,
    measurement: Measurement | null,
  ) => {
    const one = running.get(replyId);
    if (!one) return;
    running.delete(replyId);
    one.abort.abort();
    const { before } = one;
    const ending = {
      // What could not be gone on with is still as much as it was.
      end: before.length > 0 && lengthOf(one) === before.length ? (before.end ?? end) : end,
      diagnosis,
      measurement: measurement && joined(before.measurement, measurement),
      details: one.details.details(),
    };
    if (!endings.write(replyId, ending)) ending.diagnosis ??= problem("storage_failed").diagnosis;
    const reply = store.message(replyId);
    const summary = store.summary(one.conversationId);
    if (reply) emit("chat.ended", { conversationId: one.conversationId, reply: { ...reply, ...ending } });
    if (summary) emit("conversations.changed", { ...summary, answering: isAnswering(one.conversationId) });
  };

  const isAnswering = (conversationId: string) =>
    [...running.values()].some((one) => one.conversationId === conversationId);

  const take = (replyId: string, one: Running, event: ChatEvent) => {
    const before = lengthOf(one);
    if (event.type === "text" || event.type === "refusal") one.newText += one.whole.text(event.text);
    else if (event.type === "reasoning") one.newReasoning += one.whole.reasoning(event.text);
    else if (event.type === "picture") one.newPictures = keepPicture(replyId, one, event);
    else if (shownAtOnce.has(event.type)) one.hasNewDetails = true;
    // Of an answer in two parts it would be the second one alone.
    else if (event.type === "kept" && one.before.length === 0) store.setKept(replyId, event.kept);
    one.beside += besideLength(event);
    const isUrgent = event.type === "background" || event.type === "picture";
    if (isUrgent || (before === 0 && lengthOf(one) > 0)) flushOrFail();
    else if (hasNews(one)) timer ??= setTimeout(flushOrFail, batchInterval);
    if (lengthOf(one) + one.beside <= answerLimit && one.pictures <= pictureLimit) return;
    flushOrFail();
    close(replyId, "failed", problem("reply_not_understood").diagnosis, null);
  };

  const keepPicture = (replyId: string, one: Running, picture: Picture): AttachmentInfo[] => {
    one.pictures += picture.data.length;
    const question = store.message(store.message(replyId)?.parentId ?? "");
    keep(() => store.attach(replyId, pictureOf(picture, question?.text ?? "")));
    return store.message(replyId)?.attachments ?? [];
  };

  return {
    run: async ({ id, conversationId, text, reasoning, details, measurement, end, jsonSchema }, open) => {
      const abort = new AbortController();
      const one: Running = {
        conversationId,
        abort,
        text: text?.length ?? 0,
        reasoning: reasoning?.length ?? 0,
        details: collectDetails(details, jsonSchema),
        hasNewDetails: false,
        newPictures: null,
        beside: 0,
        pictures: 0,
        before: {
          measurement: measurement ?? null,
          end: end ?? null,
          length: (text?.length ?? 0) + (reasoning?.length ?? 0),
        },
        newText: "",
        newReasoning: "",
        whole: { text: wholeCharacters(), reasoning: wholeCharacters() },
      };
      running.set(id, one);
      const stopwatch = startStopwatch(performance.now());
      try {
        for await (const event of open(abort.signal)) {
          if (!running.has(id)) return;
          one.details.take(event);
          if (event.type === "started") stopwatch.sent(event.sent);
          if (event.type === "answers") stopwatch.isOneOfSeveral();
          if (event.type === "background") stopwatch.isFetched();
          if (event.type === "text" || event.type === "reasoning")
            stopwatch.arrived(event.at, event.type, event.text.length);
          if (event.type === "end") {
            flushOrFail();
            close(id, event.end, event.diagnosis, stopwatch.stop(event.at, event.usage));
          } else take(id, one, event);
        }
      } catch (error) {
        logFault("An answer failed in the app", error);
        flushOrFail();
        const { diagnosis } = error instanceof FoundryError ? error : problem("unexpected");
        close(id, "failed", diagnosis, stopwatch.stop(performance.now(), null));
      }
    },

    stop: (replyId) => running.get(replyId)?.abort.abort(),
    isAnswering,
    isBusy: () => [...running.values()].some((one) => !isInBackground(one)),
    stopAll: (conversationId) => {
      for (const one of running.values()) if (one.conversationId === conversationId) one.abort.abort();
    },
    unwrittenEnd: endings.unwritten,

    interruptAll: () => {
      flushOrFail();
      for (const [replyId, one] of [...running]) {
        if (!isInBackground(one)) close(replyId, "interrupted", null, null);
        else if (running.delete(replyId)) one.abort.abort(new LeftForLater());
      }
    },
  };
}

/** The measurement of an answer in two parts: times of the last, tokens of both. */
function joined(before: Measurement | null, after: Measurement): Measurement {
  if (!before?.tokens || !after.tokens) return after;
  return { ...after, tokens: sumOf(before.tokens, after.tokens) };
}

/** What is known of an answer besides its text and is shown while that is written. */
const shownAtOnce: ReadonlySet<ChatEvent["type"]> = new Set([
  "started",
  "note",
  "commentary",
  "hosted_call",
  "citation",
  "background",
]);

const hasNews = ({ newText, newReasoning, hasNewDetails, newPictures }: Running) =>
  newText !== "" || newReasoning !== "" || hasNewDetails || newPictures !== null;

const isInBackground = (one: Running) => isPending(one.details.details().background);

const lengthOf = (one: Running) => one.text + one.reasoning + one.newText.length + one.newReasoning.length;
