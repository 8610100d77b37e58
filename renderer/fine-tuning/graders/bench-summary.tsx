import type { GraderBench } from "../../../preload/contract/graders.ts";
import { graders } from "../../../preload/strings/graders.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { agreementTexts, calibrationOf, fitsText, shareText } from "./verdict.ts";

const words = graders.bench;

/** What a bench has shown: who fails, how the two places agree, and what the service thinks of the grader. */
export function BenchSummary({ bench }: { bench: GraderBench }) {
  const { failing, agreement, asked, isValid, diagnosis, state } = bench;
  const share = failing.here ?? failing.there;
  const fits = fitsText(bench);
  const isServed = asked.service !== null;
  return (
    <div className="bench-summary">
      <dl className="facts">
        <div className="fact">
          <dt>{words.failing}</dt>
          <dd>
            <span className="bench-shares">
              <span>
                {words.failingHere} <b>{shareText(failing.here)}</b>
              </span>
              {isServed && (
                <span>
                  {words.failingThere} <b>{shareText(failing.there)}</b>
                </span>
              )}
            </span>
            {share && (
              <span className="muted">
                {words.calibration.title} {words.calibration[calibrationOf(share)]}
              </span>
            )}
          </dd>
        </div>
        {isServed && (
          <div className="fact">
            <dt>{words.agreement}</dt>
            <dd>
              {agreementTexts(agreement).join(", ")}
              {agreement.spearman !== null && <span className="bench-line muted">{words.rankRule}</span>}
              {fits !== null && <span className="bench-line">{fits}</span>}
            </dd>
          </div>
        )}
      </dl>
      {isServed && isValid !== null && (
        <p className={`status small ${isValid ? "ok" : "danger"}`}>{isValid ? words.valid : words.invalid}</p>
      )}
      {isServed && isValid === null && diagnosis && state !== "running" && (
        <p className="status warn small">{words.notAsked}</p>
      )}
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
    </div>
  );
}
