import { setImmediate } from "node:timers/promises";
import type { SeriesResults } from "../../preload/contract/series.ts";
import { resultsStepByStep } from "./results.ts";
import type { Outcome, SeriesStore } from "./store.ts";

/** The share of its time that this process counts at most, while it measures as well. */
const share = 0.05;

interface Counted {
  runs: number;
  results: Promise<SeriesResults>;
  /** When they may be counted again while the series runs (`performance.now()`). */
  again: number;
}

/** What the runs of series come to. */
export interface CountedResults {
  of(id: string, columnIds: readonly string[]): Promise<SeriesResults>;
  /** Runs of it were taken away. */
  forget(id: string): void;
}

/**
 * Gives the results of a series, counted anew when runs have been added; while it runs not too often, since what this
 * process does meanwhile would be measured as the models' time.
 */
export function createCountedResults(
  store: Pick<SeriesStore, "outcomes" | "count">,
  isResting: (id: string) => boolean,
): CountedResults {
  const known = new Map<string, Counted>();
  const done = (id: string) => store.count(id, []).done;

  const work = async (id: string, columnIds: readonly string[]): Promise<SeriesResults> => {
    const runs: Outcome[] = [];
    for (const columnId of columnIds) {
      for (const run of store.outcomes(id, columnId)) runs.push(run);
      await setImmediate();
    }
    const steps = resultsStepByStep(columnIds, runs);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      await setImmediate();
    }
  };

  const countAnew = (id: string, columnIds: readonly string[]): Counted => {
    const began = performance.now();
    const results = work(id, columnIds);
    const counted: Counted = { runs: done(id), again: Number.POSITIVE_INFINITY, results };
    known.set(id, counted);
    const ended = () => {
      counted.again = performance.now() + (performance.now() - began) / share;
    };
    // Whoever asked is told what went wrong.
    results.then(ended, () => known.delete(id));
    return counted;
  };

  return {
    of: (id, columnIds) => {
      const before = known.get(id);
      const isNew = before && (isResting(id) ? before.runs === done(id) : performance.now() < before.again);
      return (isNew ? before : countAnew(id, columnIds)).results;
    },
    forget: (id) => known.delete(id),
  };
}
