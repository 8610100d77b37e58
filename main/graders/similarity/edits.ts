/** Cells of the table beyond which it is not worked out. */
const largestTable = 4_000_000;

/**
 * How alike two texts are by the fewest characters to insert, delete or replace (Levenshtein), from 0 to 1; null for
 * texts that are too long for it.
 */
export function levenshtein(a: readonly string[], b: readonly string[]): number | null {
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 1;
  if (a.length * b.length > largestTable) return null;
  let above = Uint16Array.from({ length: b.length + 1 }, (_, at) => at);
  let row = new Uint16Array(b.length + 1);
  a.forEach((character, at) => {
    row[0] = at + 1;
    for (let other = 0; other < b.length; other += 1) {
      const replaced = (above[other] ?? 0) + (character === b[other] ? 0 : 1);
      row[other + 1] = Math.min(replaced, (above[other + 1] ?? 0) + 1, (row[other] ?? 0) + 1);
    }
    [above, row] = [row, above];
  });
  return 1 - (above[b.length] ?? 0) / longest;
}
