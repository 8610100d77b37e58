import { useEffect, useMemo, useReducer, useRef } from "react";
import type { RowLine, RowView } from "../../../preload/contract/dataset-rows.ts";
import type { OpenDataset } from "../../../preload/contract/datasets.ts";
import type { attempting } from "../../calls.ts";
import { RowWindows } from "../../ui/windows.ts";

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

/**
 * The rows of a view, read as they are seen. `shown` are those of the view before as long as it is not known how many the
 * new one has: then `isOld`.
 */
export function useWindows(
  id: string,
  version: number | null,
  view: RowView,
  stamp: string,
  /** Gives what main says, or null, and then shows why. */
  attempt: ReturnType<typeof attempting>,
): { windows: RowWindows<RowLine>; shown: RowWindows<RowLine>; isOld: boolean } {
  const [, draw] = useReducer((drawn: number) => drawn + 1, 0);
  const windows = useMemo(
    () =>
      new RowWindows<RowLine>(
        (from, count) => attempt(window.assay["datasets.rows"]({ id, version, view, from, count }), "rows"),
        draw,
      ),
    [id, version, view, attempt],
  );
  useEffect(() => {
    const close = windows.open();
    // A view begins at its top. Its table is not drawn before it is known how many rows it has.
    windows.see(0, 0);
    return close;
  }, [windows]);
  const stamped = useRef({ windows, stamp });
  useEffect(() => {
    const before = stamped.current;
    stamped.current = { windows, stamp };
    if (before.windows === windows && before.stamp !== stamp) windows.refresh();
  }, [windows, stamp]);
  const last = useRef(windows);
  if (windows.total !== null || windows.failed) last.current = windows;
  return { windows, shown: last.current, isOld: last.current !== windows };
}
