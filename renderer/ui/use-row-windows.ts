import { useEffect, useMemo, useReducer, useRef } from "react";
import { type AskRows, RowWindows } from "./windows.ts";

/**
 * The rows of a view, read as they are seen. `ask` is another function for another view, `stamp` another text once rows may
 * have changed. `shown` are those of the view before as long as it is not known how many the new one has: then `isOld`.
 */
export function useRowWindows<Row>(
  ask: AskRows<Row>,
  stamp: string,
): { windows: RowWindows<Row>; shown: RowWindows<Row>; isOld: boolean } {
  const [, draw] = useReducer((drawn: number) => drawn + 1, 0);
  const windows = useMemo(() => new RowWindows<Row>(ask, draw), [ask]);
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
