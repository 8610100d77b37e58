import type { BenchRow, Grade, GraderBench, Share } from "../../preload/contract/graders.ts";
import { spearman } from "../statistics/spearman.ts";

/** Scores that are nearer to each other are the same: they go through two languages and JSON. */
const sameWithin = 1e-6;

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= sameWithin;

const failing = (grades: (Grade | null)[]): Share | null => {
  const passed = grades.flatMap((grade) => grade?.passed ?? []);
  return passed.length === 0 ? null : { count: passed.filter((one) => !one).length, of: passed.length };
};

/** Answers that did not pass, of those that were graded at each place; null where none was, or there is no threshold. */
export const failingOf = (rows: readonly BenchRow[]): GraderBench["failing"] => ({
  here: failing(rows.map(({ here }) => here)),
  there: failing(rows.map(({ there }) => there)),
});

/** How the two places agree over rows that both gave a score. */
export function agreementOf(rows: readonly BenchRow[]): GraderBench["agreement"] {
  const pairs = rows.flatMap(({ here, there }): [number, number][] =>
    here?.score == null || there?.score == null ? [] : [[here.score, there.score]],
  );
  const apart = pairs.map(([here, there]) => Math.abs(here - there));
  return {
    both: pairs.length,
    same: pairs.filter(([here, there]) => isSame(here, there)).length,
    spearman: spearman(
      pairs.map(([here]) => here),
      pairs.map(([, there]) => there),
    ),
    largest: apart.length === 0 ? null : Math.max(...apart),
  };
}

/**
 * The readings that give the service's score for every row that it graded, `usual` among them: empty where no row tells
 * two of them apart.
 */
export function fitsOf(rows: readonly BenchRow[]): string[] {
  const graded = rows.flatMap(({ here, there, readings }) =>
    here?.score == null || there?.score == null
      ? []
      : [{ score: there.score, by: { usual: here.score, ...readings } as Record<string, number | null> }],
  );
  const names = [...new Set(graded.flatMap(({ by }) => Object.keys(by)))];
  const told = graded.filter(({ by }) => {
    const scores = names.flatMap((name) => by[name] ?? []);
    return scores.some((score) => !isSame(score, scores[0] ?? score));
  });
  if (told.length === 0) return [];
  const fits = (name: string) => {
    const scored = told.filter(({ by }) => by[name] != null);
    return scored.length > 0 && scored.every(({ by, score }) => isSame(by[name] ?? Number.NaN, score));
  };
  return names.filter(fits);
}
