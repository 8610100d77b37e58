import { setImmediate } from "node:timers/promises";
import type { Json } from "../json.ts";
import { seededRandom } from "../random.ts";
import { chosenEpochs } from "./chosen.ts";
import { type Example, preferenceExample, promptOf, supervisedExample } from "./examples.ts";
import { shareByHeart } from "./memory.ts";
import { beginReinforced } from "./reinforced.ts";
import { drawn, spread } from "./sample.ts";
import type { Lesson, Metrics, Trainer, Training, Weights } from "./trainer.ts";
import { grammarOf, noNumbers, type Outcome, read, type Writer, write } from "./writer.ts";

/** Examples that are kept in memory; of more, as many spread over the file. */
const mostKept = 2000;
/** Examples of a step that are learned; a larger batch is sampled. */
const mostOfBatch = 16;
/** Examples that a loss on the validation file is measured on: at a step, of fewer where they are long, and at the end of a pass. */
const [fewMeasured, manyMeasured] = [4, 100];
/** Pieces that a loss is measured on at a step. */
const piecesMeasured = 400;

/** What models have learned, by what is given out of them: continuous tuning goes on from there. */
const writers = new WeakMap<Weights, Writer>();

/**
 * A small model that really learns: which piece of an answer follows, from what was written before and from the words of
 * the prompt, or copied out of it. Its losses are those of the files. Nothing is told of what a real model would do.
 */
export const learner: Trainer = {
  begin: (lesson) => (lesson.method === "reinforcement" ? beginReinforced(lesson) : beginWriting(lesson)),
};

/** What one example teaches: gives what came of it before. */
type Teach = (writer: Writer, rate: number) => Outcome;

interface Taught {
  example: Example;
  teach: Teach;
}

const readers: Record<"supervised" | "dpo", (row: Json, beta: number) => Taught | null> = {
  supervised: (row) => {
    const example = supervisedExample(row);
    return example && { example, teach: (writer, rate) => read(writer, example, rate) };
  },
  dpo: (row, beta) => {
    const pair = preferenceExample(row);
    if (!pair) return null;
    const { better, worse } = pair;
    const teach: Teach = (writer, rate) => {
      const [one, other] = [read(writer, better), read(writer, worse)];
      const margin = beta * 10 * (other.loss / other.pieces - one.loss / one.pieces);
      const doubt = 1 / (1 + Math.exp(margin));
      if (rate === 0) return { ...one, loss: -Math.log(1 - doubt) * one.pieces };
      read(writer, better, rate * (0.3 + 0.7 * doubt));
      read(writer, worse, -rate * doubt * 0.1);
      return { ...one, loss: -Math.log(1 - doubt) * one.pieces };
    };
    return { example: better, teach };
  },
};

async function beginWriting(lesson: Lesson): Promise<Training> {
  const { hyperparameters, seed, stepsPerEpoch, batchSize, rows } = lesson;
  const reader = readers[lesson.method === "dpo" ? "dpo" : "supervised"];
  const beta = Number(hyperparameters.beta) || 0.1;
  const take = async (rows: AsyncIterable<Json>, count: number) => {
    const taken = await spread(rows, count, seed);
    return taken.flatMap((row) => reader(row, beta) ?? []);
  };
  const taught = await take(lesson.training(), mostKept);
  const measured = lesson.validation === null ? [] : await take(lesson.validation(), manyMeasured);
  const length = measured.reduce((sum, { example }) => sum + example.answer.length, 0) / measured.length;
  const few = Math.max(1, Math.min(fewMeasured, Math.round(piecesMeasured / Math.max(1, length))));
  const before = lesson.from && writers.get(lesson.from);
  const examples = taught.map(({ example }) => example);
  const all = before ? [...before.memory.examples, ...examples] : examples;
  const writer: Writer = {
    numbers: before ? before.numbers.slice() : noNumbers(),
    grammar: grammarOf(all),
    memory: { examples, share: 0 },
  };
  const multiplier = Number(hyperparameters.learning_rate_multiplier) || 1;
  const usual = chosenEpochs(rows);
  const random = seededRandom(`order ${seed}`);
  let order: Taught[] = [];

  const next = () => {
    if (order.length === 0) order = random.shuffled(taught);
    return order.pop();
  };

  return {
    step: async (number): Promise<Metrics> => {
      const passes = number / stepsPerEpoch;
      const rate = (0.7 * multiplier) / (1 + passes / 2);
      writer.memory = { examples, share: shareByHeart(passes, usual) };
      const seen = await together(Math.min(batchSize, mostOfBatch), () => next()?.teach(writer, rate));
      const isPassed = number % stepsPerEpoch === 0;
      const some = measured.length === 0 ? null : await measure(writer, drawn(measured, few, random));
      const whole = measured.length === 0 || !isPassed ? null : await measure(writer, measured);
      return {
        step: number,
        train_loss: lossOf(seen),
        train_mean_token_accuracy: accuracyOf(seen),
        valid_loss: some && lossOf(some),
        valid_mean_token_accuracy: some && accuracyOf(some),
        full_valid_loss: whole && lossOf(whole),
        full_valid_mean_token_accuracy: whole && accuracyOf(whole),
      };
    },
    weights: () => weightsOf({ ...writer, numbers: writer.numbers.slice() }),
  };
}

function weightsOf(writer: Writer): Weights {
  const weights: Weights = { answer: (messages) => write(writer, promptOf(messages)) || null };
  writers.set(weights, writer);
  return weights;
}

const lossOf = ({ loss, pieces }: Outcome): number => (pieces === 0 ? 0 : loss / pieces);
const accuracyOf = ({ right, pieces }: Outcome): number => (pieces === 0 ? 0 : right / pieces);

const measure = (writer: Writer, some: readonly Taught[]) =>
  together(some.length, (at) => some[at]?.teach(writer, 0));

/** Adds up what comes of some examples; others get their turn between any two. */
async function together(count: number, one: (at: number) => Outcome | undefined): Promise<Outcome> {
  const sum: Outcome = { loss: 0, right: 0, pieces: 0 };
  for (let at = 0; at < count; at++) {
    if (at > 0) await setImmediate();
    const { loss, right, pieces } = one(at) ?? { loss: 0, right: 0, pieces: 0 };
    sum.loss += loss;
    sum.right += right;
    sum.pieces += pieces;
  }
  return sum;
}
