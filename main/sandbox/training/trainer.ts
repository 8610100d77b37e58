import type { Json } from "../json.ts";
import type { Message } from "../message.ts";
import type { Random } from "../random.ts";
import type { TrainingMethod } from "../training-examples.ts";

/** What a job learns from, and how. Everything in it has been checked. */
export interface Lesson {
  method: TrainingMethod;
  /** Name of the base model; of continuous tuning, of the first in the row. */
  base: string;
  /** What it goes on from; null for a base model as it is. */
  from: Weights | null;
  seed: number;
  /** How many examples the training file has. */
  rows: number;
  epochs: number;
  /** Steps of an epoch; a step is a batch. */
  stepsPerEpoch: number;
  batchSize: number;
  /** All of them, with numbers where "auto" was: also `learning_rate_multiplier`, `beta`, `compute_multiplier`. */
  hyperparameters: Readonly<Record<string, number | string>>;
  /** The examples of a file, in their order; can be read again and again. */
  training(): AsyncIterable<Json>;
  /** Null without a validation file. */
  validation: (() => AsyncIterable<Json>) | null;
  /** Of reinforcement: its grader, and the `response_format` that answers have to have; else null. */
  grader: Json | null;
  responseFormat: Json | null;
  /** Of reinforcement: what the job's grader gives for an answer to an example, null where it could not; else null. */
  grade: ((output: string, item: Json) => Promise<number | null>) | null;
}

/** What is told of a step: a number by the name of its column. What is null or absent was not measured then. */
export type Metrics = Readonly<Record<string, number | null>>;

/** A job that is being trained. */
export interface Training {
  /**
   * Learns one more batch. Called with 1, 2, 3 … one after the other, never twice at a time; a pause is a call that comes
   * late. Rejects where a file cannot be read any more.
   */
  step(number: number): Promise<Metrics>;
  /** The model as it is after the last step: a copy that later steps do not change. */
  weights(): Weights;
}

/** What a tuned model, or a checkpoint of it, has learned. */
export interface Weights {
  /** Its answer, in which a call of a tool is a text (`calls.ts`); null where it says what its base model would. The same for the same messages and random numbers. */
  answer(messages: readonly Message[], random: Random): string | null;
}

/** Trains models. */
export interface Trainer {
  begin(lesson: Lesson): Promise<Training>;
}
