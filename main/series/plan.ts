import type { RunPlace, SeriesConditions } from "../../preload/contract/series.ts";
import { shuffled } from "../statistics/random.ts";
import type { StoredSeries } from "./store.ts";

/** What is asked of whom, how often. */
export interface Plan {
  columnIds: readonly string[];
  promptIds: readonly string[];
  conditions: SeriesConditions;
}

/** The plan of a series that is kept. */
export const planOf = ({ about: { columns, prompts, conditions } }: Pick<StoredSeries, "about">): Plan => ({
  columnIds: columns.map(({ id }) => id),
  promptIds: prompts.map(({ id }) => id),
  conditions,
});

/**
 * All runs of a plan, in the order in which they are begun: the warm-ups of each column with the first prompt, then
 * every prompt of every column as often as is wanted. The same for the same seed.
 */
export function placesOf({ columnIds, promptIds, conditions }: Plan): RunPlace[] {
  const { repeats, warmUps, order, seed } = conditions;
  const [first] = promptIds;
  const warm = times(warmUps).flatMap((repeat) =>
    first === undefined
      ? []
      : columnIds.map((columnId) => ({ columnId, promptId: first, repeat, isWarmUp: true })),
  );
  const counted = times(repeats).flatMap((repeat) =>
    promptIds.flatMap((promptId) =>
      columnIds.map((columnId) => ({ columnId, promptId, repeat, isWarmUp: false })),
    ),
  );
  return [...warm, ...(order === "random" ? shuffled(counted, seed) : counted)];
}

/** How many runs a plan has. */
export const sizeOf = ({ columnIds, promptIds, conditions }: Plan): number =>
  columnIds.length *
  ((promptIds.length === 0 ? 0 : conditions.warmUps) + promptIds.length * conditions.repeats);

/** A place as one text, for looking it up. */
export const keyOf = ({ columnId, promptId, repeat, isWarmUp }: RunPlace): string =>
  JSON.stringify([columnId, promptId, repeat, isWarmUp]);

const times = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
