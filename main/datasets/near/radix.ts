const digits = 0x10000;

/** How many steps are made between two pauses. */
const stride = 0x10000;

/**
 * The places of values in the order of the values, equal ones in their own order. Both scratch arrays are as long as
 * the values; one of them is what is given back. Linear; each step of the generator is a short piece of work.
 */
export function* orderOf(
  values: Uint32Array,
  scratch: Uint32Array,
  result: Uint32Array,
): Generator<void, Uint32Array> {
  const next = new Uint32Array(digits + 1);
  yield* pass(values, null, scratch, next, 0);
  yield* pass(values, scratch, result, next, 16);
  return result;
}

/** Sorts places by 16 bits of their values; `next` is where the next place of each digit goes. */
function* pass(
  values: Uint32Array,
  from: Uint32Array | null,
  to: Uint32Array,
  next: Uint32Array,
  shift: number,
): Generator<void, void> {
  next.fill(0);
  for (let at = 0; at < values.length; at += 1) {
    const digit = ((values[at] ?? 0) >>> shift) & 0xffff;
    next[digit + 1] = (next[digit + 1] ?? 0) + 1;
    if (at % stride === 0) yield;
  }
  for (let digit = 0; digit < digits; digit += 1)
    next[digit + 1] = (next[digit + 1] ?? 0) + (next[digit] ?? 0);
  for (let at = 0; at < values.length; at += 1) {
    const place = from === null ? at : (from[at] ?? 0);
    const digit = ((values[place] ?? 0) >>> shift) & 0xffff;
    const free = next[digit] ?? 0;
    to[free] = place;
    next[digit] = free + 1;
    if (at % stride === 0) yield;
  }
}

/**
 * From where to where, the end not included, equal values lie beside each other in an order of their places; only where
 * there are two or more. Gives null now and then where a pause can be made.
 */
export function* equalIn(
  values: Uint32Array,
  order: Uint32Array,
): Generator<{ from: number; to: number } | null, void> {
  let from = 0;
  for (let at = 1; at <= order.length; at += 1) {
    if (at % stride === 0) yield null;
    if (at < order.length && values[order[at] ?? 0] === values[order[from] ?? 0]) continue;
    if (at - from > 1) yield { from, to: at };
    from = at;
  }
}
