import "../../ui/page.css";
import "./results.css";
import { useMemo, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { MatrixView } from "../../../preload/contract/evaluation-results.ts";
import type { EvaluationVerdict } from "../../../preload/contract/evaluation-verdicts.ts";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { evaluationResults as words } from "../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { attempting } from "../../calls.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { JudgeBadge, ownNames } from "../judges/badge.tsx";
import { Corrected } from "../judges/corrected.tsx";
import { JudgesTab } from "../judges/judges-tab.tsx";
import { useStandings } from "../judges/use-standings.ts";
import { RunHeader } from "../running/header.tsx";
import { Against } from "./against.tsx";
import { type Aim, aimOf, baselineAsked } from "./aim.tsx";
import { Matrix } from "./matrix/matrix.tsx";
import { everyMatrixRow, viewAimed } from "./matrix/view.ts";
import { useReading } from "./reading.ts";
import { Slices } from "./slices.tsx";
import type { JudgeState } from "./verdict/scores.tsx";
import { Verdict } from "./verdict/verdict.tsx";

const tabs = ["verdict", "rows", "slices", "against", "judges"] as const;
type Tab = (typeof tabs)[number];

/** What has come of an evaluation: the verdict, all rows, slices, and another evaluation beside it. */
export function ResultsPage({ evaluation }: { evaluation: Evaluation }) {
  const { id, stamp } = evaluation;
  const [tab, setTab] = useState<Tab>("verdict");
  const [aim, setAim] = useState<Aim>(() => aimOf(evaluation));
  const [view, setView] = useState<MatrixView>(() => everyMatrixRow(aim));
  const [shown, setShown] = useState<number | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const attempt = useMemo(() => attempting(setDiagnosis), []);
  const { lead } = aim;
  const baseline = baselineAsked(aim);
  const read = useMemo(
    () => () => attempt(window.assay["evaluationVerdicts.verdict"]({ id, baseline, lead }), "verdict"),
    [id, baseline, lead, attempt],
  );
  const hasJudges = evaluation.settings.graders.some(({ kind }) => kind === "judge");
  const judges = useStandings(id, stamp);
  const told = diagnosis ?? judges.diagnosis;
  const judgeState: JudgeState = (grader) => {
    const standing = judges.value?.find(({ graderId }) => graderId === grader.id);
    return standing && <JudgeBadge standing={standing} names={ownNames(evaluation, standing)} />;
  };
  const correctedBy: JudgeState = ({ id: graderId }) => {
    const standing = judges.value?.find((one) => one.graderId === graderId);
    // What no longer holds corrects nothing.
    if (standing?.state !== "measured" || !standing.certificate) return null;
    const since = `${standing.certificate.id} ${stamp}`;
    return <Corrected evaluation={evaluation} graderId={graderId} stamp={since} />;
  };
  const showRow = (row: number) => {
    setView(everyMatrixRow(aim));
    setShown(row);
    setTab("rows");
  };
  const isBegun = evaluation.rows !== null && evaluation.progress.answers.done > 0;
  const change = (next: Aim) => {
    setAim(next);
    setView((before) => viewAimed(before, next));
  };
  return (
    <>
      <RunHeader evaluation={evaluation} />
      <Standing evaluation={evaluation} />
      {told && (
        <div className="notice page-notice">
          <DiagnosisView diagnosis={told} />
        </div>
      )}
      {!isBegun && evaluation.state !== "kept" ? (
        <p className="empty muted">{words.nothingYet}</p>
      ) : (
        <Tabs
          id="evaluation-results"
          label={words.views}
          tabs={tabs.filter((one) => one !== "judges" || hasJudges)}
          names={words.tabs}
          current={tab}
          onPick={setTab}
        >
          {tab === "verdict" && (
            <VerdictTab
              evaluation={evaluation}
              aim={aim}
              read={read}
              stamp={stamp}
              onAim={change}
              judgeState={judgeState}
              correctedBy={correctedBy}
            />
          )}
          {tab === "rows" && (
            <Matrix evaluation={evaluation} view={view} shown={shown} onView={setView} onShow={setShown} />
          )}
          {tab === "slices" && (
            <Slices
              evaluation={evaluation}
              aim={aim}
              onAim={change}
              onRows={(next) => {
                setView(next);
                setShown(null);
                setTab("rows");
              }}
            />
          )}
          {tab === "against" && <Against evaluation={evaluation} aim={aim} onRow={showRow} />}
          {tab === "judges" && <JudgesTab evaluation={evaluation} standings={judges.value} onRow={showRow} />}
        </Tabs>
      )}
    </>
  );
}

function VerdictTab(props: {
  evaluation: Evaluation;
  aim: Aim;
  read: () => Promise<EvaluationVerdict | null>;
  stamp: number;
  judgeState: JudgeState;
  correctedBy: JudgeState;
  onAim: (aim: Aim) => void;
}) {
  const { read, stamp, ...shown } = props;
  const reading = useReading(read, stamp);
  return <Verdict {...shown} reading={reading} />;
}

/** What is said once every answer is there and models still grade them. */
const grading = { running: "gradingRunning", paused: "gradingPaused" } as const;

/** What has to be known before the results are read: that they are of a part, or come from a file. */
function Standing({ evaluation }: { evaluation: Evaluation }) {
  const { state, origin, progress } = evaluation;
  const { done, of } = progress.answers;
  const counts = { done: done.toLocaleString(), of: of.toLocaleString() };
  const text =
    state === "kept"
      ? fill(words.kept, { origin: words.origins[origin] })
      : state === "running" || state === "paused"
        ? fill(words.partial[done < of ? state : grading[state]], counts)
        : null;
  return text === null || done === 0 ? null : <p className="results-standing note">{text}</p>;
}
