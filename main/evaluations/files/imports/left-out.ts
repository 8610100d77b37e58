import type { LeftOut, LeftOutCode } from "../../../../preload/contract/evaluation-files.ts";
import { beginningOf } from "../../../../preload/cut.ts";

/** Different things that are listed of one kind. */
const mostNames = 20;

/** Gathers what of a file could not be taken, by why, with how often. */
export function leavingOut() {
  const all = new Map<LeftOutCode, { count: number; names: Set<string> }>();
  return {
    add: (code: LeftOutCode, name = "", count = 1) => {
      const known = all.get(code) ?? { count: 0, names: new Set<string>() };
      known.count += count;
      if (name !== "" && known.names.size < mostNames) known.names.add(beginningOf(name, 200));
      all.set(code, known);
    },
    list: (): LeftOut[] => [...all].map(([code, { count, names }]) => ({ code, count, names: [...names] })),
  };
}

export type LeavingOut = ReturnType<typeof leavingOut>;
