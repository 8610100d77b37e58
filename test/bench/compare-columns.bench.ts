import { median } from "../../main/statistics/medians.ts";
import type { Comparison, Setting, Skipped } from "./bench.ts";
import { type CompareApp, openCompareApp } from "./compare-app.ts";
import { openReference } from "./electron.ts";
import { countLongTasks } from "./long-tasks.ts";
import { processorTimes } from "./processor-time.ts";
import { type SandboxProcess, startSandboxProcess } from "./sandbox-process.ts";

export const name = "compare-columns";
/** Of one column's processor time per token. */
export const limit = 1.2;

const columns = 12;
const tokensPerSecond = 100;
const prompt = "Write 600 words about assaying";
/** Milliseconds after the last token that still count: what it takes to come to rest. */
const rest = 500;
/** Milliseconds of a column's times beside the sandbox's, and long tasks a minute beside the reference's. */
const clockLimit = 5;
const longTaskLimit = 1;

interface Round {
  renderer: number;
  main: number;
  longTasks: number;
  seconds: number;
  /** Of each column, in milliseconds: what main measured less what the sandbox did. */
  firstToken: number[];
  total: number[];
  late: number[];
}

/**
 * Twelve columns at a hundred tokens a second each, against one: processor time for a token, of the page and of main.
 * In the same runs, long tasks against a page that only writes such texts, and each column's times against the
 * sandbox's own clock, which is another process's.
 */
export async function run(setting: Setting): Promise<Comparison[] | Skipped> {
  if (process.platform !== "linux")
    return { skipped: "the processor time of another process is read from /proc" };
  const sandbox = await startSandboxProcess(setting, "--tokens-per-second", String(tokensPerSecond));
  const app = await openCompareApp(setting, sandbox);
  const reference = await openReference(setting, "blank");
  const taskCount = await countLongTasks(app.page);
  const referenceCount = await countLongTasks(reference.page);
  const ids = { many: await app.comparison(columns, prompt), one: await app.comparison(1, prompt) };
  const taken = { many: [] as Round[], one: [] as Round[] };
  const referenceRounds: { longTasks: number; seconds: number }[] = [];
  const plain = async (seconds: number) => {
    const before = await referenceCount();
    await reference.page.evaluate(writePlainly, [columns, tokensPerSecond, seconds] as const);
    return { longTasks: (await referenceCount()) - before, seconds };
  };
  const round = async (which: "many" | "one") => {
    await app.show(ids[which]);
    return measure(app, sandbox, ids[which], which === "many" ? columns : 1, taskCount);
  };
  await round("many");
  await round("one");
  for (let pair = 0; pair < setting.pairs; pair += 1) {
    for (const which of Math.random() < 0.5 ? (["many", "one"] as const) : (["one", "many"] as const)) {
      taken[which].push(await round(which));
    }
    referenceRounds.push(await plain(taken.many.at(-1)?.seconds ?? 0));
  }
  await app.close();
  await reference.close();
  sandbox.stop();

  const notes = { columns, tokensPerSecond };
  const perToken = (process: "renderer" | "main"): Comparison => ({
    what: `${process}, per token, ${columns} columns to one`,
    unit: "ms",
    compared: "ratio",
    ours: taken.many.map((one) => one[process]),
    reference: taken.one.map((one) => one[process]),
    notes,
  });
  const agreement = (time: "firstToken" | "total"): Comparison => {
    const all = taken.many.map((one) => median(one[time].map(Math.abs)));
    const late = taken.many.map((one) => Math.max(...one.late));
    return {
      what: `${time === "firstToken" ? "first token" : "total"} of ${columns} columns, to the sandbox's clock`,
      unit: "ms",
      compared: "difference",
      ours: all,
      reference: all.map(() => 0),
      limit: clockLimit,
      notes: {
        roundsReportedBusy: late.filter((one) => one > 25).length,
        latestMilliseconds: Math.max(...late),
        signedMedian: median(taken.many.flatMap((one) => one[time])),
      },
    };
  };
  return [
    perToken("renderer"),
    perToken("main"),
    {
      // Single rounds are too short for a rate: all of them together are one value.
      what: `long tasks a minute, ${columns} columns to a page that writes such texts`,
      unit: "a minute",
      compared: "difference",
      ours: [perMinute(taken.many)],
      reference: [perMinute(referenceRounds)],
      limit: longTaskLimit,
      notes,
    },
    agreement("firstToken"),
    agreement("total"),
  ];
}

const perMinute = (rounds: readonly { longTasks: number; seconds: number }[]): number =>
  (60 * rounds.reduce((sum, { longTasks }) => sum + longTasks, 0)) /
  rounds.reduce((sum, { seconds }) => sum + seconds, 0);

async function measure(
  app: CompareApp,
  sandbox: SandboxProcess,
  id: string,
  count: number,
  longTasks: () => Promise<number>,
): Promise<Round> {
  const known = (await sandbox.times()).length;
  const tasksBefore = await longTasks();
  const before = await processorTimes(app);
  const begun = performance.now();
  await app.ask();
  const answers = await sandbox.answers(known, count);
  await new Promise((resolve) => setTimeout(resolve, rest));
  const after = await processorTimes(app);
  const seconds = (performance.now() - begun) / 1000;
  const tasks = (await longTasks()) - tasksBefore;
  const runs = await app.runs(id);
  const pairs = runs.map((run) => {
    const times = answers.find(({ requestId }) => requestId === run.conditions.requestId);
    if (!times?.first || !times.ended || run.end !== "stop" || !run.measured?.firstToken)
      throw new Error(`A column did not answer: ${JSON.stringify({ ...run, text: run.text.length })}`);
    return {
      firstToken: run.measured.firstToken - (times.first - times.asked),
      total: run.measured.total - (times.ended - times.asked),
      late: run.measured.late,
      tokens: times.pieces,
    };
  });
  const tokens = pairs.reduce((sum, one) => sum + one.tokens, 0);
  return {
    renderer: (after.renderer - before.renderer) / tokens,
    main: (after.main - before.main) / tokens,
    longTasks: tasks,
    seconds,
    firstToken: pairs.map(({ firstToken }) => firstToken),
    total: pairs.map(({ total }) => total),
    late: pairs.map(({ late }) => late),
  };
}

/** Writes so many texts at a speed for some seconds, in frames, and nothing else. Runs in the page. */
function writePlainly([columns, tokensPerSecond, seconds]: readonly [number, number, number]): Promise<void> {
  document.body.replaceChildren();
  const texts = Array.from({ length: columns }, () => {
    const place = document.createElement("p");
    document.body.append(place);
    return place.appendChild(document.createTextNode(""));
  });
  const begun = performance.now();
  let written = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const due = Math.floor(((performance.now() - begun) / 1000) * tokensPerSecond);
      for (const text of texts) text.appendData(" token".repeat(due - written));
      written = due;
      if (performance.now() - begun < seconds * 1000) return;
      clearInterval(timer);
      resolve();
    }, 16);
  });
}
