import { useEffect, useState } from "react";
import type { EvaluationWeight } from "../../../preload/contract/evaluation-plans.ts";
import { ask } from "../state.ts";

/** What a draft would come to, and whether that is being worked out anew. */
export interface WeightState {
  weight: EvaluationWeight | null;
  isReading: boolean;
}

/** What a draft would come to, worked out anew whenever `stamp` is another; what was shown stays until then. */
export function useWeight(id: string, stamp: string): WeightState {
  const [state, setState] = useState<WeightState>({ weight: null, isReading: true });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says that something has changed.
  useEffect(() => {
    let isOld = false;
    setState(({ weight }) => ({ weight, isReading: true }));
    void ask(window.assay["evaluationPlans.weigh"]({ id }), "weigh").then((read) => {
      if (!isOld) setState(({ weight }) => ({ weight: read ?? weight, isReading: false }));
    });
    return () => {
      isOld = true;
    };
  }, [id, stamp]);
  return state;
}
