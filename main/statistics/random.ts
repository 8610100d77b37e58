/** Numbers from 0 up to, not including, 1; the same ones for the same seed. */
export type Random = () => number;

/** A generator for orders and resampling (mulberry32 by Tommy Ettinger, public domain). Not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The items in a random order that is the same for the same seed; every order is as likely (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const random = seededRandom(seed);
  const mixed = items.map((item) => ({ item }));
  for (const [index, place] of [...mixed.entries()].reverse()) {
    const other = mixed[Math.floor(random() * (index + 1))] ?? place;
    [place.item, other.item] = [other.item, place.item];
  }
  return mixed.map(({ item }) => item);
}

/** A normally distributed number with mean 0 and variance 1 (Box and Muller 1958). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
