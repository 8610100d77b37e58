import { useEffect, useMemo, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { JudgeStanding } from "../../../preload/contract/judges.ts";
import { attempting } from "../../calls.ts";
import { type Reading, useReading } from "../results/reading.ts";

/** What is known of an evaluation's judges, read again when something about them is new, or `stamp` is another. */
export function useStandings(
  evaluationId: string,
  stamp: number,
): Reading<JudgeStanding[]> & { diagnosis: Diagnosis | null } {
  const [news, setNews] = useState(0);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const attempt = useMemo(() => attempting(setDiagnosis), []);
  useEffect(
    () =>
      window.assay.on("judges.changed", (changed) => {
        if (changed.evaluationId === null || changed.evaluationId === evaluationId)
          setNews((count) => count + 1);
      }),
    [evaluationId],
  );
  const read = useMemo(
    () => () => attempt(window.assay["judges.standings"]({ evaluationId }), "standings"),
    [evaluationId, attempt],
  );
  return { ...useReading(read, `${stamp} ${news}`), diagnosis };
}
