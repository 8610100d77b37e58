import { setImmediate } from "node:timers/promises";
import { seededRandom } from "../random.ts";
import { type Prompt, promptOf, reinforcedExample } from "./examples.ts";
import { spread } from "./sample.ts";
import type { Lesson, Metrics, Training, Weights } from "./trainer.ts";

/** Rows that are kept in memory, and answers that are tried at all. */
const [mostRows, mostAnswers] = [2000, 60];
/** Rows of a step that are answered, and rows that the reward on the validation file is measured on. */
const [mostOfBatch, measured] = [8, 12];

/** How much each word speaks for each answer, by their places. */
type Policy = Map<string, Float64Array>;

const policies = new WeakMap<Weights, { policy: Policy; answers: readonly string[] }>();

/**
 * Learns by reward alone which of the short texts that stand beside the rows is the answer to which words: it tries some,
 * is graded, and does more of what was better than usual (REINFORCE with the batch's mean as the baseline).
 */
export async function beginReinforced(lesson: Lesson): Promise<Training> {
  const { seed, hyperparameters, stepsPerEpoch, grade } = lesson;
  const random = seededRandom(`reward ${seed}`);
  const rows = (await spread(lesson.training(), mostRows, seed)).map(reinforcedExample);
  const others =
    lesson.validation === null
      ? []
      : (await spread(lesson.validation(), measured, seed)).map(reinforcedExample);
  const before = lesson.from && policies.get(lesson.from);
  const counts = new Map<string, number>();
  for (const { values } of rows) for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const usual = [...counts].sort(([, one], [, other]) => other - one).map(([value]) => value);
  const answers = before ? before.answers : usual.slice(0, mostAnswers);
  const policy: Policy = new Map(
    before ? [...before.policy].map(([word, scores]) => [word, scores.slice()]) : [],
  );
  const rate = 0.2 * (Number(hyperparameters.learning_rate_multiplier) || 1);
  const samples = Math.min(4, Math.max(2, Math.round(Number(hyperparameters.compute_multiplier) || 1) * 2));

  const rewardOf = async (answer: number, row: (typeof rows)[number]) => {
    await setImmediate();
    return (await grade?.(answers[answer] ?? "", row.item)) ?? 0;
  };

  return {
    step: async (number): Promise<Metrics> => {
      let [sum, tried] = [0, 0];
      for (let one = 0; one < Math.min(lesson.batchSize, mostOfBatch) && rows.length > 0; one++) {
        const row = rows[random.below(rows.length)] as (typeof rows)[number];
        const chances = chancesOf(policy, answers, row.prompt);
        const tries: { answer: number; reward: number }[] = [];
        for (let count = 0; count < samples; count++) {
          const answer = pick(chances, random.next());
          tries.push({ answer, reward: await rewardOf(answer, row) });
        }
        const usual = tries.reduce((total, { reward }) => total + reward, 0) / tries.length;
        sum += usual;
        tried++;
        for (const { answer, reward } of tries)
          move(policy, answers.length, row.prompt, chances, answer, rate * (reward - usual));
      }
      const passes = number / stepsPerEpoch;
      const isMeasured = number % Math.max(1, Number(hyperparameters.eval_interval) || 5) === 0;
      const isLast = number === lesson.epochs * stepsPerEpoch;
      let valid: number | null = null;
      if (others.length > 0 && (isMeasured || isLast)) {
        valid = 0;
        for (const row of others)
          valid += (await rewardOf(best(policy, answers, row.prompt), row)) / others.length;
      }
      const tokens = 380 * (1 + 0.12 * passes) + random.below(40);
      return {
        step: number,
        train_reward_mean: tried === 0 ? 0 : sum / tried,
        valid_reward_mean: valid,
        train_reasoning_tokens_mean: tokens,
        valid_reasoning_tokens_mean: valid === null ? null : tokens + random.below(20),
      };
    },
    weights: () => {
      const own: Policy = new Map([...policy].map(([word, scores]) => [word, scores.slice()]));
      const weights: Weights = {
        answer: (messages) => answers[best(own, answers, promptOf(messages))] ?? null,
      };
      policies.set(weights, { policy: own, answers });
      return weights;
    },
  };
}

function chancesOf(policy: Policy, answers: readonly string[], { words }: Prompt): number[] {
  const scores = answers.map(() => 0);
  const weight = 1 / Math.sqrt(Math.max(4, words.length));
  for (const word of words) {
    const known = policy.get(word);
    if (known) for (const at of scores.keys()) scores[at] = (scores[at] ?? 0) + (known[at] ?? 0) * weight;
  }
  const most = Math.max(...scores);
  const chances = scores.map((score) => Math.exp(score - most));
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return chances.map((chance) => chance / sum);
}

function pick(chances: readonly number[], drawn: number): number {
  let left = drawn;
  for (const [at, chance] of chances.entries()) {
    left -= chance;
    if (left < 0) return at;
  }
  return chances.length - 1;
}

function best(policy: Policy, answers: readonly string[], prompt: Prompt): number {
  const chances = chancesOf(policy, answers, prompt);
  return chances.indexOf(Math.max(...chances));
}

function move(
  policy: Policy,
  count: number,
  { words }: Prompt,
  chances: readonly number[],
  answer: number,
  by: number,
): void {
  const weight = 1 / Math.sqrt(Math.max(4, words.length));
  for (const word of words) {
    const scores = policy.get(word) ?? new Float64Array(count);
    for (const [at, chance] of chances.entries())
      scores[at] = (scores[at] ?? 0) + by * weight * ((at === answer ? 1 : 0) - chance);
    policy.set(word, scores);
  }
}
