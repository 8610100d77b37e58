import { useEffect } from "react";
import { useApp } from "../app-state.ts";
import { useConnections } from "../connections/index.ts";

/** Ends the first start, for good. */
export const welcome = (): Promise<unknown> => window.assay["settings.set"]({ welcomed: true });

/** Whether this is a first start: nothing was ever connected, nor put off. Null until that is known. */
export function useFirstStart(): boolean | null {
  const welcomed = useApp(({ settings }) => settings?.welcomed ?? null);
  const count = useConnections(({ list }) => list?.length ?? null);
  const isDone = welcomed === false && count !== null && count > 0;
  useEffect(() => {
    if (isDone) void welcome();
  }, [isDone]);
  return welcomed === null || count === null ? null : !welcomed && count === 0;
}
