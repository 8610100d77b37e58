import { afterEach, describe, expect, it } from "vitest";
import { diagnosisOf } from "../../../main/foundry/error.ts";
import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { MatrixView } from "../../../preload/contract/evaluation-results.ts";
import { temporaryProfiles } from "../profile.ts";
import { answering, equals, model, openedEvaluations, settingsOf } from "./opened.ts";

const makeProfile = temporaryProfiles();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const opened = (...[questions, more]: [Parameters<typeof openedEvaluations>[1], object?]) => {
  const one = openedEvaluations(makeProfile(), questions, more);
  closing.push(one.close);
  return one;
};

const view: MatrixView = {
  search: "",
  graderId: "same",
  baseline: null,
  filter: "all",
  modelId: null,
  tag: null,
  label: null,
  sort: "row",
  isDescending: false,
  groupBy: "none",
};

const numberIn = (asked: string) => /\d+/.exec(asked)?.[0] ?? "";
/** The base is right about even numbers, the tuned model about all. */
const rightOf = (asked: string, deployment: string) =>
  deployment === "base" && Number(numberIn(asked)) % 2 === 1 ? "no idea" : numberIn(asked);

describe("an evaluation", () => {
  it("asks every model every row as often as is wanted, and grades each answer", async () => {
    const questions = answering(rightOf);
    const { started, ask, fileOf, uses, events } = opened(questions);
    const done = await started(settingsOf({ repeats: 2 }));
    expect(done).toMatchObject({
      state: "done",
      version: 3,
      rows: 10,
      progress: { answers: { done: 40, failed: 0, of: 40 }, judged: { done: 0, of: 0 } },
      spent: [{ amount: 20, currency: "USD" }],
    });
    expect(questions.asked).toHaveLength(40);
    expect(uses).toEqual([done.id]);
    expect(events).toEqual(["done"]);
    const { rows, total } = await ask("matrix", { file: fileOf(done.id), view, from: 0, count: 3 });
    expect(total).toBe(10);
    expect(rows.map(({ asked, cells }) => [asked, cells.map(({ score }) => score)])).toEqual([
      ["Say 0", [1, 1]],
      ["Say 1", [0, 1]],
      ["Say 2", [1, 1]],
    ]);
  });

  it("goes on after the app has ended twice, and neither loses nor doubles an answer", async () => {
    const profile = makeProfile();
    const asked: string[] = [];
    let id = "";
    for (const stopAfter of [7, 9, Number.POSITIVE_INFINITY]) {
      let answered = 0;
      let full = () => {};
      const isFull = new Promise<void>((resolve) => {
        full = resolve;
      });
      const questions = answering((question, deployment) => {
        answered += 1;
        if (answered > stopAfter) {
          full();
          return new Promise<string>(() => {});
        }
        asked.push(`${deployment} ${question}`);
        return rightOf(question, deployment);
      });
      const app = openedEvaluations(profile, questions);
      app.service.recover();
      if (id === "") {
        ({ id } = app.service.create({ settings: settingsOf() }));
        await app.service.start(id);
      } else await app.service.resume(id, false);
      if (stopAfter < 20) await isFull;
      else expect((await app.settled(id)).progress.answers).toEqual({ done: 20, failed: 0, of: 20 });
      if (stopAfter >= 20) {
        const { rows } = await app.ask("matrix", { file: app.fileOf(id), view, from: 0, count: 20 });
        expect(rows.flatMap(({ cells }) => cells.map(({ answers }) => answers))).toEqual(Array(20).fill(1));
      }
      await app.close();
    }
    // What was answered when the app ended may not have been written down; nothing that was is asked again.
    expect(new Set(asked).size).toBe(20);
  });

  it("sets a model aside that only a person can help, and goes on with the others", async () => {
    const refusal = diagnosisOf("key_refused");
    let isMended = false;
    const questions = answering((question, deployment) =>
      deployment === "tuned" && !isMended ? refusal : numberIn(question),
    );
    const { started, service, settled } = opened(questions);
    const paused = await started(settingsOf());
    expect(paused).toMatchObject({
      state: "paused",
      problem: { diagnosis: { code: "key_refused" }, connectionId: "c", modelId: "tuned" },
      progress: { answers: { done: 10, failed: 0 } },
    });
    isMended = true;
    await service.resume(paused.id, false);
    expect(await settled(paused.id)).toMatchObject({ state: "done", problem: null });
  });

  it("counts an answer that failed as not graded, never as 0, and asks it again when wanted", async () => {
    let isMended = false;
    const questions = answering((question, deployment) =>
      deployment === "base" && question === "Say 3" && !isMended
        ? diagnosisOf("context_too_long")
        : numberIn(question),
    );
    const { started, service, settled, ask, fileOf } = opened(questions);
    const done = await started(settingsOf());
    expect(done.progress.answers).toEqual({ done: 20, failed: 1, of: 20 });
    const cell = async () => {
      const { rows } = await ask("matrix", { file: fileOf(done.id), view, from: 3, count: 1 });
      return rows[0]?.cells[0];
    };
    expect(await cell()).toMatchObject({ score: null, passed: null, failed: 1, ungraded: 1 });
    isMended = true;
    await service.resume(done.id, true);
    expect((await settled(done.id)).progress.answers).toEqual({ done: 20, failed: 0, of: 20 });
    expect(await cell()).toMatchObject({ score: 1, failed: 0, ungraded: 0 });
  });

  it("tries thirty rows as a pilot of its draft", async () => {
    const { service, settled } = opened(answering(rightOf), { rows: 50 });
    const draft = service.create({ settings: settingsOf() });
    const { id } = await service.pilot(draft.id);
    const pilot = await settled(id);
    expect(pilot).toMatchObject({
      state: "done",
      pilotOf: draft.id,
      progress: { answers: { done: 60, failed: 0, of: 60 } },
    });
    expect(service.get(draft.id).state).toBe("draft");
  });

  it("does not start without what it needs, and does not change once it has started", async () => {
    const { service, started } = opened(answering(rightOf));
    const empty = service.create({ settings: settingsOf({ graders: [], lead: null }) });
    await expect(service.start(empty.id)).rejects.toMatchObject({
      diagnosis: { code: "evaluation_not_ready", parameters: { why: "Add at least one grader." } },
    });
    const done = await started(settingsOf());
    expect(() => service.set(done.id, settingsOf())).toThrow(
      expect.objectContaining({ diagnosis: expect.objectContaining({ code: "evaluation_started" }) }),
    );
  });

  it("is asked as it was checked: nothing changes it while it begins", async () => {
    const { service, settled } = opened(answering(rightOf));
    const { id } = service.create({ settings: settingsOf() });
    const begins = service.start(id);
    expect(() => service.set(id, settingsOf({ repeats: 9 }))).toThrow(
      expect.objectContaining({ diagnosis: expect.objectContaining({ code: "evaluation_started" }) }),
    );
    await expect(service.start(id)).rejects.toMatchObject({ diagnosis: { code: "evaluation_started" } });
    await begins;
    expect((await settled(id)).progress.answers).toEqual({ done: 20, failed: 0, of: 20 });
  });

  it("waits with a script until the person lets it run", async () => {
    const script: EvaluationGrader = {
      id: "own",
      name: "Own",
      kind: "script",
      source: "function grade() { return 1 }",
      passAt: null,
    };
    const { service, scripts } = opened(answering(rightOf));
    const { id } = service.create({ settings: settingsOf({ graders: [script], lead: null }) });
    await expect(service.start(id)).rejects.toMatchObject({ diagnosis: { code: "evaluation_not_ready" } });
    scripts.allow(script.source);
    expect(scripts.isAllowed(script.source)).toBe(true);
    expect(scripts.isAllowed(`${script.source} `)).toBe(false);
  });
});

describe("models that grade", () => {
  const judge = (more: Partial<Extract<EvaluationGrader, { kind: "judge" }>> = {}): EvaluationGrader => ({
    id: "judge",
    name: "Judge",
    kind: "judge",
    judge: { connectionId: "c", deployment: "judge" },
    verdict: { form: "score", range: [0, 1], passAt: 0.5 },
    rubric: "Right?",
    messages: [{ role: "user", content: "{{question}} / {{sample.output_text}}" }],
    temperature: null,
    maxTokens: null,
    ...more,
  });
  const pair = judge({
    verdict: { form: "pair" },
    messages: [{ role: "user", content: "A={{answer_a}} B={{answer_b}}" }],
  });

  it("are asked for each answer, and what they are made part of waits for them", async () => {
    const both: EvaluationGrader = { id: "both", name: "Both", kind: "all", of: ["same", "judge"] };
    const questions = answering((asked, deployment) =>
      deployment === "judge"
        ? JSON.stringify({ score: asked.includes("idea") ? 0 : 1 })
        : rightOf(asked, deployment),
    );
    const { started, ask, fileOf } = opened(questions);
    const done = await started(settingsOf({ graders: [both, equals, judge()], lead: "both" }));
    expect(done.progress.judged).toEqual({ done: 20, failed: 0, of: 20 });
    const row = await ask("row", { file: fileOf(done.id), row: 1 });
    const of = (modelId: string) =>
      row.answers
        .find((answer) => answer.modelId === modelId)
        ?.grades.map(({ graderId, passed }) => [graderId, passed]);
    expect(of("base")).toEqual([
      ["both", false],
      ["same", false],
      ["judge", false],
    ]);
    expect(of("tuned")).toEqual([
      ["both", true],
      ["same", true],
      ["judge", true],
    ]);
  });

  it("compare both orders with the baseline, and a change of mind is a tie that is counted", async () => {
    // Prefers what stands first, but for the rows where only one is right.
    const questions = answering((asked, deployment) => {
      if (deployment !== "judge") return rightOf(asked, deployment);
      if (asked.includes("A=no idea")) return '{"better":"B"}';
      return '{"better":"A"}';
    });
    const { started, ask, fileOf } = opened(questions);
    const done = await started(settingsOf({ graders: [equals, pair] }));
    expect(done.progress.judged).toEqual({ done: 10, failed: 0, of: 10 });
    // Twenty answers, and ten pairs in both orders, at 0.5 each.
    expect(done.spent).toEqual([{ amount: 20, currency: "USD" }]);
    const grades = async (number: number) => {
      const row = await ask("row", { file: fileOf(done.id), row: number });
      return row.answers.map(({ grades }) => grades.find(({ graderId }) => graderId === "judge"));
    };
    expect(await grades(1)).toMatchObject([undefined, { score: 1, isFlip: false }]);
    expect(await grades(2)).toMatchObject([undefined, { score: 0.5, isFlip: true }]);
  });

  it("leave an answer without a grade that they cannot grade, and are asked again when wanted", async () => {
    let isMended = false;
    const questions = answering((asked, deployment) =>
      deployment === "judge" ? (isMended ? '{"score":1}' : "I'd rather not") : rightOf(asked, deployment),
    );
    const { started, service, settled } = opened(questions, { rows: 3 });
    const done = await started(settingsOf({ graders: [judge()], lead: null }));
    expect(done.progress.judged).toEqual({ done: 6, failed: 6, of: 6 });
    isMended = true;
    await service.resume(done.id, true);
    expect((await settled(done.id)).progress.judged).toEqual({ done: 6, failed: 0, of: 6 });
    expect(questions.asked.filter((asked) => asked.startsWith("base"))).toHaveLength(3);
  });

  it("say how near two texts are by an embeddings deployment", async () => {
    const cosine: EvaluationGrader = {
      id: "near",
      name: "Near",
      kind: "similarity",
      metric: "cosine",
      input: "{{sample.output_text}}",
      reference: "{{reference}}",
      passAt: 0.5,
      embeddings: { connectionId: "c", deployment: "embed" },
    };
    const { started, ask, fileOf } = opened(answering(rightOf), {
      rows: 2,
      embed: async (_deployed: unknown, texts: readonly string[]) => ({
        vectors: texts.map((text) => Float32Array.from(text === "no idea" ? [0, 1] : [1, 0])),
        tokens: 10,
      }),
    });
    const done = await started(settingsOf({ graders: [cosine], lead: null, models: [model("base")] }));
    const scoreOf = async (row: number) =>
      (await ask("row", { file: fileOf(done.id), row })).answers[0]?.grades[0]?.score;
    expect([await scoreOf(0), await scoreOf(1)]).toEqual([1, 0]);
    // Two answers and what compares them, at 0.5 each.
    expect(done.spent).toEqual([{ amount: 2, currency: "USD" }]);
  });
});
