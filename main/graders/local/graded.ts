import type { Grade } from "../../../preload/contract/graders.ts";
import type { JsonObject } from "../../foundry/json.ts";
import { type Filling, type Graded, readTemplate, type Unfilled } from "../template.ts";

/** A call of a tool as a model made it; its arguments are JSON as the model wrote it. */
interface MadeCall {
  name: string;
  arguments: string;
}

/** An answer to a row, and what is known of it. */
export interface GradedAnswer {
  /** Which model gave it, by its place. */
  model: number;
  item: JsonObject;
  /** What the row says the answer should be; null where it says nothing. */
  reference: string | null;
  /** Null where there is none, or it failed: such an answer is not graded. */
  answer: string | null;
  calls: readonly MadeCall[];
  /** Milliseconds; null where they were not taken. */
  times: { firstToken: number | null; total: number | null };
  cost: { amount: number; currency: string } | null;
  /** Completion tokens as the service told them. */
  tokens: number | null;
  /** By id, what graders gave that are asked elsewhere: judges, embeddings, the service's models. */
  given: Readonly<Record<string, Grade>>;
}

/** Grades one answer. Never throws. */
export type GradeAnswer = (graded: GradedAnswer) => Grade;

/** The places of templates that graders of evaluations have besides the service's. */
export const ownPlaces: readonly string[] = ["reference"];

/** An answer that could not be graded: `error` is a name in `strings.graders.errors`. */
export const ungraded = (error: string, said: string | null = null): Grade => ({
  score: null,
  passed: null,
  parts: {},
  error,
  said,
});

/** A score, and whether it passes; null without a threshold. `said` is what was found. */
export const scored = (score: number, passed: boolean | null, said: string | null = null): Grade => ({
  score,
  passed,
  parts: {},
  error: null,
  said,
});

/** Pass as 1, fail as 0. */
export const verdict = (passed: boolean, said: string | null = null): Grade =>
  scored(Number(passed), passed, said);

/** A score that passes from a threshold on. */
export const against = (score: number, passAt: number | null, said: string | null = null): Grade =>
  scored(score, passAt === null ? null : score >= passAt, said);

/** What templates are filled with. */
export const placesOf = ({ item, reference, answer }: GradedAnswer): Graded => ({
  item,
  sample: answer ?? "",
  named: { reference },
});

/** Reads a template of an evaluation's grader. */
export const readOwn = (template: string): Filling => readTemplate(template, ownPlaces);

/** Why a place of a template leaves an answer without a grade. */
export const unfilled = ({ error, place }: Unfilled): Grade => ungraded(error, place);
