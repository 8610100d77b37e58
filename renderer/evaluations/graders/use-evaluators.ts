import { useCallback, useEffect, useState } from "react";
import type { ListedEvaluator } from "../../../preload/contract/evaluation-plans.ts";

/** The evaluators of a connection's project. `no_project`: it is to none; `failed`: they could not be read. */
export type EvaluatorsState =
  | { is: "reading" | "no_project" | "failed" }
  | { is: "there"; list: readonly ListedEvaluator[] };

/** The evaluators of a connection's project, and how to read them again. Nothing is read without a connection. */
export function useEvaluators(connectionId: string | null): [state: EvaluatorsState, again: () => void] {
  const [state, setState] = useState<EvaluatorsState>({ is: "reading" });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn reads again.
  useEffect(() => {
    let isOld = false;
    setState({ is: "reading" });
    if (connectionId !== null)
      void window.assay["evaluationPlans.evaluators"]({ connectionId }).then((answer) => {
        if (isOld) return;
        if (!answer.ok) setState({ is: "failed" });
        else setState(answer.data ? { is: "there", list: answer.data } : { is: "no_project" });
      });
    return () => {
      isOld = true;
    };
  }, [connectionId, turn]);
  return [state, useCallback(() => setTurn((before) => before + 1), [])];
}
