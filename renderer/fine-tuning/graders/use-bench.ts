import { useEffect, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { GraderBench } from "../../../preload/contract/graders.ts";
import type { Input } from "../../../preload/contract/index.ts";
import { attempting } from "../../calls.ts";

/** The bench of a plan in the window. */
export interface BenchState {
  /** Null for none; undefined while it is read. */
  bench: GraderBench | null | undefined;
  /** Why something about it could not be done. */
  diagnosis: Diagnosis | null;
  start(input: Omit<Input<"graders.startBench">, "planId">): void;
  stop(): void;
}

/** Follows the bench of a plan. */
export function useBench(planId: string): BenchState {
  const [bench, setBench] = useState<GraderBench | null | undefined>(undefined);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [attempt] = useState(() => attempting(setDiagnosis));
  useEffect(() => {
    let isOld = false;
    const stopListening = window.assay.on("graders.changed", (changed) => {
      if (changed.planId === planId) setBench(changed);
    });
    void attempt(window.assay["graders.bench"]({ planId }), "bench").then((found) => {
      // What was told meanwhile is newer.
      if (!isOld) setBench((told) => told ?? found);
    });
    return () => {
      isOld = true;
      stopListening();
    };
  }, [planId, attempt]);
  return {
    bench,
    diagnosis,
    start: (input) => void attempt(window.assay["graders.startBench"]({ planId, ...input })),
    stop: () => void attempt(window.assay["graders.stopBench"]({ planId })),
  };
}
