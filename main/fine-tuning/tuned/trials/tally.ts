import type { Grade } from "../../../../preload/contract/graders.ts";
import type { Trial, TrialCandidate } from "../../../../preload/contract/tuned-models.ts";
import { bestOf } from "../../../statistics/best-of.ts";
import { meanInterval, meanOf } from "../../../statistics/means.ts";

type Grades = ReadonlyMap<number, Grade | null>;

/** What the answers of a candidate come to. A row that could not be graded counts as none, never as 0. */
export function tallyOf(grades: Grades): Pick<TrialCandidate, "asked" | "graded" | "passed" | "mean"> {
  const all = [...grades.values()];
  const scores = all.flatMap((grade) => grade?.score ?? []);
  const verdicts = all.flatMap((grade) => grade?.passed ?? []);
  const interval = meanInterval(scores);
  return {
    asked: all.length,
    graded: scores.length,
    passed:
      verdicts.length === 0 ? null : { count: verdicts.filter((one) => one).length, of: verdicts.length },
    mean: interval && { value: meanOf(scores), ...interval },
  };
}

/** What means may differ by, for how they were summed up. */
const same = 1e-9;

/**
 * How much the best of the tuned candidates is flattered by having been chosen, on the rows that all of them have a score
 * for. The base is none of them: nobody chooses it.
 */
export function flatteryOf(
  candidates: readonly { model: string; grades: Grades }[],
  seed: number,
): Trial["flattery"] {
  const [first, ...others] = candidates;
  if (!first) return null;
  const scoreOf = (grades: Grades, row: number) => grades.get(row)?.score ?? null;
  const rows = [...first.grades.keys()].filter((row) =>
    [first, ...others].every(({ grades }) => scoreOf(grades, row) !== null),
  );
  const scores = candidates.map(({ grades }) => rows.map((row) => scoreOf(grades, row) ?? 0));
  const found = bestOf(scores, { seed });
  if (!found) return null;
  // By chance it may come out above what it was chosen by: nobody is flattered by less than nothing.
  const corrected = Math.min(found.corrected, found.mean);
  const isBest = scores.map((own) => found.mean - meanOf(own) < same);
  const best = candidates.flatMap(({ model }, place) => (isBest[place] ? [model] : []));
  return { best, value: found.mean - corrected, corrected };
}
