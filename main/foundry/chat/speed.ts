/** When the characters of one answer arrived, and how fast they were written. */
export interface Arrivals {
  /** So many characters arrived at `at`, in milliseconds of a monotonic clock. */
  take(at: number, characters: number): void;
  characters(): number;
  /** Tokens a second, of so many tokens that these characters are; null where that cannot be told. */
  rate(tokens: number | null): number | null;
}

/** Milliseconds between two pieces of what left together, and how long all of that may take on its way. */
const together = { gap: 2, longest: 100 };
/** Lumps that are too few to tell a rate from are fewer, and the greatest share of the characters that one may have. */
const enough = { lumps: 8, share: 1 / 4 };

/**
 * Nothing has arrived yet. A filter or a proxy that lets an answer out in one or a few lumps tells when it did so, not how
 * fast the model wrote. So a rate is told only of what came in eight lumps or more, none of them with more than a quarter
 * of the characters; where a model's tokens come one by one, each is a lump. What arrives right after another piece is part
 * of its lump, since networks cut them. What the first arrival brought was written before anything could be timed and does
 * not count, by its share of the characters.
 */
export function startArrivals(): Arrivals {
  let first: { at: number; characters: number } | null = null;
  let lump = { from: 0, characters: 0 };
  let lumps = 0;
  let largest = 0;
  let last = Number.NEGATIVE_INFINITY;
  let all = 0;
  return {
    take: (at, characters) => {
      first ??= { at, characters };
      if (at - last >= together.gap || at - lump.from >= together.longest) {
        lump = { from: at, characters: 0 };
        lumps += 1;
      }
      lump.characters += characters;
      largest = Math.max(largest, lump.characters);
      last = at;
      all += characters;
    },
    characters: () => all,
    rate: (tokens) => {
      if (!tokens || first === null || lumps < enough.lumps || largest > all * enough.share) return null;
      return (tokens * (1 - first.characters / all)) / ((last - first.at) / 1000);
    },
  };
}
