import type { Run } from "../../preload/contract/comparisons.ts";

/** What is shown as a meter: of every column's value the share of the highest one. */
type Reading = "firstToken" | "speed" | "tokens" | "cost";

/** A value of one column, beside those of the others. */
export interface Meter {
  value: number | null;
  /** From 0 to 1, of the highest value that is there; null where there is none, or none to compare with. */
  share: number | null;
  /** Whether no other column that has ended did better, and one did worse. */
  isBest: boolean;
}

const values: Record<Reading, (run: Run) => number | null> = {
  firstToken: ({ measured }) => measured?.firstToken ?? null,
  speed: ({ measured }) => measured?.tokensPerSecond ?? null,
  tokens: ({ measured }) => measured?.tokens?.completion ?? null,
  cost: ({ cost }) => cost?.amount ?? null,
};

/** More tokens are neither better nor worse. */
const better: Record<Reading, ((a: number, b: number) => boolean) | null> = {
  firstToken: (a, b) => a < b,
  speed: (a, b) => a > b,
  tokens: null,
  cost: (a, b) => a < b,
};

export type Meters = Record<Reading, Meter>;

let last: { facts: unknown[]; meters: Record<string, Meters> } = { facts: [], meters: {} };

/**
 * The meters of every column. Best is only who answered to the end, among those who did; costs are compared in one
 * currency only. Gives the same objects as long as nothing was measured anew: new text does not count.
 */
export function metersOf(runs: Readonly<Record<string, Run>>): Readonly<Record<string, Meters>> {
  const facts = Object.entries(runs).flatMap(([id, { measured, cost, state }]) => [
    id,
    measured,
    cost,
    state,
  ]);
  const isSame =
    facts.length === last.facts.length && facts.every((fact, index) => fact === last.facts[index]);
  if (!isSame) {
    const meters = Object.entries(runs).map(([id, run]) => [id, metersOfOne(run, Object.values(runs))]);
    last = { facts, meters: Object.fromEntries(meters) };
  }
  return last.meters;
}

function metersOfOne(own: Run, all: readonly Run[]): Meters {
  const meter = (reading: Reading): Meter => {
    const read = values[reading];
    const value = read(own);
    if (value === null) return nothing;
    const comparable = all.filter(({ cost }) => reading !== "cost" || cost?.currency === own.cost?.currency);
    const known = comparable.map(read).filter((one) => one !== null);
    const final = comparable
      .filter(isWhole)
      .map(read)
      .filter((one) => one !== null);
    const beats = better[reading];
    const isBest =
      beats !== null &&
      isWhole(own) &&
      !final.some((other) => beats(other, value)) &&
      final.some((other) => beats(value, other));
    const highest = Math.max(...known);
    return { value, share: known.length > 1 && highest > 0 ? value / highest : null, isBest };
  };
  return {
    firstToken: meter("firstToken"),
    speed: meter("speed"),
    tokens: meter("tokens"),
    cost: meter("cost"),
  };
}

const nothing: Meter = { value: null, share: null, isBest: false };

/** The meters of a column that has no run. */
export const noMeters: Meters = { firstToken: nothing, speed: nothing, tokens: nothing, cost: nothing };

const isWhole = ({ state, end }: Run): boolean => state === "ended" && (end === "stop" || end === "length");
