/** The same numbers at every run, between 0 and 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const every = (body: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(body.length / size) }, (_, index) =>
    body.slice(index * size, (index + 1) * size),
  );

function atRandom(body: Uint8Array, seed: number): Uint8Array[] {
  const next = numbers(seed);
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < body.length; ) {
    const to = from + 1 + Math.floor(next() ** 3 * 200);
    pieces.push(body.slice(from, to));
    from = to;
  }
  return pieces;
}

/** A body whole, byte by byte, and cut at random in several ways. */
export const splits = (body: Uint8Array): Uint8Array[][] => [
  [body],
  every(body, 1),
  every(body, 7),
  ...[1, 2, 3, 4].map((seed) => atRandom(body, seed)),
];
