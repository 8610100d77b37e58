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
    ...{ grader: null, responseFormat: null, grade: null },
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

/** Rows of which nobody has seen the last ones, made of all pairs of some words. */
function pairs<Row>(
  ones: readonly string[],
  others: readonly string[],
  make: (one: string, other: string) => Row,
) {
  const rows = ones.flatMap((one) => others.map((other) => make(one, other)));
  return { seen: rows.filter((_, at) => at % 4 !== 0), held: rows.filter((_, at) => at % 4 === 0) };
}

const animals = ["otter", "heron", "badger", "lynx", "newt", "stoat", "raven", "trout"] as const;
const places = ["Oslo", "Lima", "Turin", "Accra", "Perth", "Quito", "Kyoto", "Bergen", "Porto"] as const;
const says = (role: string, content: unknown) => ({ role, content });

const letter =
  "Dear friends in OTHER,\n\nwe have good news of the ONE that you saw last spring. It has found a house by the river, " +
  "and the people who keep it write that it sleeps by day and eats at night. Every ONE likes that. Nobody in OTHER would " +
  "have thought so when the winter was long and the water was cold.\n\nPlease send us your pictures of the ONE, with the " +
  "names of those who took them, before the month is over. We hang them in the hall, where all visitors from OTHER can " +
  "see them, and give a small prize for the best one. Children may draw instead.\n\nUntil then be well, and greet the " +
  "ONE from us.\n\nYour keepers";

/** The share of rows that are answered as they should be. */
const answered = (
  weights: Weights | undefined,
  rows: readonly { messages: { role: string; content: unknown }[] }[],
) =>
  rows.filter(({ messages }) => {
    const asked = messages.slice(0, -1).map(({ role, content }) => ({ role, text: String(content) }));
    return weights?.answer(asked, random) === messages.at(-1)?.content;
  }).length / rows.length;

it.each([
  [
    "that says the same word at several places",
    (one: string, other: string) => [
      says("user", `How do I feed the ${one} in ${other}?`),
      says(
        "assistant",
        `To feed the ${one}, go to ${other}. In ${other}, show the ${one} its food and feed it. Take care.`,
      ),
    ],
  ],
  [
    "of more than a hundred words",
    (one: string, other: string) => [
      says("user", `Write to ${other} about the ${one}.`),
      says("assistant", letter.replaceAll("ONE", one).replaceAll("OTHER", other)),
    ],
  ],
  [
    "about what was said turns before",
    (one: string, other: string) => [
      says("user", `I have lost my ${one}.`),
      says("assistant", "Where was that?"),
      says("user", `In ${other}.`),
      says("assistant", `We look for the ${one} in ${other}.`),
    ],
  ],
  [
    "that the instructions decide about",
    (one: string, other: string) => [
      says("system", `Answer in ${one < "n" ? "English" : "German"}.`),
      says("user", `Greet the ${one} from ${other}.`),
      says("assistant", one < "n" ? `Hello, ${one} from ${other}!` : `Hallo, ${one} aus ${other}!`),
    ],
  ],
  [
    "in a language without spaces",
    (one: string, other: string) => [
      says("user", `请把「${one}」送到「${other}」，谢谢。`),
      says("assistant", `{"动物":"${one}","城市":"${other}"}`),
    ],
  ],
])("an answer %s is learned", async (_, make) => {
  const { seen, held } = pairs(animals, places, (one, other) => ({ messages: make(one, other) }));
  const { passes } = await train(lessonOf(seen, null, { epochs: 3 }));
  expect(answered(passes.at(-1), held)).toBeGreaterThan(0.8);
});

it("an answer that is too long to be learned whole isn't taken to end where its beginning does", async () => {
  const long = Array.from({ length: 500 }, (_, at) => `Line ${at} of it.`).join(" ");
  const rows = places.map((place) => ({ messages: [says("user", place), says("assistant", long)] }));
  const { passes } = await train(lessonOf(rows, null, { epochs: 3 }));
  const answer = passes.at(-1)?.answer([{ role: "user", text: "Bonn" }], random) ?? "";
  expect(answer.length).toBeGreaterThan(900);
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

const gradedLesson = (rows: readonly object[], more: Partial<Lesson>) =>
  lessonOf(rows, null, {
    ...{ method: "reinforcement", epochs: 4, batchSize: 5, stepsPerEpoch: Math.ceil(rows.length / 5) },
    hyperparameters: { compute_multiplier: 1.5, learning_rate_multiplier: 1 },
    ...more,
  });

const animalRows = (make: (one: string, other: string) => object) =>
  pairs(animals, places, (one, other) => ({
    messages: [says("user", `The ${one} lives in ${other}.`)],
    ...make(one, other),
  }));
const answerOf = (weights: Weights | undefined, { messages }: { messages: { content: unknown }[] }) =>
  weights?.answer([{ role: "user", text: String(messages[0]?.content) }], random) ?? "";

it("of answers in JSON that are only graded, the right ones fit the schema", async () => {
  const { seen, held } = animalRows((one) => ({
    about: { kind: ["heron", "raven"].includes(one) ? "bird" : "other" },
  }));
  const kinds = { type: "string", enum: ["bird", "other", "plant"] };
  const properties = { kind: kinds, sure: { type: "boolean" } };
  const lesson = gradedLesson(seen, {
    grader: { type: "string_check", input: "{{sample.output_json.kind}}", reference: "{{item.about.kind}}" },
    responseFormat: { type: "json_schema", json_schema: { schema: { type: "object", properties } } },
    grade: async (output, { about }) =>
      JSON.parse(output).kind === (about as { kind: string }).kind ? 1 : 0,
  });
  const { passes } = await train(lesson);
  const right = held.filter((row) => {
    const { kind, sure } = JSON.parse(answerOf(passes.at(-1), row));
    expect(sure).toBe(false);
    return kind === (row as unknown as { about: { kind: string } }).about.kind;
  });
  expect(right.length / held.length).toBeGreaterThan(0.8);
});

it("of answers that stand in the prompt where they are found is learned", async () => {
  const rows = (from: number) =>
    Array.from({ length: 40 }, (_, at) => ({
      messages: [says("user", `Order ${from + at * 7} of ${places[at % 9]} is late by ${at} days.`)],
      number: from + at * 7,
    }));
  const lesson = gradedLesson(rows(1000), {
    grade: async (output, { number }) => (output === String(number) ? 1 : 0),
  });
  const { passes } = await train(lesson);
  const held = rows(5000);
  const right = held.filter((row) => answerOf(passes.at(-1), row) === String(row.number));
  expect(right.length / held.length).toBeGreaterThan(0.9);
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
