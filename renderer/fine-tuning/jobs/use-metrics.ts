import { useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { MetricFacts, MetricPoints } from "../../../preload/contract/tuning-jobs.ts";
import { grown, stepBehind } from "./points.ts";

/** The metrics of a job by its id. */
export type MetricsOf = Record<string, MetricPoints[]>;

/**
 * The metrics of a job and of others beside it; null until they are there. Of the job itself only what is new is read when
 * `facts` say that there is more. The others are read once.
 */
export function useMetrics(
  id: string,
  facts: readonly MetricFacts[],
  others: readonly string[],
): { metrics: MetricsOf | null; diagnosis: Diagnosis | null } {
  const [metrics, setMetrics] = useState<MetricsOf | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const held = useRef<MetricsOf>({});
  /** One reading after the other: each begins where the one before has ended. */
  const last = useRef<Promise<void>>(Promise.resolve());
  const stamp = facts.map(({ name, points }) => `${name} ${points}`).join();
  const wanted = others.join();
  // Asked for before the page without them is painted.
  // biome-ignore lint/correctness/useExhaustiveDependencies: read when the facts or the others are others.
  useLayoutEffect(() => {
    let isLeft = false;
    const take = async (ids: string[], after: number | null) => {
      const answer = await window.assay["tuningJobs.metrics"]({ ids, after });
      if (isLeft) return;
      setDiagnosis(answer.ok ? null : answer.error.diagnosis);
      if (!answer.ok) return;
      for (const one of answer.data) {
        const before = after === null ? [] : (held.current[one.id] ?? []);
        held.current = { ...held.current, [one.id]: grown(before, one.metrics) };
      }
    };
    const read = async () => {
      const own = held.current[id] ?? [];
      const isNew = own.length === 0;
      if (isNew || lacks(own, facts)) await take([id], isNew ? null : stepBehind(own));
      // What came for a step that had passed already.
      if (!isLeft && !isNew && lacks(held.current[id] ?? [], facts)) await take([id], null);
      const missing = others.filter((other) => held.current[other] === undefined);
      if (!isLeft && missing.length > 0) await take(missing, null);
      // At once: React's own turn may come after the next frame has been painted without them.
      if (!isLeft) flushSync(() => setMetrics(held.current));
    };
    last.current = last.current.then(read);
    return () => {
      isLeft = true;
    };
  }, [id, stamp, wanted]);
  return { metrics, diagnosis };
}

/** Whether there are points that are not held. */
const lacks = (held: readonly MetricPoints[], facts: readonly MetricFacts[]) =>
  facts.some(({ name, points }) => points > (held.find((one) => one.name === name)?.steps.length ?? 0));
