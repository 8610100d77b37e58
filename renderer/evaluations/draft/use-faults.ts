import { useEffect, useState } from "react";
import type { GraderFault } from "../../../preload/contract/graders.ts";
import { ask, keptGraders } from "../state.ts";

/** What is wrong with the graders of a draft, by their ids, looked through whenever `stamp` is another. */
export function useFaults(id: string, stamp: string): ReadonlyMap<string, GraderFault[]> {
  const [faults, setFaults] = useState<ReadonlyMap<string, GraderFault[]>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says that something has changed.
  useEffect(() => {
    let isOld = false;
    const ids = keptGraders(id);
    void ask(window.assay["evaluationPlans.faults"]({ id }), "faults").then((read) => {
      if (!isOld && read) setFaults(faultsById(read, ids));
    });
    return () => {
      isOld = true;
    };
  }, [id, stamp]);
  return faults;
}

/** Faults by the graders whose places their paths begin with, each with the rest of its path. */
export function faultsById(
  faults: readonly GraderFault[],
  ids: readonly string[],
): ReadonlyMap<string, GraderFault[]> {
  const found = new Map<string, GraderFault[]>();
  for (const { path, ...fault } of faults) {
    const [at, ...rest] = path;
    const id = ids[Number(at)];
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), { ...fault, path: rest }]);
  }
  return found;
}
