import { join } from "node:path";
import { readNewEvents } from "../../main/fine-tuning/jobs/event-reading.ts";
import { openEventStore } from "../../main/fine-tuning/jobs/event-store.ts";
import { openJobStore } from "../../main/fine-tuning/jobs/job-store.ts";
import { openMetricStore } from "../../main/fine-tuning/jobs/metric-store.ts";
import type { RemoteEvent, RemoteJob } from "../../main/foundry/jobs/jobs.ts";
import { openDatabase } from "../../main/storage/database.ts";
import type { Comparison, Setting } from "./bench.ts";
import { measurePairs } from "./pairs.ts";

export const name = "tuning-jobs";
/** Times as long as with a hundredth of the events. */
export const limit = 1.5;

const jobs = 8;
const [many, few] = [100_000, 1_000];
/** As many as the window asks for. */
const stretch = 200;
/** Milliseconds in which nothing else is done while events are kept. */
const longest = 50;

/** Eight jobs with 100,000 events each against eight with 1,000, in this process. */
export async function run(setting: Setting): Promise<Comparison[]> {
  const [large, small] = [await filled(setting.folder(), many), await filled(setting.folder(), few)];
  const stretches = await measurePairs(setting.pairs, large.stretches, small.stretches);
  const lists = await measurePairs(setting.pairs, large.list, small.list);
  const search = { milliseconds: await large.found(), held: await heldBy(large.found) };
  for (const { close } of [large, small]) close();
  return [
    { what: "a stretch of events", unit: "ms", compared: "ratio", ...stretches, notes: { jobs, many, few } },
    { what: "the list of jobs", unit: "ms", compared: "ratio", ...lists, notes: { search } },
    {
      what: "longest hold while 100,000 events are kept",
      unit: "ms",
      compared: "difference",
      ours: large.holds,
      reference: large.holds.map(() => 0),
      limit: longest,
    },
  ];
}

const job = (id: string): RemoteJob => ({
  id,
  status: "running",
  model: "gpt-4.1-mini-2025-04-14",
  tunedModel: null,
  trainingFile: "file-train",
  validationFile: null,
  resultFiles: [],
  createdAt: 0,
  finishedAt: null,
  estimatedFinish: null,
  trainedTokens: null,
  error: null,
  method: "supervised",
  hyperparameters: { n_epochs: 3 },
  suffix: null,
  seed: 1,
  trainingType: "GlobalStandard",
  grader: null,
  integrations: [],
  metadata: {},
});

/** The newest first, as the service lists them. */
const eventsOf = (count: number): RemoteEvent[] =>
  Array.from({ length: count }, (_, place) => {
    const step = count - place;
    const metrics = { step, train_loss: 1 / step, train_mean_token_accuracy: 1 - 1 / step };
    const message = `Step ${step}/${count}: training loss=${metrics.train_loss.toFixed(4)}`;
    return { id: `ftevent-${step}`, at: step * 1_000, level: "info", message, metrics };
  });

/** A database with the jobs and their events, and what is asked of it. */
async function filled(folder: string, count: number) {
  const database = openDatabase(join(folder, "assay.db"));
  const store = openJobStore(database);
  const events = openEventStore(database);
  const metrics = openMetricStore(database);
  const rows = eventsOf(count);
  const numbers: number[] = [];
  const holds: number[] = [];
  let searches = 0;
  for (let at = 0; at < jobs; at += 1) {
    const home = { resource: "bench", host: "bench.openai.azure.com", project: null };
    const { number } = store.put(home, job(`ftjob-${at}`), null, 0).now;
    numbers.push(number);
    const reading = { job: number, events, metrics, onSteps: () => {}, setOlder: () => {} };
    holds.push(await heldBy(() => readNewEvents({ ...reading, page: async () => ({ rows, after: null }) })));
  }
  const asked = { search: "", level: null, count: stretch };
  return {
    holds,
    /** Milliseconds of the first, a middle and the last stretch of each job. */
    stretches: () =>
      timed(async () => {
        for (const number of numbers)
          for (const from of [0, Math.floor(count / 2), count - stretch]) {
            const { length } = (await events.stretch(number, { ...asked, from })).events;
            if (length !== stretch) throw new Error(`${length} events were found.`);
          }
      }),
    list: () => timed(async () => store.all()),
    /** Milliseconds of a search through all events of one job; a different one each time. */
    found: () =>
      timed(() =>
        events.stretch(numbers[searches++ % jobs] ?? 0, { ...asked, search: "step 777/", from: 0 }),
      ),
    close: () => database.close(),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/**
 * The most processor time in milliseconds that was taken in one go while something was done: that of the clock would tell of what
 * else the machine does.
 */
async function heldBy(work: () => Promise<unknown>): Promise<number> {
  let [last, longest, isOver] = [process.cpuUsage(), 0, false];
  const tick = () => {
    const { user, system } = process.cpuUsage(last);
    longest = Math.max(longest, (user + system) / 1_000);
    last = process.cpuUsage();
    if (!isOver) setImmediate(tick);
  };
  setImmediate(tick);
  await work();
  isOver = true;
  tick();
  return longest;
}
