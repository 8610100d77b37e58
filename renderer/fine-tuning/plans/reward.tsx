import { useId } from "react";
import type { CardNote, TuningPlan } from "../../../preload/contract/tuning-plans.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { useConnections } from "../../connections/index.ts";
import { useDatasets } from "../../datasets/index.ts";
import { GraderEditor } from "../../graders/editor.tsx";
import { useFields } from "../../graders/use-fields.ts";
import { Bench, type BenchSource } from "../graders/index.ts";
import { FieldProblems, fieldProps, Section } from "./section.tsx";
import { changePlan } from "./state.ts";

const words = tuningPlans.reward;
const mostFormat = 100_000;

/** What a reinforcement job's answers are scored by, and the form that they have to have. */
export function Reward({ plan, problems }: { plan: TuningPlan; problems: readonly CardNote[] }) {
  return (
    <Section field="grader" title={words.title} hint={words.hint}>
      <FieldProblems field="grader" problems={problems} />
      <Grading plan={plan} />
      <div {...fieldProps("responseFormat")}>
        <ResponseFormat plan={plan} />
        {jsonFault(plan.responseFormat) === null && (
          <FieldProblems field="responseFormat" problems={problems} />
        )}
      </div>
    </Section>
  );
}

function Grading({ plan: { id, grader, training } }: { plan: TuningPlan }) {
  const fields = useFields(training?.datasetId ?? null);
  return <GraderEditor grader={grader} fields={fields} onChange={(grader) => changePlan(id, { grader })} />;
}

/** What the grader does with real answers: also once the job was sent, since it only reads. */
export function RewardBench({ plan }: { plan: TuningPlan }) {
  const { id, grader, training, validation, connectionId } = plan;
  const datasets = useDatasets(({ list }) => list) ?? [];
  const connection = useConnections(({ list }) => list)?.find((one) => one.id === connectionId);
  const sources = [training, validation].flatMap((data): BenchSource[] => {
    const name = datasets.find((one) => one.id === data?.datasetId)?.name;
    if (!data || name === undefined) return [];
    return [{ ...data, label: data.part === null ? name : `${name}, ${datasetRows.parts[data.part]}` }];
  });
  if (!grader) return null;
  return (
    <div className="plan-bench">
      <Bench
        planId={id}
        grader={grader}
        sources={sources}
        service={connection ? { connectionId: connection.id, name: connection.name } : null}
      />
    </div>
  );
}

function ResponseFormat({ plan }: { plan: TuningPlan }) {
  const id = useId();
  const wrong = jsonFault(plan.responseFormat);
  return (
    <div className="field">
      <label htmlFor={id}>{words.format}</label>
      <textarea
        id={id}
        className="area mono"
        dir="ltr"
        rows={4}
        value={plan.responseFormat}
        maxLength={mostFormat}
        spellCheck={false}
        aria-invalid={wrong !== null}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => changePlan(plan.id, { responseFormat: target.value })}
      />
      <span id={`${id}-hint`} className="small">
        {wrong === null ? (
          <span className="muted">{words.formatHint}</span>
        ) : (
          <span className="status warn">{fill(words.formatWrong, { why: wrong })}</span>
        )}
      </span>
    </div>
  );
}

/** Why a text is no JSON; null where it is, or empty. */
export function jsonFault(text: string): string | null {
  if (text.trim() === "") return null;
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
