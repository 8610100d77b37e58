import { createHash } from "node:crypto";

export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** One of `choices`, which may not be empty. */
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** The same items in another order. */
  shuffled<T>(items: readonly T[]): T[];
}

/** Numbers that look random and are the same for the same seed: a chain of SHA-256 digests. */
export function seededRandom(seed: string): Random {
  const digest = (data: string | Buffer) => createHash("sha256").update(data).digest();
  let block = digest(seed);
  let offset = 0;

  const next = () => {
    if (offset === block.length) {
      block = digest(block);
      offset = 0;
    }
    const value = block.readUInt32BE(offset) / 2 ** 32;
    offset += 4;
    return value;
  };
  const below = (limit: number) => Math.floor(next() * limit);

  return {
    next,
    below,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
    shuffled: (items) =>
      items
        .map((item) => ({ item, key: next() }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item),
  };
}
