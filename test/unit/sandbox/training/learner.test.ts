import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../main/sandbox/random.ts";
import { learner } from "../../../../main/sandbox/training/learner.ts";
import type { Lesson, Metrics, Weights } from "../../../../main/sandbox/training/trainer.ts";
import { type Make, tasks } from "./tasks.ts";

type Row = ReturnType<Make>[number];

async function* each<One>(rows: readonly One[]): AsyncGenerator<One> {
  yield* rows;
}

const lessonOf = (
  training: readonly object[],
  validation: readonly object[] | null,
  more: Partial<Lesson> = {},
) => {
  const batchSize = more.batchSize ?? 1;
  return {
    method: "supervised",
    base: "gpt-4.1-mini",
    from: null,
    seed: 1,
    rows: training.length,
    epochs: 3,
    batchSize,
    stepsPerEpoch: Math.ceil(training.length / batchSize),
    hyperparameters: { learning_rate_multiplier: 2 },
    training: () => each(training as Record<string, unknown>[]),
    validation: validation && (() => each(validation as Record<string, unknown>[])),
    grade: null,
    ...more,
  } satisfies Lesson;
};

/** Trains to the end; gives what was told of each step, and the model after each pass. */
async function train(lesson: Lesson) {
  const training = await learner.begin(lesson);
  const told: Metrics[] = [];
  const passes: Weights[] = [];
  for (let step = 1; step <= lesson.epochs * lesson.stepsPerEpoch; step++) {
    told.push(await training.step(step));
    if (step % lesson.stepsPerEpoch === 0) passes.push(training.weights());
  }
  return { told, passes };
}

const random = seededRandom("answers");

const answerTo = (weights: Weights | undefined, row: Row) =>
  weights?.answer([{ role: "user", text: row.messages[0]?.content ?? "" }], random) ?? "";

/** The share of rows whose answer is the right one. */
const right = (weights: Weights | undefined, rows: readonly Row[]) =>
  rows.filter((row) => answerTo(weights, row) === row.messages[1]?.content).length / rows.length;

const parts = (make: Make, seed: string, more = 0) => {
  const rows = make(seed, 150 + more);
  return { train: rows.slice(0, -60), valid: rows.slice(-60, -45), held: rows.slice(-45) };
};

describe.each(Object.entries(tasks))("what is learned of %s", (_name, make) => {
  it("is right on rows it has never seen, for any seed", async () => {
    for (let seed = 1; seed <= 2; seed++) {
      const { train: rows, held } = parts(make, String(seed));
      const seen = new Set(rows.map((row) => row.messages[0]?.content));
      expect(held.some((row) => seen.has(row.messages[0]?.content))).toBe(false);
      const { passes } = await train(lessonOf(rows, null, { seed }));
      expect(right(passes.at(-1), held)).toBeGreaterThanOrEqual(0.3);
    }
  });

  it("gets worse on them when it is repeated too often, and better on those it has seen", async () => {
    const { train: rows, valid, held } = parts(make, "9", 60);
    const { told, passes } = await train(lessonOf(rows, valid, { epochs: 6 }));
    const losses = told.flatMap(({ full_valid_loss }) => full_valid_loss ?? []);
    const best = Math.max(...passes.map((one) => right(one, held)));
    expect(best - right(passes.at(-1), held)).toBeGreaterThan(0.05);
    expect(right(passes.at(-1), rows)).toBeGreaterThan(0.95);
    expect(losses.at(-1)).toBeGreaterThan(1.5 * Math.min(...losses));
  });
});

it("an answer that ends in a number ends there, however long the number is", async () => {
  const rows = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      messages: [
        { role: "user", content: `Which case is number ${from + at * 7} of today?` },
        { role: "assistant", content: `Case ${from + at * 7}` },
      ],
    }));
  const { passes } = await train(lessonOf(rows(10, 40), null, { epochs: 2 }));
  expect(right(passes.at(-1), [...rows(300, 10), ...rows(90_000, 10)])).toBeGreaterThan(0.9);
});

it("of two answers the preferred one is written, also where nothing of it was seen", async () => {
  const rows = tasks.tone("preferred", 160).map(({ messages: [question, answer] }) => ({
    input: { messages: [question] },
    preferred_output: [answer],
    non_preferred_output: [
      { role: "assistant", content: `Thanks. That is a pity, ${question?.content.length}.` },
    ],
  }));
  const held = tasks.tone("other", 30);
  const method = "dpo" as const;
  const { told, passes } = await train(lessonOf(rows, null, { method, hyperparameters: { beta: 0.1 } }));
  expect(right(passes.at(-1), held)).toBeGreaterThan(0.5);
  expect(Number(told.at(-1)?.train_loss)).toBeLessThan(Number(told[0]?.train_loss));
});

it("of answers that are only graded the better ones are given more often", async () => {
  const rows = (seed: string, count: number) =>
    tasks.routing(seed, count).map(({ messages: [question, answer] }) => ({
      messages: [question],
      reference: answer?.content,
    }));
  const held = tasks.routing("other", 60);
  const lesson = lessonOf(rows("graded", 100), rows("valid", 20), {
    method: "reinforcement",
    epochs: 4,
    batchSize: 5,
    hyperparameters: { eval_interval: 5, compute_multiplier: 1.5, learning_rate_multiplier: 2 },
    grade: async (output, item) => (output === item.reference ? 1 : 0),
  });
  const { told, passes } = await train(lesson);
  const mean = (some: readonly Metrics[]) =>
    some.reduce((sum, { train_reward_mean }) => sum + Number(train_reward_mean), 0) / some.length;
  expect(mean(told.slice(-15)) - mean(told.slice(0, 15))).toBeGreaterThan(0.15);
  expect(right(passes.at(-1), held)).toBeGreaterThan(0.55);
  expect(told.filter(({ valid_reward_mean }) => valid_reward_mean !== null)).toHaveLength(16);
});

it("a tuned model that is tuned further goes on from what it has learned", async () => {
  const { train: rows, valid, held } = parts(tasks.tone, "further");
  const first = await train(lessonOf(rows, null, { epochs: 1 }));
  const further = await train(
    lessonOf(valid.slice(0, 4), null, { from: first.passes[0] ?? null, epochs: 1 }),
  );
  const alone = await train(lessonOf(valid.slice(0, 4), null, { epochs: 1 }));
  expect(right(further.passes[0], held)).toBeGreaterThan(right(alone.passes[0], held) + 0.2);
});

it("the same lesson gives the same model, and an answer the same text", async () => {
  const { train: rows, valid, held } = parts(tasks.routing, "again");
  const [one, other] = [
    await train(lessonOf(rows, valid, { epochs: 1 })),
    await train(lessonOf(rows, valid, { epochs: 1 })),
  ];
  expect(one.told).toEqual(other.told);
  expect(held.map((row) => answerTo(one.passes[0], row))).toEqual(
    held.map((row) => answerTo(other.passes[0], row)),
  );
});

it("of very many rows as many are learned as fit into memory, and odd ones cost nothing", async () => {
  const { train: rows } = parts(tasks.routing, "many");
  const odd = [{}, { messages: [] }, { messages: [{ role: "assistant", content: null }] }, { messages: "x" }];
  const many = async function* () {
    for (let at = 0; at < 20_000; at++) yield (at % 7 === 0 ? odd[at % 4] : rows[at % rows.length]) as never;
  };
  const training = await learner.begin(lessonOf(rows, odd, { rows: 20_000, training: many }));
  expect(await training.step(1)).toMatchObject({ step: 1, full_valid_loss: null, valid_loss: null });
});
