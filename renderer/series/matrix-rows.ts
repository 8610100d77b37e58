import type { SeriesPrompt, SeriesRow } from "../../preload/contract/series.ts";
import { hasFailed } from "../../preload/ends.ts";

/** All runs of one prompt, by column, in the order of their repeats; warm-ups left out. */
export interface MatrixRow {
  prompt: SeriesPrompt;
  /** The prompt's place, from 1. */
  number: number;
  cells: Record<string, SeriesRow[]>;
}

export type Show = "all" | "failed" | "different";
export type Sort = "given" | "firstToken" | "total" | "tokensPerSecond" | "length" | "cost";

export interface View {
  text: string;
  show: Show;
  sort: Sort;
  /** The column whose values are sorted by. */
  columnId: string;
  descending: boolean;
}

/** The runs of a series as rows of prompts. */
export function matrixOf(prompts: readonly SeriesPrompt[], rows: readonly SeriesRow[]): MatrixRow[] {
  const matrix = prompts.map((prompt, index): MatrixRow => ({ prompt, number: index + 1, cells: {} }));
  const byId = new Map(matrix.map((row) => [row.prompt.id, row]));
  for (const row of rows) {
    const cells = row.isWarmUp ? undefined : byId.get(row.promptId)?.cells;
    if (!cells) continue;
    cells[row.columnId] ??= [];
    cells[row.columnId]?.push(row);
  }
  for (const { cells } of matrix) {
    for (const runs of Object.values(cells)) runs.sort((one, other) => one.repeat - other.repeat);
  }
  return matrix;
}

/** The rows a person wants to see, in the order they want. What has no value comes last either way. */
export function viewed(
  matrix: readonly MatrixRow[],
  { text, show, sort, columnId, descending }: View,
): MatrixRow[] {
  const wanted = text.trim().toLowerCase();
  const rows = matrix.filter((row) => matches(row, wanted) && isShown(row, show));
  if (sort === "given") return descending ? rows.reverse() : rows;
  const value = (row: MatrixRow) => medianOf(row.cells[columnId] ?? [], sort);
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: value(row) }))
    .sort((one, other) => {
      if (one.value === null || other.value === null)
        return Number(one.value === null) - Number(other.value === null);
      return sign * (one.value - other.value);
    })
    .map(({ row }) => row);
}

/** The median of what the runs of a cell say of something; null where they say nothing. */
export function medianOf(runs: readonly SeriesRow[], what: Exclude<Sort, "given">): number | null {
  const values = runs
    .flatMap((run) => {
      if (what === "length") return [run.length];
      if (what === "cost") return run.cost ? [run.cost.amount] : [];
      return run.measurement[what] ?? [];
    })
    .sort((one, other) => one - other);
  const middle = values.length >> 1;
  if (values.length === 0) return null;
  return values.length % 2 === 1
    ? (values[middle] ?? null)
    : ((values[middle - 1] ?? 0) + (values[middle] ?? 0)) / 2;
}

function matches({ prompt, cells }: MatrixRow, wanted: string): boolean {
  if (wanted === "" || prompt.text.toLowerCase().includes(wanted)) return true;
  return Object.values(cells).some((runs) =>
    runs.some(({ beginning }) => beginning.toLowerCase().includes(wanted)),
  );
}

function isShown({ cells }: MatrixRow, show: Show): boolean {
  const runs = Object.values(cells);
  if (show === "failed") return runs.some((cell) => cell.some(hasFailed));
  if (show === "different") {
    const first = runs.flatMap(([run]) => (run && !hasFailed(run) ? [`${run.length} ${run.beginning}`] : []));
    return new Set(first).size > 1;
  }
  return true;
}
