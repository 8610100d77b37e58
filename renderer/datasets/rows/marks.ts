import type { Finding } from "../../../preload/contract/dataset-rules.ts";

/** A stretch of a row's text, and the finding that it belongs to. */
export interface Stretch {
  text: string;
  /** The number of the finding in the row's list; null for what is between them. */
  finding: number | null;
  /** Where it begins, in UTF-16 code units. */
  at: number;
}

/** Whether a finding is on the row as a whole: it marks nothing. */
export const isOfWhole = (text: string, { at, length }: Pick<Finding, "at" | "length">): boolean =>
  at === 0 && length >= text.length;

/** A row's text up to a place, cut where findings begin and end. Where two overlap, the one that begins first is whole. */
export function markedText(text: string, findings: readonly Finding[], limit: number): Stretch[] {
  const stretches: Stretch[] = [];
  const end = Math.min(text.length, limit);
  let from = 0;
  const places = findings
    .map(({ at, length }, number) => ({ at, end: at + length, number }))
    .sort((one, other) => one.at - other.at || one.end - other.end);
  for (const [place, { at, end: last, number }] of places.entries()) {
    const start = Math.max(at, from);
    const stop = Math.min(last, end);
    const next = places[place + 1];
    // What is inside it tells more exactly where to look.
    const hasOther = next !== undefined && next.end <= last && next.end - next.at < last - at;
    if (start >= stop || hasOther || isOfWhole(text, { at, length: last - at })) continue;
    if (start > from) stretches.push({ text: text.slice(from, start), finding: null, at: from });
    stretches.push({ text: text.slice(start, stop), finding: number, at: start });
    from = stop;
  }
  if (from < end) stretches.push({ text: text.slice(from, end), finding: null, at: from });
  return stretches;
}

/** Characters before and after a fault that are shown with it. */
const around = 48;
/** Characters of a fault itself that are shown. */
const longestFault = 160;

/** A fault with the text around it. */
export function faultIn(
  text: string,
  { at, length }: Finding,
): { before: string; fault: string; after: string } {
  const end = at + length;
  const cut = length > longestFault;
  return {
    before: `${at > around ? "…" : ""}${text.slice(Math.max(0, at - around), at)}`,
    fault: cut ? `${text.slice(at, at + longestFault)}…` : text.slice(at, end),
    after: cut ? "" : `${text.slice(end, end + around)}${end + around < text.length ? "…" : ""}`,
  };
}

/** Whether a finding is at a place of a row or inside it, by its path as it is written. */
export const isWithin = ({ path }: Finding, place: string): boolean =>
  path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
