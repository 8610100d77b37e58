import { writeSync } from "node:fs";
import { noAdjustments } from "../../../main/foundry/chat/adjustments.ts";
import { createQuestions } from "../../../main/runs/questions.ts";
import { createSeries } from "../../../main/series/series.ts";
import { openSeries } from "../../../main/series/store.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { comparisonOf } from "../comparisons/comparison.ts";
import { targetOf } from "../foundry/server.ts";

/**
 * A process that asks a hundred prompts of four columns, or goes on with what is left of that, until all is asked or it
 * is killed. Says each request before it leaves, and each run once it is kept, one JSON line each.
 */
const [, , file = "", endpoint = "", secret = ""] = process.argv;
const say = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`);

const store = openSeries(openDatabase(file));
store.recover();
const target = () => targetOf(endpoint, { credential: { kind: "api_key", secret } });
const asking = {
  connections: {
    target: async () => target(),
    address: () => ({ ...target(), apiVersion: null, keyHeader: null, extraHeaders: [] }),
    list: () => [{ id: "k", name: "Lab", endpoint, sandbox: true, apiVersion: null }] as never,
  },
  deployments: {
    ways: () => ({ dialect: "chat" as const, route: undefined, adjustments: noAdjustments, model: null }),
    rememberRoute: () => {},
    rememberNote: () => {},
    find: () => undefined,
  },
  prices: { of: async () => null },
};
const questions = createQuestions(asking, () => (input, init) => {
  say({ asked: String(input) });
  return fetch(input, init);
});
const series = createSeries({
  store: {
    ...store,
    putRun: (id, run, problem) => {
      store.putRun(id, run, problem);
      say({ kept: `${run.columnId} ${run.promptId}` });
    },
  },
  questions,
  ...asking,
  comparison: () => comparisonOf("gpt-4.1-mini", "gpt-4.1", "gpt-4.1", "gpt-4.1-mini"),
  app: { version: "0.0.0", platform: "test", node: "20", electron: null },
  emit: (name, payload) => {
    if (name === "series.changed" && (payload as { state: string }).state === "done") process.exit(0);
  },
});

const [begun] = series.list();
if (begun) series.resume(begun.id, false);
else
  series.create({
    comparisonId: "c",
    title: "A hundred",
    prompts: {
      text: Array.from({ length: 100 }, (_, index) => `Say exactly: answer ${index + 1}`).join("\n"),
      format: "lines",
      template: "{{prompt}}",
    },
    repeats: 1,
    warmUps: 0,
    order: "random",
    atOnce: 4,
  });
