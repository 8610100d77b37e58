import "./evaluations.css";
import { ListChecks, Plus } from "lucide-react";
import { useEffect } from "react";
import { evaluations as words } from "../../preload/strings/evaluations.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { useKeptFocus } from "../ui/kept-focus.ts";
import { EvaluationList } from "./list.tsx";
import { EvaluationPage } from "./page.tsx";
import { beginEvaluation, leaveEvaluation, openEvaluation, useEvaluations } from "./state.ts";

/** The evaluations there are, and the one that is shown. */
export function EvaluationsScreen({ evaluationId }: { evaluationId: string | null }) {
  useKeptFocus(restingPlaces);
  useEffect(() => {
    if (evaluationId !== null) void openEvaluation(evaluationId);
    return leaveEvaluation;
  }, [evaluationId]);
  return (
    <main className="screen evaluations">
      <EvaluationList shown={evaluationId} />
      <div className="work" tabIndex={-1}>
        {evaluationId === null ? <Nothing /> : <EvaluationPage key={evaluationId} />}
      </div>
      <Told />
    </main>
  );
}

/** Where the focus goes when what had it is gone. Nothing that a key pressed before would set off. */
const restingPlaces = [".pane .item[aria-current]", ".work"];

/** What is shown while nothing is open: the one next step. */
function Nothing() {
  const isEmpty = useEvaluations(({ list }) => list?.length === 0);
  const diagnosis = useEvaluations(({ diagnosis }) => diagnosis);
  return (
    <>
      <div className="bar">
        <h1>{words.title}</h1>
      </div>
      {diagnosis && (
        <div className="notice">
          <DiagnosisView diagnosis={diagnosis} />
        </div>
      )}
      <div className="empty">
        <Icon of={ListChecks} size={32} />
        <h2>{isEmpty ? words.emptyTitle : words.pickTitle}</h2>
        <p className="evaluation-words">{isEmpty ? words.emptyText : words.pickText}</p>
        <button type="button" className="button primary large" onClick={() => void beginEvaluation()}>
          <Icon of={Plus} />
          {words.new}
        </button>
      </div>
    </>
  );
}

/** Says what has happened to whoever does not see it. */
function Told() {
  const ended = useEvaluations(({ ended }) => ended);
  return (
    <p className="unseen" role="status">
      {ended}
    </p>
  );
}
