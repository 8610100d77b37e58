import { PencilLine } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import type { JudgeStanding, JudgeWeight } from "../../../preload/contract/judges.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { judgeCertificates as words } from "../../../preload/strings/judge-certificates.ts";
import { attempting } from "../../calls.ts";
import { formatCost } from "../../figures/format.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Icon } from "../../ui/icon.tsx";
import { JudgeBadge, ownNames } from "./badge.tsx";
import { Certificate } from "./certificate.tsx";
import { Corrections } from "./corrections.tsx";
import { Disagreements } from "./disagreements.tsx";
import { Marking } from "./marking.tsx";
import { dayText } from "./words.ts";

/** One judge: what is known of it, what measuring it takes, and grading some answers oneself. */
export function JudgeCard(props: {
  evaluation: Evaluation;
  standing: JudgeStanding;
  onRow: (row: number) => void;
}) {
  const { evaluation, standing, onRow } = props;
  const { graderId, state, certificate, changed, running, problem } = standing;
  const judge = useMemo(() => ({ evaluationId: evaluation.id, graderId }), [evaluation.id, graderId]);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const attempt = useMemo(() => attempting(setDiagnosis), []);
  const [weight, setWeight] = useState<JudgeWeight | null>(null);
  const [isMarking, setMarking] = useState(false);
  const weigh = useCallback(async () => {
    setWeight(await attempt(window.assay["judges.weigh"](judge), "weigh"));
  }, [judge, attempt]);
  const isRunning = running !== null;
  const isBusy = evaluation.state === "running" || evaluation.state === "preparing";
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is left changes with the evaluation, and when measuring ends.
  useEffect(() => {
    if (!isBusy) void weigh();
  }, [weigh, isRunning, isBusy, evaluation.stamp]);
  const grader = evaluation.settings.graders.find(({ id }) => id === graderId);
  const told = problem ?? diagnosis;
  if (grader?.kind !== "judge") return null;
  const names = ownNames(evaluation, standing);
  const isHere = certificate?.evaluationId === evaluation.id;
  const isNewer = state === "measured" && isHere && weight !== null;
  const measuredLabels = certificate?.measurement.agreement?.labels ?? 0;
  return (
    <section className="judge-card" aria-label={grader.name}>
      <header className="row wrap">
        <h2 dir="auto">{grader.name}</h2>
        <JudgeBadge standing={standing} names={names} />
      </header>
      {state === "stale" && certificate && (
        <p className="status warn">
          {fill(words.changed, {
            date: dayText(certificate.measuredAt),
            what: changed.map((change) => words.changes[change]).join(", "),
          })}
        </p>
      )}
      {certificate && (
        <div className={state === "stale" ? "judge-stale" : undefined}>
          <Certificate certificate={certificate} />
        </div>
      )}
      {told && <DiagnosisView diagnosis={told} />}
      {running ? (
        <p className="row wrap">
          <span role="status">
            {fill(words.measuring, { done: running.done.toLocaleString(), of: running.of.toLocaleString() })}
          </span>
          <button
            type="button"
            className="button"
            onClick={() => void attempt(window.assay["judges.stop"](judge))}
          >
            {words.stop}
          </button>
        </p>
      ) : (
        <div className="row wrap">
          <button
            type="button"
            className="button primary"
            aria-disabled={isBusy || weight === null}
            onClick={() => {
              if (!isBusy && weight !== null) void attempt(window.assay["judges.measure"](judge));
            }}
          >
            {measureName(state === "measured", weight)}
          </button>
          <button type="button" className="button" onClick={() => setMarking(true)}>
            <Icon of={PencilLine} size={14} />
            {words.grade}
          </button>
        </div>
      )}
      {isBusy && <p className="muted small">{words.waits}</p>}
      {weight && !running && <Weight weight={weight} />}
      {isNewer && weight.labels > measuredLabels && <p className="note">{words.newer}</p>}
      {state === "measured" && certificate && (
        <Corrections evaluation={evaluation} judge={judge} stamp={`${certificate.id} ${evaluation.stamp}`} />
      )}
      {weight && weight.labels > 0 && (
        <Disagreements
          evaluation={evaluation}
          judge={judge}
          form={grader.verdict.form}
          stamp={`${weight.labels} ${evaluation.stamp}`}
          onRow={onRow}
        />
      )}
      {isMarking && (
        <Marking
          evaluation={evaluation}
          judge={grader}
          onClose={() => {
            setMarking(false);
            void weigh();
          }}
        />
      )}
    </section>
  );
}

const measureName = (isMeasured: boolean, weight: JudgeWeight | null): string =>
  isMeasured
    ? words.measureAgain
    : weight && weight.asked > 0 && weight.requests > 0
      ? words.continue
      : words.measure;

/** What measuring takes, and what the person has graded so far. */
function Weight({ weight }: { weight: JudgeWeight }) {
  const { answers, asked, requests, cost, labels, seen, fromVotes } = weight;
  const price =
    cost === null
      ? words.cost.unknown
      : cost.amount === 0
        ? words.cost.free
        : fill(words.cost.about, { amount: formatCost(cost) });
  const counts = {
    count: requests.toLocaleString(),
    answers: (answers - asked).toLocaleString(),
    cost: price,
  };
  const form = requests === 1 ? words.cost.requests.one : words.cost.requests.many;
  return (
    <p className="muted small judge-weight">
      {requests === 0 ? words.cost.nothing : fill(form, counts)}{" "}
      {asked > 0 && requests > 0 && fill(words.cost.rest, { asked, answers })}{" "}
      {labels > 0 &&
        fill(labels === 1 ? words.labels.one : words.labels.many, { count: labels.toLocaleString() })}{" "}
      {fromVotes > 0 &&
        fill(fromVotes === 1 ? words.fromVotes.one : words.fromVotes.many, {
          count: fromVotes.toLocaleString(),
        })}{" "}
      {seen > 0 &&
        fill(seen === 1 ? words.labelsSeen.one : words.labelsSeen.many, { count: seen.toLocaleString() })}
    </p>
  );
}
