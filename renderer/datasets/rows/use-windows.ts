import { useCallback } from "react";
import type { RowLine, RowView } from "../../../preload/contract/dataset-rows.ts";
import type { OpenDataset } from "../../../preload/contract/datasets.ts";
import type { attempting } from "../../calls.ts";
import { useRowWindows } from "../../ui/use-row-windows.ts";

/** What of a dataset says that rows of it may be others than before. */
export const stampOf = ({ dataset, checked, tokens, undo, redo, parts, tags }: OpenDataset): string =>
  JSON.stringify([
    dataset.updatedAt,
    dataset.rows,
    dataset.version,
    dataset.findings,
    dataset.job?.kind,
    checked,
    tokens,
    [undo, redo],
    [parts, tags],
  ]);

/** The rows of a view, as `useRowWindows` gives them. */
export function useWindows(
  id: string,
  version: number | null,
  view: RowView,
  stamp: string,
  /** Gives what main says, or null, and then shows why. */
  attempt: ReturnType<typeof attempting>,
) {
  const ask = useCallback(
    (from: number, count: number) =>
      attempt(window.assay["datasets.rows"]({ id, version, view, from, count }), "rows"),
    [id, version, view, attempt],
  );
  return useRowWindows<RowLine>(ask, stamp);
}
