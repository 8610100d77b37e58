import { usualLevel } from "./medians.ts";
import { type Share, shareOf } from "./proportions.ts";

/** How often each label of one rater met each label of the other, `table[person][judge]`, in the order of the labels. */
export type Table = readonly (readonly number[])[];

/** Labels, and how often they met. */
export interface Confusion {
  labels: string[];
  table: Table;
}

/** How a judge does at one label. */
export interface LabelAgreement {
  label: string;
  /** Of what the person gave this label, what the judge gave it too; null where the person never gave it. */
  recall: Share | null;
  /** Of what the judge gave this label, what the person gave it too; null where the judge never gave it. */
  precision: Share | null;
}

/**
 * Counts two raters' labels of the same rows; takes lists of one length. The labels of a scale are given in their order;
 * those that are not given follow in the order of the alphabet.
 */
export function confusionOf(
  person: readonly string[],
  judge: readonly string[],
  scale: readonly string[] = [],
): Confusion {
  const others = [...new Set([...person, ...judge])].filter((label) => !scale.includes(label)).sort();
  const labels = [...scale, ...others];
  const places = new Map(labels.map((label, place) => [label, place]));
  const table = labels.map(() => labels.map(() => 0));
  person.forEach((label, row) => {
    const line = table[places.get(label) ?? 0];
    const column = places.get(judge[row] ?? label) ?? 0;
    if (line) line[column] = (line[column] ?? 0) + 1;
  });
  return { labels, table };
}

/** The sums of a table: of each row, each column, and all. */
export function sumsOf(table: Table): { rows: number[]; columns: number[]; all: number; same: number } {
  const rows = table.map((line) => line.reduce((sum, count) => sum + count, 0));
  const columns = table.map((_, column) => table.reduce((sum, line) => sum + (line[column] ?? 0), 0));
  const same = table.reduce((sum, line, place) => sum + (line[place] ?? 0), 0);
  return { rows, columns, all: rows.reduce((sum, count) => sum + count, 0), same };
}

/** The share of rows on which both raters gave one label. Null of no rows. */
export function rawAgreement(table: Table, { level = usualLevel } = {}): Share | null {
  const { same, all } = sumsOf(table);
  return shareOf(same, all, { level });
}

/** The raw agreement that a judge would reach who always gave the person's most frequent label. Null of no rows. */
export function constantAgreement(table: Table, { level = usualLevel } = {}): Share | null {
  const { rows, all } = sumsOf(table);
  return shareOf(Math.max(0, ...rows), all, { level });
}

/** Recall and precision of each label. For two labels, the recalls are sensitivity and specificity. */
export function labelAgreement({ labels, table }: Confusion, { level = usualLevel } = {}): LabelAgreement[] {
  const { rows, columns } = sumsOf(table);
  return labels.map((label, place) => {
    const both = table[place]?.[place] ?? 0;
    return {
      label,
      recall: shareOf(both, rows[place] ?? 0, { level }),
      precision: shareOf(both, columns[place] ?? 0, { level }),
    };
  });
}
