import "./bench.css";
import type { Grader } from "../../../preload/contract/graders.ts";
import { graders } from "../../../preload/strings/graders.ts";
import { sameText } from "../../graders/draft.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { BenchRows } from "./bench-rows.tsx";
import { BenchSetup } from "./bench-setup.tsx";
import type { BenchSource } from "./bench-source.ts";
import { BenchSummary } from "./bench-summary.tsx";
import { useBench } from "./use-bench.ts";
import { stateText } from "./verdict.ts";

const words = graders.bench;

/**
 * Some rows through a grader: answers of a deployment, graded here and at the service, side by side. `service` is the
 * connection whose service grades, and whose base model answers if the person has no other in mind.
 */
export function Bench(props: {
  planId: string;
  grader: Grader;
  sources: readonly BenchSource[];
  service: { connectionId: string; name: string } | null;
}) {
  const { planId, grader, sources, service } = props;
  const { bench, diagnosis, start, stop } = useBench(planId);
  return (
    <section className="bench" aria-labelledby="bench-title">
      <div>
        <h3 id="bench-title">{words.title}</h3>
        <p className="muted small">{words.hint}</p>
      </div>
      <BenchSetup
        key={planId}
        grader={grader}
        sources={sources}
        service={service}
        last={bench ?? null}
        onStart={start}
        onStop={stop}
      />
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      <p role="status" className="small">
        {bench === undefined ? words.reading : bench === null ? words.none : stateText(bench)}
      </p>
      {bench && sameText(bench.grader) !== sameText(grader) && (
        <p className="status warn small">{words.changed}</p>
      )}
      {bench && bench.rows.length === 0 && <p className="muted">{words.noRows}</p>}
      {bench && bench.rows.length > 0 && (
        <>
          <BenchSummary bench={bench} />
          <BenchRows bench={bench} />
        </>
      )}
    </section>
  );
}
