import { describe, expect, it } from "vitest";
import type { RemoteServices } from "../../../../main/evaluations/engine/ports.ts";
import type { Evals } from "../../../../main/foundry/evals/evals.ts";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import { equals, model, settingsOf } from "../opened.ts";
import { sandboxedEvaluations } from "./sandboxed.ts";

const start = sandboxedEvaluations();

const exact = { ...equals, ignoreBlanks: false } as EvaluationGrader;
const similar: EvaluationGrader = {
  ...{ id: "alike", name: "Alike", kind: "similarity", metric: "gleu", passAt: 0.5, embeddings: null },
  ...{ input: "{{sample.output_text}}", reference: "{{reference}}" },
};

const there = (connectionId: string, more: Partial<EvaluationSettings> = {}) =>
  settingsOf({
    models: [model("mini", { connectionId, deployment: "gpt-4.1-mini", systemPrompt: "Be {{brief}}." })],
    baseline: null,
    graders: [exact, similar],
    place: { kind: "foundry", connectionId },
    ...more,
  });

/** The same services with another answer to some of what evaluations are asked. */
const with_ = (services: RemoteServices, change: (evals: Evals) => Partial<Evals>): RemoteServices => ({
  ...services,
  evals: async (id) => {
    const evals = await services.evals(id);
    return { ...evals, ...change(evals) };
  },
});

/** Begins one, and kills the app where it says so. */
async function killedAt(
  { connectionId, services, open }: Awaited<ReturnType<typeof start>>,
  change: (reached: () => Promise<never>) => RemoteServices,
) {
  let reach = () => {};
  const isReached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const app = open(
    change(() => {
      reach();
      return new Promise<never>(() => {});
    }),
    25,
  );
  const { id } = app.service.create({ settings: there(connectionId) });
  await app.service.start(id);
  await isReached;
  app.end();
  const again = open(services, 25);
  again.service.recover();
  await again.service.resume(id, false);
  return again.settled(id);
}

const runsOf = async ({ connectionId, services }: Awaited<ReturnType<typeof start>>) => {
  const evals = await services.evals(connectionId);
  const { rows } = await evals.list(null);
  const runs = await Promise.all(rows.map(({ id }) => evals.runs(id, null)));
  return { evals: rows.length, runs: runs.flatMap((page) => page.rows.map(({ counts }) => counts?.total)) };
};

describe("an evaluation at the service", () => {
  it("is asked and graded there, the first twenty rows here as well", async () => {
    const world = await start();
    const { connectionId, services, open } = world;
    const { started, ask, fileOf } = open(services, 25);
    const done = await started(there(connectionId));
    expect(done).toMatchObject({
      state: "done",
      problem: null,
      progress: { answers: { done: 25, failed: 0, of: 25 } },
    });
    expect(await runsOf(world)).toEqual({ evals: 1, runs: [5, 20] });
    const { answers } = await ask("row", { file: fileOf(done.id), row: 3 });
    expect(answers).toMatchObject([{ end: "stop", tokens: { completion: expect.any(Number) } }]);
    expect(answers[0]?.grades.map(({ graderId, score }) => [graderId, typeof score])).toEqual([
      ["same", "number"],
      ["alike", "number"],
    ]);
    expect(await ask("twins", { file: fileOf(done.id) })).toEqual([
      { graderId: "same", answers: 20, differing: 0, examples: [] },
      { graderId: "alike", answers: 20, differing: 0, examples: [] },
    ]);
  });

  it("shows a grader that grades differently there", async () => {
    const { connectionId, services, open } = await start();
    const lenient = with_(services, ({ items }) => ({
      items: async (...asked) => {
        const page = await items(...asked);
        const rows = page.rows.map((item) => ({
          ...item,
          grades: item.grades.map((grade) =>
            grade.criterion.startsWith("1 ") && item.row < 2 ? { ...grade, score: 0.75 } : grade,
          ),
        }));
        return { ...page, rows };
      },
    }));
    const { started, ask, fileOf } = open(lenient);
    const { id } = await started(there(connectionId));
    const twins = await ask("twins", { file: fileOf(id) });
    expect(twins?.map(({ graderId, answers, differing }) => [graderId, answers, differing])).toEqual([
      ["same", 6, 2],
      ["alike", 6, 0],
    ]);
    expect(twins?.[0]?.examples[0]).toMatchObject({ here: expect.any(Number), there: 0.75 });
  });

  it("counts what was not graded there as not graded", async () => {
    const { connectionId, set, open } = await start();
    await set("evaluation", "not-a-number");
    const { started, ask, fileOf } = open();
    const { id } = await started(there(connectionId));
    const { answers } = await ask("row", { file: fileOf(id), row: 0 });
    expect(answers[0]?.grades).toMatchObject([
      { score: null, passed: null, error: "not_graded_there" },
      { score: null, passed: null, error: "not_graded_there" },
    ]);
  });

  it("is neither lost nor run twice when the app ends while it runs", async () => {
    const world = await start();
    const done = await killedAt(world, (reached) => ({ ...world.services, pause: reached }));
    expect(done).toMatchObject({ state: "done", progress: { answers: { done: 25, failed: 0 } } });
    expect(await runsOf(world)).toEqual({ evals: 1, runs: [5, 20] });
  });

  it.each(["create", "start"] as const)(
    "finds again what it never heard had been taken: %s",
    async (name) => {
      const world = await start();
      const done = await killedAt(world, (reached) =>
        with_(world.services, (evals) => ({
          [name]: async (...asked: never[]) => {
            await (evals[name] as (...asked: never[]) => Promise<unknown>)(...asked);
            return reached();
          },
        })),
      );
      expect(done).toMatchObject({ state: "done", progress: { answers: { done: 25 } } });
      expect(await runsOf(world)).toEqual({ evals: 1, runs: [5, 20] });
    },
  );

  it("says why a run has failed, and is run again when wanted", async () => {
    const { connectionId, set, open } = await start();
    await set("evaluation", "run-fails");
    const { started, service, settled } = open();
    const paused = await started(there(connectionId));
    expect(paused).toMatchObject({
      state: "paused",
      problem: { diagnosis: { code: "eval_run_failed" }, connectionId },
    });
    await set("evaluation", null);
    await service.resume(paused.id, false);
    expect(await settled(paused.id)).toMatchObject({ state: "done", progress: { answers: { done: 6 } } });
  });
});
