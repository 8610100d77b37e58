import { useEffect, useMemo, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { EvaluationAgainst } from "../../../preload/contract/evaluation-verdicts.ts";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { evaluationResults } from "../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { attempting } from "../../calls.ts";
import { linkTo } from "../../route.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { LongTable } from "../../ui/long-table.tsx";
import { useEvaluations } from "../state.ts";
import { type Aim, modelName } from "./aim.tsx";
import { Choice } from "./choice.tsx";
import { scoreText } from "./numbers.ts";
import { useReading } from "./reading.ts";
import { Difference } from "./verdict/difference.tsx";

const words = evaluationResults.against;

/** A model held against one of another evaluation, row by row: what got better, and which rows got worse. */
export function Against(props: { evaluation: Evaluation; aim: Aim; onRow: (row: number) => void }) {
  const { evaluation, aim, onRow } = props;
  const { id, settings, stamp } = evaluation;
  const list = useEvaluations(({ list }) => list);
  const others = (list ?? []).filter(
    (one) => one.id !== id && one.state !== "draft" && one.state !== "preparing",
  );
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const attempt = useMemo(() => attempting(setDiagnosis), []);
  const [modelId, setModel] = useState(
    () => settings.models.find((one) => one.id !== aim.baseline)?.id ?? settings.models[0]?.id ?? "",
  );
  const [otherId, setOther] = useState("");
  const [other, setOtherEvaluation] = useState<Evaluation | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    setOtherEvaluation(null);
    setAsked(null);
    if (otherId === "") return;
    let isOld = false;
    void attempt(window.assay["evaluations.get"]({ id: otherId }), "other").then((read) => {
      if (!isOld) setOtherEvaluation(read);
    });
    return () => {
      isOld = true;
    };
  }, [otherId, attempt]);
  const otherModelId = other === null ? null : (asked ?? usualModel(evaluation, modelId, other));
  const read = useMemo(
    () => async () =>
      otherModelId === null
        ? null
        : attempt(
            window.assay["evaluationVerdicts.against"]({ id, modelId, otherId, otherModelId }),
            "against",
          ),
    [id, modelId, otherId, otherModelId, attempt],
  );
  const { value, isOld } = useReading(read, stamp);
  const found = isOld || otherModelId === null ? null : value;
  if (others.length === 0) return <p className="empty muted">{words.none}</p>;
  return (
    <section className="results-against" aria-label={words.title}>
      <p className="muted">{words.hint}</p>
      <fieldset className="results-bar row wrap" aria-label={words.title}>
        <Choice
          label={words.model}
          value={modelId}
          choices={settings.models.map(({ id, name }) => [id, name])}
          onChange={setModel}
        />
        <Choice
          label={words.other}
          value={otherId}
          choices={[["", words.choose], ...others.map(({ id, name }) => [id, name] as const)]}
          onChange={setOther}
        />
        {other && otherModelId !== null && (
          <Choice
            label={words.otherModel}
            value={otherModelId}
            choices={other.settings.models.map(({ id, name }) => [id, name])}
            onChange={setAsked}
          />
        )}
        {other && (
          <a className="link small" href={linkTo("evaluations", other.id)}>
            {words.openOther}
          </a>
        )}
      </fieldset>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      {other && found === null && !diagnosis && (
        <p className="muted" role="status">
          {evaluationResults.reading}
        </p>
      )}
      {other && found && otherModelId !== null && (
        <Found
          found={found}
          names={{
            model: modelName(evaluation, modelId),
            baseline: fill(words.named, { model: modelName(other, otherModelId), evaluation: other.name }),
          }}
          graderName={(graderId) => settings.graders.find((one) => one.id === graderId)?.name ?? graderId}
          onRow={onRow}
        />
      )}
    </section>
  );
}

/** The model of another evaluation that is most likely meant: the same deployment, or its first. */
function usualModel(evaluation: Evaluation, modelId: string, other: Evaluation): string | null {
  const model = evaluation.settings.models.find(({ id }) => id === modelId);
  const { models } = other.settings;
  return (models.find(({ deployment }) => deployment === model?.deployment) ?? models[0])?.id ?? null;
}

function Found(props: {
  found: EvaluationAgainst;
  names: { model: string; baseline: string };
  graderName: (id: string) => string;
  onRow: (row: number) => void;
}) {
  const { found, names, graderName, onRow } = props;
  const { differences, unlike, rows, regressions, worse } = found;
  const count = (value: number) => value.toLocaleString();
  return (
    <>
      <p className="small">
        {fill(words.rows, {
          both: count(rows.both),
          only: count(rows.only),
          onlyOther: count(rows.onlyOther),
        })}
      </p>
      {unlike.length > 0 && (
        <p className="note">{fill(words.unlike, { names: unlike.map(graderName).join(", ") })}</p>
      )}
      {differences.length === 0 && <p className="muted">{words.noRows}</p>}
      <ul className="verdict-list" aria-label={words.differences}>
        {differences.map((one) => (
          <Difference
            key={one.graderId}
            title={graderName(one.graderId)}
            difference={one}
            names={names}
            scores={[]}
          />
        ))}
      </ul>
      <h2>{worse === 0 ? words.noRegressions : fill(words.regressionsOf, { count: count(worse) })}</h2>
      {regressions.length > 0 && (
        <LongTable
          className="against-rows"
          label={words.regressions}
          count={regressions.length}
          head={
            <>
              <th scope="col" className="number">
                {words.row}
              </th>
              <th scope="col">{words.asked}</th>
              <th scope="col" className="number">
                {words.before}
              </th>
              <th scope="col" className="number">
                {words.after}
              </th>
            </>
          }
          row={(index) => <Regression regression={regressions[index]} onRow={onRow} />}
        />
      )}
    </>
  );
}

function Regression(props: {
  regression: EvaluationAgainst["regressions"][number] | undefined;
  onRow: (row: number) => void;
}) {
  const { regression, onRow } = props;
  if (!regression) return <td />;
  const { row, asked, before, after } = regression;
  const shown = (row + 1).toLocaleString();
  return (
    <>
      <td className="number">
        <button
          type="button"
          className="link"
          aria-label={fill(words.open, { row: shown })}
          onClick={() => onRow(row)}
        >
          {shown}
        </button>
      </td>
      <td dir="auto">{asked}</td>
      <td className="number">{scoreText(before)}</td>
      <td className="number">{scoreText(after)}</td>
    </>
  );
}
