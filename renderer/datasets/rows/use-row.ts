import { useEffect, useState } from "react";
import type { DatasetRow } from "../../../preload/contract/dataset-rows.ts";

/** A row in full, read again whenever `stamp` is another; what was shown stays until then. `failed`: it could not be read. */
export function useRow(
  id: string,
  version: number | null,
  key: number,
  stamp: string,
): { row: DatasetRow | null; failed: boolean } {
  const [read, setRead] = useState<{ row: DatasetRow | null; failed: boolean }>({ row: null, failed: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says that the row may be another.
  useEffect(() => {
    let isOld = false;
    void window.assay["datasets.row"]({ id, version, key }).then((answer) => {
      if (!isOld) setRead(answer.ok ? { row: answer.data, failed: false } : { row: null, failed: true });
    });
    return () => {
      isOld = true;
    };
  }, [id, version, key, stamp]);
  return read;
}
