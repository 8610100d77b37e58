/** Tries, since other processes may take the time of one of the two measurements. */
const tries = 16;

/**
 * Whether a work takes at most three times as long on a text twice as long, give or take two milliseconds. The text is
 * a piece again and again.
 */
export function growsInProportion(work: (text: string) => unknown, piece: string, length = 40_000): boolean {
  const least = (text: string) =>
    Math.min(
      ...Array.from({ length: 3 }, () => {
        const begun = performance.now();
        work(text);
        return performance.now() - begun;
      }),
    );
  const text = piece.repeat(Math.ceil(length / piece.length));
  return Array.from({ length: tries }).some(() => least(text + text) < 3 * least(text) + 2);
}
