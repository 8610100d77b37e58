import type { EvaluationSummary } from "../../preload/contract/evaluations.ts";
import { evaluations as words } from "../../preload/strings/evaluations.ts";
import { fill } from "../../preload/strings/fill.ts";

/** What has ended, said for whoever does not see it; null where nothing has. */
export function endedText(before: EvaluationSummary | undefined, now: EvaluationSummary): string | null {
  if (!before) return null;
  const { name } = now;
  if (before.problem === null && now.problem !== null) return fill(words.told.problem, { name });
  if (before.state !== "done" && now.state === "done") return fill(words.told.done, { name });
  return null;
}
