import type { FoundEvaluation, SealsFound } from "../../../preload/contract/evaluation-files.ts";
import { evaluationFiles } from "../../../preload/strings/evaluation-files.ts";
import { evaluationReport } from "../../../preload/strings/evaluation-report.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { discardFound, saveFound, useEvaluationFiles } from "./state.ts";

const words = evaluationFiles.found;

/** What was found in files, and what of it can't be taken, before anything is saved. */
export function Found({ found }: { found: FoundEvaluation }) {
  const isBusy = useEvaluationFiles(({ isBusy }) => isBusy);
  const diagnosis = useEvaluationFiles(({ diagnosis }) => diagnosis);
  const { name, holds, origin, rows, answers, models, graders, ungraded, seals } = found;
  const count = (value: number) => value.toLocaleString();
  return (
    <Dialog title={fill(words.title, { name })} onClose={discardFound}>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      <div className="found-parts">
        <p>
          {fill(words[holds], {
            origin: evaluationReport.origins[origin],
            rows: count(rows),
            answers: count(answers),
          })}
        </p>
        {holds === "results" && <p className="muted small">{words.readOnly}</p>}
        {models.length > 0 && <p dir="auto">{fill(words.models, { names: models.join(", ") })}</p>}
        {graders.length > 0 && <p dir="auto">{fill(words.graders, { names: graders.join(", ") })}</p>}
        {ungraded > 0 && <p>{fill(words.ungraded, { count: count(ungraded) })}</p>}
        {seals && <Seals seals={seals} />}
        <LeftOut found={found} />
        <Columns found={found} />
        <Scripts found={found} />
      </div>
      <div className="actions">
        <button type="button" className="button" onClick={discardFound}>
          {words.cancel}
        </button>
        <button type="button" className="button primary" disabled={isBusy} onClick={() => void saveFound()}>
          {isBusy ? words.saving : words.save}
        </button>
      </div>
    </Dialog>
  );
}

function Seals({ seals }: { seals: SealsFound }) {
  const { sealed, sealHolds, sealBroken, sealHint } = evaluationFiles;
  const names: Record<string, string> = sealed;
  const parts = [...seals.changed.map((name) => names[name] ?? name), ...seals.graders].join(", ");
  return (
    <section aria-label={words.seal}>
      <h3>{words.seal}</h3>
      <p className={seals.isWhole ? "status" : "status danger"}>
        {seals.isWhole ? sealHolds : fill(sealBroken, { parts })}
      </p>
      <p className="muted small files-path">{fill(sealHint, { seal: seals.whole })}</p>
    </section>
  );
}

function LeftOut({ found: { leftOut } }: { found: FoundEvaluation }) {
  if (leftOut.length === 0) return null;
  return (
    <section aria-label={words.leftOut}>
      <h3>{words.leftOut}</h3>
      <ul>
        {leftOut.map(({ code, count, names }) => (
          <li key={code} dir="auto">
            {fill(names.length === 0 ? words.leftOutOne : words.leftOutNames, {
              what: evaluationFiles.leftOut[code],
              count: count.toLocaleString(),
              names: names.join(", "),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Columns({ found: { columns } }: { found: FoundEvaluation }) {
  if (columns.length === 0) return null;
  return (
    <section aria-label={words.columns}>
      <h3>{words.columns}</h3>
      <ul>
        {columns.map(({ name, as, of }) => (
          <li key={name} dir="auto">
            {fill(of === "" ? words.column : words.columnOf, { name, use: evaluationFiles.uses[as], of })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Scripts({ found: { scripts } }: { found: FoundEvaluation }) {
  if (scripts.length === 0) return null;
  return (
    <section aria-label={words.scripts}>
      <h3>{words.scripts}</h3>
      <p className="muted small">{words.scriptsHint}</p>
      {scripts.map(({ name, source }) => (
        <details key={name}>
          <summary dir="auto">{name}</summary>
          <pre dir="ltr">{source}</pre>
        </details>
      ))}
    </section>
  );
}
