/** How often each run of `size` words is in a list. */
export function nGrams(words: readonly string[], size: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + size <= words.length; at += 1) {
    // A word holds no line feed, however it was cut.
    const gram = words.slice(at, at + size).join("\n");
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

/** How many runs two lists share, each as often as in the one that has it less often. */
export function shared(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let count = 0;
  for (const [gram, own] of a) count += Math.min(own, b.get(gram) ?? 0);
  return count;
}

/** How many runs of `size` words a list of so many has. */
export const runsIn = (words: number, size: number): number => Math.max(0, words - size + 1);
