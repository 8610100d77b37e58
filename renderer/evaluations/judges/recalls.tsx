import type { JudgeAgreement, JudgeMeasurement } from "../../../preload/contract/judges.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { judgeCertificates } from "../../../preload/strings/judge-certificates.ts";
import { shareText, stepName } from "./words.ts";

const words = judgeCertificates.recalls;

/** What became of each label that the person gave: how much of it the judge found, and what it gave instead. */
export function Recalls({ form, agreement }: Pick<JudgeMeasurement, "form" | "agreement">) {
  const { recalls = [], table } = agreement ?? ({} as Partial<JudgeAgreement>);
  if (!table || recalls.length === 0) return null;
  // Labels that neither has given say nothing.
  const used = recalls.flatMap(({ label, recall }, place) =>
    recall !== null || table.some((line) => (line[place] ?? 0) > 0)
      ? [{ name: stepName(label, form), recall, place }]
      : [],
  );
  return (
    <details open={form === "label"}>
      <summary className="small">{words.title}</summary>
      <p className="muted small">{words.hint}</p>
      <div className="results-table">
        <table className="score-table judge-recalls" aria-label={words.title}>
          <thead>
            <tr>
              <th scope="col">{words.person}</th>
              <th scope="col">{words.found}</th>
              {used.map(({ name, place }) => (
                <th key={place} scope="col" className="number" dir="auto">
                  {fill(words.judge, { label: name })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {used.map(({ name, recall, place }) => (
              <tr key={place}>
                <th scope="row" dir="auto">
                  {name}
                </th>
                <td>{recall ? shareText(recall) : <span className="muted">{words.never}</span>}</td>
                {used.map(({ place: other }) => {
                  const count = table[place]?.[other] ?? 0;
                  return (
                    <td key={other} className={cellLook(count, place === other)}>
                      {count.toLocaleString()}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Where the two agree is strong, and what never happened stands back. */
const cellLook = (count: number, isSame: boolean): string =>
  ["number", isSame ? "same" : "", count === 0 ? "muted" : ""].filter((one) => one !== "").join(" ");
