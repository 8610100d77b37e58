import type { EvaluationSummary } from "../../preload/contract/evaluations.ts";
import { evaluations as words } from "../../preload/strings/evaluations.ts";

/** How an evaluation stands, in a word with its look. */
export function standingOf({ state, problem }: Pick<EvaluationSummary, "state" | "problem">): {
  look: "ok" | "warn" | "danger" | "live" | "unknown";
  word: string;
} {
  if (problem && state === "paused") return { look: "danger", word: words.needsYou };
  return { look: looks[state], word: words.states[state] };
}

const looks = {
  draft: "unknown",
  preparing: "live",
  running: "live",
  paused: "warn",
  done: "ok",
  kept: "unknown",
} as const;

/** The share of its answers and of the grades by models that an evaluation has, from 0 to 1. */
export function shareOf({ progress: { answers, judged } }: Pick<EvaluationSummary, "progress">): number {
  const of = answers.of + judged.of;
  return of === 0 ? 0 : (answers.done + judged.done) / of;
}
