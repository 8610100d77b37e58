import type { ColumnResult as Result } from "../../preload/contract/series.ts";
import type { Bundle } from "../runs/shape.ts";
import { resultsOf } from "./results.ts";

/** What the runs of one column of a bundle come to, warm-ups left out. Times in milliseconds. */
export interface ColumnResult extends Result {
  /** The column's place, from 1: two columns may have the same deployment. */
  place: number;
  alias: string;
}

/** The results of all columns, in their order. Only runs that did not fail are measured. */
export function columnResults({ columns, runs }: Pick<Bundle, "columns" | "runs">): ColumnResult[] {
  const ids = columns.map(({ id }) => id);
  return resultsOf(ids, runs).columns.map((result, index) => ({
    ...result,
    place: index + 1,
    alias: columns[index]?.alias ?? "",
  }));
}
