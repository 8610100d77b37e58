import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { fill } from "../../preload/strings/fill.ts";

const twoDigits = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
const plain = new Intl.NumberFormat(undefined, { ...twoDigits, signDisplay: "negative" });
const signed = new Intl.NumberFormat(undefined, { ...twoDigits, signDisplay: "exceptZero" });

const shown = (format: Intl.NumberFormat, value: number) =>
  Number.isNaN(value) ? "–" : format.format(value).replace("-", "−");

/** A similarity, or a correlation, to two digits. */
export const similarityText = (value: number): string => shown(plain, value);

/** The difference of two similarities, with its sign. */
export const differenceText = (value: number): string => shown(signed, value);

/** A rank; equal values share the mean of theirs. */
export const rankText = (rank: number): string =>
  rank.toLocaleString(undefined, { maximumFractionDigits: 1 });

/** The shortest and the longest of several lengths; one number where they look the same. */
export function rangeText({ low, high }: { low: number; high: number }): string {
  const [least, most] = [similarityText(low), similarityText(high)];
  return least === most ? least : fill(words.range, { low: least, high: most });
}
