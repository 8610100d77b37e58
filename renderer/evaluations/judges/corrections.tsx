import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import type { JudgeEstimate } from "../../../preload/contract/judges.ts";
import { judgeCertificates } from "../../../preload/strings/judge-certificates.ts";
import { modelName } from "../results/aim.tsx";
import { type JudgeOf, useAsked } from "./use-asked.ts";
import { estimateText } from "./words.ts";

const words = judgeCertificates.corrections;

/** Asks for them. */
export const askCorrections = (judge: JudgeOf) => window.assay["judges.corrections"](judge);

/** What the models would reach by the person's standards, beside what the judge says. */
export function Corrections(props: { evaluation: Evaluation; judge: JudgeOf; stamp: string }) {
  const { evaluation, judge, stamp } = props;
  const corrections = useAsked(judge, askCorrections, stamp);
  if (!corrections || corrections.length === 0) return null;
  const shown = (one: JudgeEstimate, unit: "share" | "score") => estimateText(one, unit === "share");
  return (
    <section className="judge-part">
      <h3>{words.title}</h3>
      <div className="results-table">
        <table className="score-table" aria-label={words.label}>
          <thead>
            <tr>
              <th scope="col">{words.model}</th>
              <th scope="col">{words.raw}</th>
              <th scope="col">{words.corrected}</th>
              <th scope="col">{words.how}</th>
            </tr>
          </thead>
          <tbody>
            {corrections.map(({ modelId, unit, raw, corrected, method }) => (
              <tr key={modelId}>
                <th scope="row" dir="auto">
                  {modelName(evaluation, modelId)}
                </th>
                <td>{shown(raw, unit)}</td>
                <td>{corrected ? shown(corrected, unit) : judgeCertificates.details.unknown}</td>
                <td className="muted small">{method ? words[method] : words.notYet}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
