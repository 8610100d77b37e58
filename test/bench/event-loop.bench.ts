import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { openSearch, type Search } from "../../main/conversations/search.ts";
import { type ConversationStore, openConversations } from "../../main/conversations/store.ts";
import { createStreams } from "../../main/conversations/streams.ts";
import type { ChatEvent } from "../../main/foundry/chat/chat.ts";
import { openDatabase } from "../../main/storage/database.ts";
import type { Comparison, Setting } from "./bench.ts";
import { measurePairs } from "./pairs.ts";
import { fillProfile } from "./profile.ts";
import { messageOf } from "./texts.ts";

export const name = "event-loop";
/** Milliseconds of delay at the 99th percentile. */
export const limit = 10;

const duration = 1_000;
/** Milliseconds between two searches: somebody types. */
const searchInterval = 100;
/** As many as the window asks for. */
const most = 50;
/** Parts of words, words, one message, many, short texts, and what is nowhere. */
const words = ["num", "number", "message 424", "as early as", "e ", "zq", "nowhere"];

/**
 * How late the event loop is while three answers are written and somebody searches 100,000 messages, against the same
 * loop with nothing to do, in this process: one is what the clock itself adds.
 */
export async function run(setting: Setting): Promise<Comparison[]> {
  const profile = setting.folder();
  const hundred = Array.from({ length: 100 }, (_, index) => [`conversation ${index}`, 1_000] as const);
  fillProfile(profile, Object.fromEntries(hundred), messageOf);
  const database = openDatabase(join(profile, "assay.db"));
  const store = openConversations(database);
  const search = openSearch(database);
  const highest: number[] = [];
  const taken = await measurePairs(
    setting.pairs,
    () => delayWhile(() => work(store, search), highest),
    () => delayWhile(() => wait(duration), []),
  );
  database.close();
  const notes = { highest, searchInterval };
  return [
    {
      what: "three answers and searches, 99th percentile",
      unit: "ms",
      compared: "difference",
      ...taken,
      notes,
    },
  ];
}

/** The delay at the 99th percentile in milliseconds. The highest of all is added to `highest`. */
async function delayWhile(work: () => Promise<void>, highest: number[]): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await work();
  delays.disable();
  highest.push(delays.max / 1e6);
  return delays.percentile(99) / 1e6;
}

async function work(store: ConversationStore, search: Search): Promise<void> {
  const streams = createStreams(store, () => {});
  const running = [1, 2, 3].map(() => {
    const [id, question, reply] = [randomUUID(), randomUUID(), randomUUID()];
    const conversation = { id, title: id, connectionId: "bench", deployment: "d" };
    const at = Date.now();
    store.addTurn(conversation, null, { id: question, text: "Go on", at }, { id: reply, text: "", at });
    return { id: reply, ended: streams.run({ id: reply, conversationId: id }, endless) };
  });
  const end = performance.now() + duration;
  for (let count = 0; performance.now() < end; count += 1) {
    await wait(searchInterval);
    search(words[count % words.length] ?? "", most);
  }
  for (const { id } of running) streams.stop(id);
  await Promise.all(running.map(({ ended }) => ended));
}

/** Text without end, a piece of a few words about every five milliseconds, as fast as models write. */
async function* endless(signal: AbortSignal): AsyncGenerator<ChatEvent> {
  for (let count = 0; !signal.aborted; count += 1) {
    yield { type: "text", at: performance.now(), text: `${count} some words and code ` };
    await wait(5);
  }
  yield { type: "end", at: performance.now(), end: "cancelled", usage: null, diagnosis: null };
}
