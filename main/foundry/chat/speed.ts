/** When the characters of one answer arrived, and how fast they were written. */
export interface Arrivals {
  /** So many characters arrived at `at`, in milliseconds of a monotonic clock. */
  take(at: number, characters: number): void;
  characters(): number;
  /** Tokens a second, of so many tokens that these characters are; null where that cannot be told. */
  rate(tokens: number | null): number | null;
}

/** Milliseconds within which what arrives came together: networks are no more even than that. */
const together = 20;
/** The greatest share of the characters that may have come together. */
const largestShare = 1 / 8;

/**
 * Nothing has arrived yet. A filter or a proxy that lets an answer out in one or a few lumps tells when it did so, not how
 * fast the model wrote. So a rate is told only where no more than an eighth of the characters came together, which is
 * about what it may be wrong by then: at least eight arrivals, one after the other. What the first one brought was written
 * before anything could be timed and does not count, by its share of the characters.
 */
export function startArrivals(): Arrivals {
  let first: { at: number; characters: number } | null = null;
  let lump = { from: Number.NEGATIVE_INFINITY, characters: 0 };
  let largest = 0;
  let last = 0;
  let all = 0;
  return {
    take: (at, characters) => {
      first ??= { at, characters };
      if (at - lump.from > together) lump = { from: at, characters: 0 };
      lump.characters += characters;
      largest = Math.max(largest, lump.characters);
      last = at;
      all += characters;
    },
    characters: () => all,
    rate: (tokens) => {
      if (!tokens || first === null || largest > all * largestShare) return null;
      return (tokens * (1 - first.characters / all)) / ((last - first.at) / 1000);
    },
  };
}
