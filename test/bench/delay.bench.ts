import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { openSearch } from "../../main/conversations/search.ts";
import { openConversations } from "../../main/conversations/store.ts";
import { createStreams } from "../../main/conversations/streams.ts";
import type { ChatEvent } from "../../main/foundry/chat.ts";
import { openDatabase } from "../../main/storage/database.ts";
import type { Comparison, Setting } from "./bench.ts";
import { fillProfile } from "./profile.ts";
import { messageOf } from "./texts.ts";

export const name = "delay";
/** Milliseconds at the 99th percentile. */
export const limit = 10;

const round = 3_000;
/** Milliseconds between two searches: quicker than anybody types. */
const searchInterval = 100;
const words = ["number", "rough", "message 4242", "early possible"];

/**
 * How late the event loop is while three answers are written and 100,000 messages are searched, in a process that does
 * what main does with its database; against a loop that has nothing to do.
 */
export async function run(setting: Setting): Promise<Comparison[]> {
  const profile = setting.folder();
  const hundred = Array.from({ length: 100 }, (_, index) => [`conversation ${index}`, 1_000] as const);
  fillProfile(profile, Object.fromEntries(hundred), messageOf);
  const database = openDatabase(join(profile, "assay.db"));
  const store = openConversations(database);
  const search = openSearch(database);
  const ours: number[] = [];
  const reference: number[] = [];
  for (let pair = 0; pair < setting.pairs; pair += 1) {
    reference.push(await delayWhile(() => setTimeout(round)));
    ours.push(
      await delayWhile(async () => {
        const abort = new AbortController();
        const streams = createStreams(store, () => {});
        const answers = [1, 2, 3].map((seed) => {
          const id = `run ${pair} ${seed}`;
          const question = { id: `${id} question`, text: "Go on", at: pair };
          const reply = { id: `${id} reply`, text: "", at: pair };
          store.addTurn({ id, title: id, connectionId: "bench", deployment: "d" }, null, question, reply);
          return streams.run({ id: reply.id, conversationId: id }, () => words100(abort.signal));
        });
        const end = performance.now() + round;
        for (let count = 0; performance.now() < end; count += 1) {
          search(words[count % words.length] ?? "", 50);
          await setTimeout(searchInterval);
        }
        abort.abort();
        await Promise.all(answers);
      }),
    );
  }
  database.close();
  const what = "99th percentile while three answers are written and 100,000 messages searched";
  return [{ what, unit: "ms", compared: "difference", ours, reference }];
}

/** Milliseconds that a timer is late at the 99th percentile while something is done. */
async function delayWhile(work: () => Promise<unknown>): Promise<number> {
  const monitor = monitorEventLoopDelay({ resolution: 1 });
  monitor.enable();
  await work();
  monitor.disable();
  return monitor.percentile(99) / 1e6;
}

/** About a hundred words a second, until the signal aborts. */
async function* words100(signal: AbortSignal): AsyncGenerator<ChatEvent> {
  while (!signal.aborted) {
    yield { type: "text", at: performance.now(), text: "some gold " };
    await setTimeout(20);
  }
  const end = { end: "cancelled", usage: null, diagnosis: null } as const;
  yield { type: "end", at: performance.now(), ...end };
}
