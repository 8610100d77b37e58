import { seededRandom } from "../random.ts";
import type { Lesson, Metrics, Trainer, Training } from "./trainer.ts";

/** A trainer that learns nothing: its numbers are curves that follow from the lesson's seed, its models answer as before. */
export const curves: Trainer = {
  begin: async (lesson): Promise<Training> => ({
    step: async (number) => pointOf(lesson, number),
    weights: () => ({ answer: () => null }),
  }),
};

/** Training gets better to the end; validation until about three epochs, then worse. */
function pointOf(lesson: Lesson, step: number): Metrics {
  const random = seededRandom(`${lesson.seed} ${step}`);
  const noise = (size: number) => (random.next() - 0.5) * size;
  const passes = step / lesson.stepsPerEpoch;
  const gain = 1 - Math.exp(-passes);
  const isPassed = step % lesson.stepsPerEpoch === 0;
  const isMeasured = lesson.validation !== null;
  if (lesson.method === "reinforcement")
    return {
      step,
      train_reward_mean: 0.3 + 0.5 * gain + noise(0.1),
      valid_reward_mean: isMeasured && isPassed ? 0.3 + 0.4 * gain + noise(0.02) : null,
      train_reasoning_tokens_mean: 400 + 150 * passes + noise(40),
      valid_reasoning_tokens_mean: isMeasured && isPassed ? 400 + 150 * passes + noise(10) : null,
    };
  const overfit = Math.max(0, passes - 3) * 0.12;
  const train = 0.4 + 1.6 * Math.exp(-passes) + noise(0.2);
  const valid = 0.55 + 1.5 * Math.exp(-passes) + overfit + noise(0.1);
  return {
    step,
    train_loss: train,
    train_mean_token_accuracy: Math.exp(-train),
    valid_loss: isMeasured ? valid : null,
    valid_mean_token_accuracy: isMeasured ? Math.exp(-valid) : null,
    full_valid_loss: isMeasured && isPassed ? valid : null,
    full_valid_mean_token_accuracy: isMeasured && isPassed ? Math.exp(-valid) : null,
  };
}
