import { useMemo } from "react";
import type { EvaluationRow } from "../../../../preload/contract/evaluation-results.ts";
import { type Reading, useReading } from "../reading.ts";

/** A row in full, read again whenever `stamp` is another. */
export function useRow(id: string, row: number, stamp: string): Reading<EvaluationRow> {
  const read = useMemo(
    () => async () => {
      const answer = await window.assay["evaluationResults.row"]({ id, row });
      return answer.ok ? answer.data : null;
    },
    [id, row],
  );
  return useReading(read, stamp);
}
