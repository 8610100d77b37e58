import { describe, expect, it } from "vitest";
import type { RemoteServices } from "../../../../main/evaluations/engine/ports.ts";
import type { EvalSource } from "../../../../main/foundry/evals/evals.ts";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import { sandboxedEvaluations } from "./sandboxed.ts";
import { exact, runsOf, there, evalsWith as with_ } from "./there.ts";

const start = sandboxedEvaluations();

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

/** Services of which the first grader is graded differently for the first two rows. */
const lenientThere = (services: RemoteServices) =>
  with_(services, ({ items }) => ({
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
    const { started, ask, fileOf } = open(lenientThere(services));
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

  it("is graded by evaluators of the project, with score, threshold, label and reason", async () => {
    const { connectionId, services, open } = await start();
    const judge = { connectionId, deployment: "gpt-4.1" };
    const response = "{{sample.output_text}}";
    const graders: EvaluationGrader[] = [
      {
        ...{ id: "c", name: "Coherence", kind: "evaluator", evaluator: "builtin.coherence", judge },
        ...{
          mapping: { query: "{{item.query}}", response },
          threshold: 2,
          range: [1, 5],
          isLessBetter: false,
        },
      },
      {
        ...{ id: "v", name: "Violence", kind: "evaluator", evaluator: "builtin.violence", judge: null },
        ...{
          mapping: { query: "{{item.query}}", response },
          threshold: null,
          range: [0, 7],
          isLessBetter: true,
        },
      },
    ];
    const { started, ask, fileOf } = open(services, 6);
    const done = await started(there(connectionId, { graders, lead: "c" }));
    expect(done).toMatchObject({ state: "done", progress: { answers: { done: 6, failed: 0 } } });
    const { answers } = await ask("row", { file: fileOf(done.id), row: 1 });
    const [coherence, violence] = answers[0]?.grades ?? [];
    expect(coherence).toMatchObject({ passed: true, error: null });
    expect(coherence?.score).toBeGreaterThanOrEqual(2);
    expect(coherence?.said).toMatch(/^Score \d, threshold 2, label “pass”\n\nThe sandbox counted words/);
    // No violence at all is a score of 0 there, and passes.
    expect(violence).toMatchObject({ score: 1, passed: true });
    expect(violence?.said).toContain("Score 0, threshold 3");
    // There is nothing here to hold them against.
    expect(await ask("twins", { file: fileOf(done.id) })).toEqual([]);
  });

  it("halts after twenty answers where a grader differs, also after a restart, until the person goes on", async () => {
    const world = await start();
    const { connectionId, services, open } = world;
    const lenient = lenientThere(services);
    const first = open(lenient, 25);
    const paused = await first.started(there(connectionId));
    expect(paused).toMatchObject({
      state: "paused",
      problem: {
        diagnosis: {
          code: "evaluation_graders_differ",
          parameters: { graders: "“Same”", rows: "2", answers: "20" },
        },
      },
      progress: { answers: { done: 20, of: 25 } },
    });
    expect((await runsOf(world)).runs).toEqual([20]);
    const twins = await first.ask("twins", { file: first.fileOf(paused.id) });
    expect(twins?.map(({ examples }) => examples.length)).toEqual([2, 0]);
    first.end();
    const second = open(lenient, 25);
    second.service.recover();
    await second.service.resume(paused.id, false);
    expect(await second.settled(paused.id)).toMatchObject({
      state: "done",
      problem: null,
      progress: { answers: { done: 25, failed: 0 } },
    });
    expect((await runsOf(world)).runs).toEqual([5, 20]);
  });

  it("halts, too, where the first answers are collected after the app has ended", async () => {
    const { connectionId, services, open } = await start();
    const lenient = lenientThere(services);
    let reach = () => {};
    const isReached = new Promise<void>((resolve) => {
      reach = resolve;
    });
    const deaf = with_(lenient, () => ({
      items: () => {
        reach();
        return new Promise<never>(() => {});
      },
    }));
    const first = open(deaf, 25);
    const { id } = first.service.create({ settings: there(connectionId) });
    await first.service.start(id);
    await isReached;
    first.end();
    const second = open(lenient, 25);
    second.service.recover();
    await second.service.resume(id, false);
    expect(await second.settled(id)).toMatchObject({
      state: "paused",
      problem: { diagnosis: { code: "evaluation_graders_differ" } },
      progress: { answers: { done: 20, of: 25 } },
    });
  });

  it("keeps the tools that an answer calls", async () => {
    const { connectionId, services, open } = await start();
    const calls = [{ name: "find", arguments: "{}" }];
    const calling = with_(services, ({ items }) => ({
      items: async (...asked) => {
        const page = await items(...asked);
        const rows = page.rows.map((item) => ({ ...item, answer: "", calls, finish: "tool_calls" }));
        return { ...page, rows };
      },
    }));
    const { started, ask, fileOf } = open(calling);
    const { id } = await started(there(connectionId, { graders: [exact] }));
    const { answers } = await ask("row", { file: fileOf(id), row: 2 });
    expect(answers).toMatchObject([{ text: "", calls, end: "tool_calls", diagnosis: null }]);
  });

  it("is graded by a judge that is shown the question, and counts its grades while it runs", async () => {
    const { connectionId, services, open } = await start();
    const judge: EvaluationGrader = {
      ...{ id: "j", name: "Judge", kind: "judge", judge: { connectionId, deployment: "gpt-4.1" } },
      ...{ verdict: { form: "score", range: [0, 1], passAt: 0.5 }, rubric: "Is it right?" },
      messages: [{ role: "user", content: "{{question}}\n{{sample.output_text}}" }],
      ...{ temperature: null, maxTokens: null },
    };
    const asked: EvalSource[] = [];
    const watched = with_(services, ({ start: begin }) => ({
      start: async (...given) => {
        asked.push(given[2]);
        return begin(...given);
      },
    }));
    const done = await open(watched).started(there(connectionId, { graders: [exact, judge] }));
    expect(done.progress.judged).toMatchObject({ done: 6, of: 6 });
    const [source] = asked;
    const items = source && "rows" in source ? source.rows.map(({ item }) => item) : [];
    expect(items.map((item) => item.assay_question).sort()).toEqual(
      [0, 1, 2, 3, 4, 5].map((at) => `Say ${at}`),
    );
  });
});
