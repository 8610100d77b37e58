import type { ModelScore } from "../../../preload/contract/evaluation-verdicts.ts";
import { evaluationResults } from "../../../preload/strings/evaluation-results.ts";
import { reasonText } from "../../../preload/strings/reason-text.ts";

const words = evaluationResults.scores;

/** How many rows have no score, and why. */
export function Ungraded({ score: { ungraded, reasons } }: { score: ModelScore }) {
  return (
    <>
      {ungraded === 0 ? (
        <span className="muted">0</span>
      ) : (
        <span className="status warn">{ungraded.toLocaleString()}</span>
      )}
      {reasons.length > 0 && (
        <ul className="small muted score-reasons" aria-label={words.ungradedReasons}>
          {reasons.map(({ code, rows }) => (
            <li key={code}>
              {rows.toLocaleString()}: {reasonText(code)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
