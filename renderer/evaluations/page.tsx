import { evaluations as words } from "../../preload/strings/evaluations.ts";
import { linkTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { DraftPage } from "./draft/page.tsx";
import { ResultsPage } from "./results/page.tsx";
import { useEvaluations } from "./state.ts";

/** The evaluation that is open: what it will do, or what has come of it. */
export function EvaluationPage() {
  const evaluation = useEvaluations(({ open }) => open);
  const diagnosis = useEvaluations(({ diagnosis }) => diagnosis);
  if (evaluation?.state === "draft") return <DraftPage evaluation={evaluation} />;
  if (evaluation) return <ResultsPage evaluation={evaluation} />;
  return (
    <div className="empty">
      <h1 className="unseen">{words.title}</h1>
      {diagnosis ? <DiagnosisView diagnosis={diagnosis} /> : <p role="status">{words.reading}</p>}
      {diagnosis && (
        <a className="button" href={linkTo("evaluations")}>
          {words.backToList}
        </a>
      )}
    </div>
  );
}
