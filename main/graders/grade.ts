import type { Grade, Grader, SingleGrader } from "../../preload/contract/graders.ts";
import { type AskJudge, type Scored, scoreByModel } from "./model-grader.ts";
import { combined, scoreByAll } from "./multi.ts";
import { isTooLong, otherSimilarities, similarity } from "./similarity/similarity.ts";
import { likeByWildcards, passes } from "./string-check.ts";
import { filled, type Graded } from "./template.ts";

/** What graders need besides the answer. */
export interface GradePorts {
  /** Asks the model that grades; null where there is none. */
  ask: AskJudge | null;
  signal: AbortSignal;
}

const none = (error: string, said: string | null = null): Scored => ({ score: null, error, said });

/**
 * What a grader says of an answer (`sample`) to a row (`item`), worked out here. What only the service can do, and what
 * cannot be graded, has no score and says why. Never throws.
 */
export async function grade(
  grader: Grader,
  sample: string,
  item: Record<string, unknown>,
  ports: GradePorts,
): Promise<Grade> {
  const graded = { item, sample };
  if (grader.type === "multi") {
    const all = await scoreByAll(grader, (one) => scoreOf(one, graded, ports));
    return { ...all, passed: null };
  }
  const scored = await scoreOf(grader, graded, ports);
  return { ...scored, passed: passedBy(grader, scored.score), parts: {} };
}

/**
 * Whether a score passes: by the grader's own threshold, a string check by its 1, others from `passAt` on. Null without a
 * score or a threshold.
 */
export function passedBy(grader: Grader, score: number | null, passAt: number | null = null): boolean | null {
  if (score === null) return null;
  if (grader.type === "string_check") return score === 1;
  const own = "pass_threshold" in grader ? grader.pass_threshold : undefined;
  const least = own ?? passAt;
  return least === null ? null : score >= least;
}

async function scoreOf(grader: SingleGrader, graded: Graded, { ask, signal }: GradePorts): Promise<Scored> {
  return grader.type === "score_model" && ask !== null
    ? scoreByModel(grader, graded, ask, signal)
    : scoreAlone(grader, graded);
}

/** The score of a grader that asks nobody; a model has none, nor what only the service can run. */
function scoreAlone(grader: SingleGrader, graded: Graded): Scored {
  switch (grader.type) {
    case "string_check":
    case "text_similarity": {
      const texts = textsOf(grader, graded);
      return "error" in texts ? texts : compared(grader, texts);
    }
    case "score_model":
      return none("no_judge");
    case "python":
      return none("service_only");
  }
}

/** The same as `grade` for what asks no model, at once. `passAt` counts where the grader has no threshold of its own. */
export function gradeAlone(grader: Grader, graded: Graded, passAt: number | null): Grade {
  if (grader.type !== "multi") {
    const scored = scoreAlone(grader, graded);
    return { ...scored, passed: passedBy(grader, scored.score, passAt), parts: {} };
  }
  const parts = Object.entries(grader.graders).map(
    ([name, part]) => [name, scoreAlone(part, graded)] as const,
  );
  const all = combined(grader, new Map(parts));
  return { ...all, passed: passedBy(grader, all.score, passAt) };
}

type Comparing = Extract<SingleGrader, { type: "string_check" | "text_similarity" }>;
interface Texts {
  text: string;
  reference: string;
}

/** What is compared, filled in; no score where that cannot be done. */
function textsOf(grader: Comparing, graded: Graded): Texts | Scored {
  const input = filled(grader.input, graded);
  if ("error" in input) return none(input.error, input.place);
  const reference = filled(grader.reference, graded);
  if ("error" in reference) return none(reference.error, reference.place);
  const isLong = grader.type === "text_similarity" && [input, reference].some(({ text }) => isTooLong(text));
  return isLong ? none("too_long") : { text: input.text, reference: reference.text };
}

function compared(grader: Comparing, { text, reference }: Texts): Scored {
  const score =
    grader.type === "string_check"
      ? Number(passes(grader.operation, text, reference))
      : similarity(grader.evaluation_metric, text, reference);
  return score === null ? none("service_only") : { score, error: null, said: null };
}

/**
 * The scores that a grader would give if what is not documented of it meant something else: another function behind the
 * name of a similarity, or `like` with wildcards. Null for a reading that cannot tell.
 */
export function readingsOf(
  grader: Grader,
  sample: string,
  item: Record<string, unknown>,
): Record<string, number | null> {
  if (grader.type !== "string_check" && grader.type !== "text_similarity") return {};
  const texts = textsOf(grader, { item, sample });
  if ("error" in texts) return {};
  const { text, reference } = texts;
  if (grader.type === "text_similarity") return otherSimilarities(grader.evaluation_metric, text, reference);
  const isLike = likeByWildcards(grader.operation, text, reference);
  return isLike === null ? {} : { wildcards: Number(isLike) };
}
