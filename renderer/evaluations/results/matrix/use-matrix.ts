import { useCallback, useMemo } from "react";
import type { MatrixNames, MatrixRow, MatrixView } from "../../../../preload/contract/evaluation-results.ts";
import type { attempting } from "../../../calls.ts";
import { useRowWindows } from "../../../ui/use-row-windows.ts";
import { useReading } from "../reading.ts";

type Attempt = ReturnType<typeof attempting>;

/** The rows of a view of the matrix, as `useRowWindows` gives them. */
export function useMatrix(id: string, view: MatrixView, stamp: string, attempt: Attempt) {
  const ask = useCallback(
    async (from: number, count: number) => {
      const read = await attempt(
        window.assay["evaluationResults.matrix"]({ id, view, from, count }),
        "matrix",
      );
      return read && { rows: read.rows, total: read.total, state: read.stamp };
    },
    [id, view, attempt],
  );
  return useRowWindows<MatrixRow>(ask, stamp);
}

const noNames: MatrixNames = { tags: [], labels: [] };

/** What a matrix can be filtered by: read again when the person has changed something, since answers change none of it. */
export function useMatrixNames(id: string, changes: number, attempt: Attempt): MatrixNames {
  const read = useMemo(
    () => () => attempt(window.assay["evaluationResults.names"]({ id }), "names"),
    [id, attempt],
  );
  return useReading(read, changes).value ?? noNames;
}
