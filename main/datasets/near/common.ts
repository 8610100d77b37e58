/** What stands in so many rows that it tells none of them from the others, such as a template's words. */
export interface CommonShingles {
  /** Takes the shingles of a row, each once. */
  add(shingles: Iterable<number>): void;
  isCommon(shingle: number): boolean;
  /** The shingles of a text without those that are common. */
  without(shingles: Uint32Array): Uint32Array;
}

/** The share of rows from which on, and the number of them below which not, something is common. */
const common = { share: 0.1, rows: 5 };

/** Shingles that are counted at once: the rarest are forgotten when there are more. */
const mostCounted = 2_000_000;

/** Nothing counted yet. */
export function createCommonShingles(): CommonShingles {
  let counts = new Map<number, number>();
  let rows = 0;
  /** Those that are common: far fewer than all. Null where it has to be found out anew. */
  let found: Set<number> | null = null;
  const commons = (): Set<number> => {
    const least = Math.max(common.rows, common.share * rows);
    found ??= new Set([...counts].flatMap(([shingle, count]) => (count >= least ? [shingle] : [])));
    return found;
  };
  return {
    add: (shingles) => {
      rows += 1;
      found = null;
      for (const shingle of shingles) counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
      if (counts.size > mostCounted) counts = new Map([...counts].filter(([, count]) => count > 1));
    },
    isCommon: (shingle) => commons().has(shingle),
    without: (shingles) => {
      const all = commons();
      return all.size === 0 ? shingles : shingles.filter((shingle) => !all.has(shingle));
    },
  };
}
