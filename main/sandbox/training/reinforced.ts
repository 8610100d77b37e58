import { setImmediate } from "node:timers/promises";
import { seededRandom } from "../random.ts";
import { type Prompt, promptOf, reinforcedExample } from "./examples.ts";
import { spread } from "./sample.ts";
import type { Lesson, Metrics, Training, Weights } from "./trainer.ts";
import { type Tries, textsFor, triesFor } from "./tries.ts";

/** Rows that are kept in memory. */
const mostRows = 2000;
/** Rows of a step that are answered, and rows that the reward on the validation file is measured on. */
const [mostOfBatch, measured] = [8, 12];

/** How much each word speaks for each answer, by their places. */
type Policy = Map<string, Float64Array>;

/** What a model has learned by reward, and words that tell prompts apart no more than others do. */
interface Learned {
  policy: Policy;
  tries: Tries;
  common: ReadonlySet<string>;
}

const policies = new WeakMap<Weights, Learned>();

/**
 * Learns by reward alone which of the texts that stand beside the rows, or in them, is the answer to which words: it tries
 * some, is graded, and does more of what was better than usual (REINFORCE with the batch's mean as the baseline).
 */
export async function beginReinforced(lesson: Lesson): Promise<Training> {
  const { seed, hyperparameters, stepsPerEpoch, grade } = lesson;
  const random = seededRandom(`reward ${seed}`);
  const rows = (await spread(lesson.training(), mostRows, seed)).map(reinforcedExample);
  const held = lesson.validation === null ? [] : await spread(lesson.validation(), measured, seed);
  const before = lesson.from && policies.get(lesson.from);
  const tries = before ? before.tries : triesFor(rows, lesson.grader ?? {}, lesson.responseFormat);
  const common = before ? before.common : commonIn(rows);
  const asking = (prompt: Prompt): Asked => ({
    // What is so of all prompts counts as one word.
    words: ["", ...prompt.words.filter((word) => !common.has(word))],
    texts: textsFor(prompt, tries),
  });
  const read = ({ prompt, item }: ReturnType<typeof reinforcedExample>) => ({ ...asking(prompt), item });
  const others = held.map((row) => read(reinforcedExample(row)));
  const policy: Policy = new Map(
    before ? [...before.policy].map(([word, scores]) => [word, scores.slice()]) : [],
  );
  const rate = 0.6 * (Number(hyperparameters.learning_rate_multiplier) || 1);
  const samples = Math.min(4, Math.max(2, Math.round(Number(hyperparameters.compute_multiplier) || 1) * 2));

  const rewardOf = async (answer: number, { texts, item }: ReturnType<typeof read>) => {
    await setImmediate();
    return (await grade?.(texts[answer] ?? "", item)) ?? 0;
  };

  return {
    step: async (number): Promise<Metrics> => {
      let [sum, count] = [0, 0];
      for (let one = 0; one < Math.min(lesson.batchSize, mostOfBatch) && rows.length > 0; one++) {
        const row = read(rows[random.below(rows.length)] as (typeof rows)[number]);
        const chances = chancesOf(policy, row);
        const tried: { answer: number; reward: number }[] = [];
        for (let sample = 0; sample < samples; sample++) {
          const answer = pick(chances, random.next());
          tried.push({ answer, reward: await rewardOf(answer, row) });
        }
        const usual = tried.reduce((total, { reward }) => total + reward, 0) / tried.length;
        sum += usual;
        count++;
        for (const { answer, reward } of tried) move(policy, row, chances, answer, rate * (reward - usual));
      }
      const passes = number / stepsPerEpoch;
      const isMeasured = number % Math.max(1, Number(hyperparameters.eval_interval) || 5) === 0;
      const isLast = number === lesson.epochs * stepsPerEpoch;
      let valid: number | null = null;
      if (others.length > 0 && (isMeasured || isLast)) {
        valid = 0;
        for (const row of others) valid += (await rewardOf(best(policy, row), row)) / others.length;
      }
      const tokens = 380 * (1 + 0.12 * passes) + random.below(40);
      return {
        step: number,
        train_reward_mean: count === 0 ? 0 : sum / count,
        valid_reward_mean: valid,
        train_reasoning_tokens_mean: tokens,
        valid_reasoning_tokens_mean: valid === null ? null : tokens + random.below(20),
      };
    },
    weights: () => {
      const own: Policy = new Map([...policy].map(([word, scores]) => [word, scores.slice()]));
      const weights: Weights = {
        answer: (messages) => {
          const asked = asking(promptOf(messages));
          return asked.texts[best(own, asked)] ?? null;
        },
      };
      policies.set(weights, { policy: own, tries, common });
      return weights;
    },
  };
}

/** Words that more than half of the prompts have. */
function commonIn(rows: readonly { prompt: Prompt }[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { prompt } of rows)
    for (const word of prompt.words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > rows.length / 2).map(([word]) => word));
}

/** What speaks for an answer to a prompt, and what each answer that is tried is to it. */
interface Asked {
  words: readonly string[];
  texts: readonly (string | null)[];
}

/** How likely each answer is; 0 for one that the prompt has no place for. */
function chancesOf(policy: Policy, { words, texts }: Asked): number[] {
  const scores = texts.map((text) => (text === null ? Number.NEGATIVE_INFINITY : 0));
  const weight = 1 / Math.sqrt(Math.max(4, words.length));
  for (const word of words) {
    const known = policy.get(word);
    if (known) for (const at of scores.keys()) scores[at] = (scores[at] ?? 0) + (known[at] ?? 0) * weight;
  }
  const most = Math.max(0, ...scores);
  const chances = scores.map((score) => Math.exp(score - most));
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return chances.map((chance) => (sum === 0 ? 0 : chance / sum));
}

function pick(chances: readonly number[], drawn: number): number {
  let left = drawn;
  for (const [at, chance] of chances.entries()) {
    left -= chance;
    if (left < 0) return at;
  }
  return chances.length - 1;
}

function best(policy: Policy, asked: Asked): number {
  const chances = chancesOf(policy, asked);
  return chances.indexOf(Math.max(...chances));
}

function move(
  policy: Policy,
  { words }: Asked,
  chances: readonly number[],
  answer: number,
  by: number,
): void {
  const weight = 1 / Math.sqrt(Math.max(4, words.length));
  for (const word of words) {
    const scores = policy.get(word) ?? new Float64Array(chances.length);
    for (const [at, chance] of chances.entries())
      scores[at] = (scores[at] ?? 0) + by * weight * ((at === answer ? 1 : 0) - chance);
    policy.set(word, scores);
  }
}
