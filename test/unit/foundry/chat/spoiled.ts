/** A repeatable source of numbers from 0 to below 1 (a linear congruential generator). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const scalars = [null, true, false, 0, 1, -1, 0.5, 1e300, "", "7", "__proto__"];

/** Any JSON value, often with the names and the words that matter to who reads it. */
export function anything(
  next: () => number,
  names: readonly string[],
  words: readonly string[],
  depth = 0,
): unknown {
  const kind = next();
  const plain = [...scalars, ...words];
  if (depth > 3 || kind < 0.5) return plain[Math.floor(next() * plain.length)];
  const items = Array.from({ length: Math.floor(next() * 4) }, () => anything(next, names, words, depth + 1));
  if (kind < 0.7) return items;
  return Object.fromEntries(items.map((item) => [names[Math.floor(next() * names.length)], item]));
}

/** A copy in which some values are another, or gone. */
export function spoiled(value: unknown, next: () => number, another: () => unknown): unknown {
  if (next() < 0.08) return another();
  if (Array.isArray(value)) return value.map((item) => spoiled(item, next, another));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(() => next() > 0.06);
  return Object.fromEntries(kept.map(([name, inside]) => [name, spoiled(inside, next, another)]));
}

/** The names of all members in a value, and all texts in it. */
export function vocabularyOf(value: unknown): { names: string[]; words: string[] } {
  const names = new Set<string>();
  const words = new Set<string>();
  const look = (inside: unknown) => {
    if (typeof inside === "string") words.add(inside);
    if (typeof inside !== "object" || inside === null) return;
    for (const [name, one] of Object.entries(inside)) {
      if (!Array.isArray(inside)) names.add(name);
      look(one);
    }
  };
  look(value);
  return { names: [...names], words: [...words] };
}
