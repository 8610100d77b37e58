import type { Measurement, Message, MessageEnd } from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { answerLimit } from "../../preload/limits.ts";
import type { ChatEvent } from "../foundry/chat/chat.ts";
import { startStopwatch } from "../foundry/chat/stopwatch.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { logFault } from "../log.ts";
import { type WholeCharacters, wholeCharacters } from "../storage/whole-characters.ts";
import { collectDetails, type DetailsCollector } from "./details.ts";
import { createEndings } from "./endings.ts";
import type { ConversationStore, Ending } from "./store.ts";

/** Milliseconds between two batches: about one frame. The first text of an answer does not wait. */
const batchInterval = 16;

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
  /** Whether any answer is being written. */
  isBusy(): boolean;
  /** Ends all answers of a conversation. */
  stopAll(conversationId: string): void;
  /** The end of an answer that could not be written yet. */
  unwrittenEnd(replyId: string): Ending | undefined;
  /** Writes what has arrived and ends all answers as `interrupted`: the app is about to end. */
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
    const waiting = [...running].filter(([, one]) => one.newText !== "" || one.newReasoning !== "");
    if (waiting.length === 0) return;
    store.append(
      waiting.map(([replyId, one]) => ({ replyId, text: one.newText, reasoning: one.newReasoning })),
    );
    const deltas = waiting.map(([replyId, one]) => {
      const delta = {
        conversationId: one.conversationId,
        replyId,
        textFrom: one.text,
        text: one.newText,
        reasoningFrom: one.reasoning,
        reasoning: one.newReasoning,
      };
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
    if (event.type === "text" || event.type === "refusal") {
      one.newText += one.whole.text(event.text);
    } else if (event.type === "reasoning") {
      one.newReasoning += one.whole.reasoning(event.text);
    } else return;
    if (before === 0) flushOrFail();
    else timer ??= setTimeout(flushOrFail, batchInterval);
    if (lengthOf(one) <= answerLimit) return;
    flushOrFail();
    close(replyId, "failed", problem("reply_not_understood").diagnosis, null);
  };

  /** What has to outlive the app: the answer in the background, and what is given back with the next question. */
  const keepAtOnce = (replyId: string, one: Running, event: ChatEvent) => {
    if (event.type === "background") store.setDetails(replyId, one.details.details());
    else if (event.type === "kept") store.setKept(replyId, event.kept);
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
          keepAtOnce(id, one, event);
          if (event.type === "started") stopwatch.sent(event.sent);
          if (event.type === "answers") stopwatch.isOneOfSeveral();
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
        close(id, "failed", problem("unexpected").diagnosis, stopwatch.stop(performance.now(), null));
      }
    },

    stop: (replyId) => running.get(replyId)?.abort.abort(),
    isAnswering,
    isBusy: () => running.size > 0,
    stopAll: (conversationId) => {
      for (const one of running.values()) if (one.conversationId === conversationId) one.abort.abort();
    },
    unwrittenEnd: endings.unwritten,

    interruptAll: () => {
      flushOrFail();
      for (const replyId of [...running.keys()]) close(replyId, "interrupted", null, null);
    },
  };
}

/** The measurement of an answer in two parts: times of the last, tokens of both. */
function joined(before: Measurement | null, after: Measurement): Measurement {
  if (!before?.tokens || !after.tokens) return after;
  const { prompt, cached } = after.tokens;
  const completion = before.tokens.completion + after.tokens.completion;
  const reasoning = before.tokens.reasoning + after.tokens.reasoning;
  return { ...after, tokens: { prompt: before.tokens.prompt + prompt, cached, completion, reasoning } };
}

const lengthOf = (one: Running) => one.text + one.reasoning + one.newText.length + one.newReasoning.length;
