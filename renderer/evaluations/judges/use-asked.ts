import { useMemo } from "react";
import type { Answer } from "../../../preload/contract/index.ts";
import { useReading } from "../results/reading.ts";

/** A judge of an evaluation. */
export interface JudgeOf {
  evaluationId: string;
  graderId: string;
}

/** What main says about a judge, asked again whenever `stamp` is another; null until it has answered. */
export function useAsked<Value>(
  judge: JudgeOf,
  ask: (judge: JudgeOf) => Promise<Answer<Value>>,
  stamp: string,
): Value | null {
  const { evaluationId, graderId } = judge;
  const read = useMemo(
    () => async () => {
      const answer = await ask({ evaluationId, graderId });
      return answer.ok ? answer.data : null;
    },
    [evaluationId, graderId, ask],
  );
  return useReading(read, stamp).value;
}
