/**
 * Code units of letters, marks or spaces in a row that are counted at once: the time for one such run grows with the
 * square of its length, and 200,000 equal letters would take half a minute.
 */
const runLimit = 1_000;

/** The runs that the encoding does not divide further (o200k_base; digits it takes three by three). */
const runs = /[\p{L}\p{M}]+|\s+|[^\s\p{L}\p{M}\p{N}]+/gu;

/**
 * A text in pieces that are counted in a time that grows with their length only. It is cut within runs of more than
 * 1,000 letters, marks or spaces: a cut makes at most a token more.
 */
export function boundedPieces(text: string): string[] {
  if (text.length <= runLimit) return [text];
  const pieces: string[] = [];
  let from = 0;
  for (const { 0: run, index } of text.matchAll(runs)) {
    if (run.length <= runLimit) continue;
    for (let cut = index + runLimit; cut < index + run.length; cut += runLimit) {
      const isWithinPair = (text.codePointAt(cut - 1) ?? 0) > 0xffff;
      const at = isWithinPair ? cut + 1 : cut;
      pieces.push(text.slice(from, at));
      from = at;
    }
  }
  pieces.push(text.slice(from));
  return pieces;
}
