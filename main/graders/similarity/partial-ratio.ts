/** Characters of the one times those of the other beyond which parts are not compared: it takes hundredths of a second. */
const largest = 4_000_000;

/**
 * RapidFuzz's `partial_ratio`, from 0 to 1: how like the shorter text is to the part of the longer one, as long as itself
 * or cut by one of its ends, that is likest. Null for texts that are too long for it.
 */
export function partialRatio(a: readonly string[], b: readonly string[]): number | null {
  if (a.length * b.length > largest) return null;
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  if (a.length === b.length) return Math.max(bestPart(a, b), bestPart(b, a));
  return a.length < b.length ? bestPart(a, b) : bestPart(b, a);
}

function bestPart(short: readonly string[], long: readonly string[]): number {
  const origins = braid(short, long);
  let best = 0;
  for (let end = 1; end < long.length + short.length; end += 1) {
    const from = Math.max(0, end - short.length);
    const to = Math.min(end, long.length);
    let foreign = 0;
    for (let at = from; at < to; at += 1) if ((origins[at] ?? 0) >= short.length + from) foreign += 1;
    const common = to - from - foreign;
    best = Math.max(best, (2 * common) / (short.length + to - from));
  }
  return best;
}

/**
 * Where each strand comes from that leaves the table of two texts below (Tiskin, Semi-local string comparison, 2008). Of any
 * part of the longer one, the longest common subsequence with all of the shorter one is then its length without the
 * strands that come into it and leave it within the part: all windows for the price of one table.
 */
function braid(short: readonly string[], long: readonly string[]): Int32Array {
  const rows = short.length;
  const down = Int32Array.from(long, (_, at) => rows + at);
  short.forEach((character, row) => {
    let across = rows - 1 - row;
    for (let at = 0; at < long.length; at += 1) {
      const below = down[at] ?? 0;
      if (character !== long[at] && across <= below) continue;
      down[at] = across;
      across = below;
    }
  });
  return down;
}
