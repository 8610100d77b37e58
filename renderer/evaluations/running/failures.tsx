import { useMemo, useState } from "react";
import type { AnswerFailures } from "../../../preload/contract/evaluation-results.ts";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { evaluations } from "../../../preload/strings/evaluations.ts";
import { explain } from "../../../preload/strings/explain.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { useReading } from "../results/reading.ts";
import { ask } from "../state.ts";

const words = evaluations.run;

/** Why answers failed, by model; read once a person wants to know. */
export function Failures({ evaluation }: { evaluation: Evaluation }) {
  const { failed } = evaluation.progress.answers;
  const [isOpen, setOpen] = useState(false);
  if (failed === 0 || evaluation.state === "preparing") return null;
  return (
    <details className="run-part small" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.whyFailed}</summary>
      {isOpen && <Reasons evaluation={evaluation} stamp={failed} />}
    </details>
  );
}

function Reasons({ evaluation, stamp }: { evaluation: Evaluation; stamp: number }) {
  const { id, settings } = evaluation;
  const read = useMemo(() => () => ask(window.assay["evaluationResults.failures"]({ id }), "failures"), [id]);
  const { value } = useReading<AnswerFailures[]>(read, stamp);
  return (
    <ul className="run-list">
      {value?.map(({ modelId, diagnosis, count }) => {
        const name = settings.models.find((one) => one.id === modelId)?.name ?? modelId;
        const { title, cause } = explain(diagnosis);
        return (
          <li key={`${modelId} ${diagnosis.code}`}>
            <b>
              {fill(words.failedTimes[count === 1 ? "one" : "many"], { name, count: count.toLocaleString() })}
            </b>{" "}
            {title}. {cause}
          </li>
        );
      })}
    </ul>
  );
}
