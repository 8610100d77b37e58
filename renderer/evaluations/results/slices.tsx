import { useMemo, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { MatrixView } from "../../../preload/contract/evaluation-results.ts";
import type { SliceBy } from "../../../preload/contract/evaluation-verdicts.ts";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { evaluationResults } from "../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { attempting } from "../../calls.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { type Aim, AimFields, baselineAsked, modelName } from "./aim.tsx";
import { Choice } from "./choice.tsx";
import { everyMatrixRow } from "./matrix/view.ts";
import { useReading } from "./reading.ts";
import { ScoreTable } from "./score-table.tsx";
import { Slice } from "./slice.tsx";
import { methodName } from "./verdict/methods.ts";

const words = evaluationResults.slices;

const ways = ["tag", "label", "language", "length"] as const;
/** What a field's name has before it among the choices, so that none is taken for a way. */
const fieldMark = "field ";

/** How a model does in parts of the rows, against the baseline. */
export function Slices(props: {
  evaluation: Evaluation;
  aim: Aim;
  onAim: (aim: Aim) => void;
  /** Shows the rows of a view. */
  onRows: (view: MatrixView) => void;
}) {
  const { evaluation, aim, onAim, onRows } = props;
  const { id, settings, stamp } = evaluation;
  // Every row has a length, while tags, labels and fields may be missing.
  const [chosen, setChosen] = useState<string>("length");
  const [asked, setAsked] = useState<string | null>(null);
  const modelId = modelOf(settings.models, asked, aim.baseline);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const attempt = useMemo(() => attempting(setDiagnosis), []);
  const { baseline, lead } = aim;
  const asks = baselineAsked(aim);
  const readFields = useMemo(
    () => () => attempt(window.assay["evaluationVerdicts.sliceFields"]({ id }), "fields"),
    [id, attempt],
  );
  const fields = useReading(readFields, "").value ?? [];
  const read = useMemo(() => {
    const by = sliceBy(chosen);
    return () =>
      attempt(
        window.assay["evaluationVerdicts.slices"]({ id, by, graderId: lead, modelId, baseline: asks }),
        "slices",
      );
  }, [id, chosen, lead, modelId, asks, attempt]);
  const { value, isOld } = useReading(read, stamp);
  const correction = value?.slices.find(({ difference }) => difference)?.difference?.correction;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <section className="scroll results-verdict" aria-label={words.title} aria-busy={isOld} tabIndex={0}>
      <AimFields evaluation={evaluation} aim={aim} onAim={onAim} />
      <fieldset className="results-bar row wrap" aria-label={words.title}>
        <Choice
          label={words.by}
          value={chosen}
          choices={[
            ...ways.map((way) => [way, words.ways[way]] as const),
            ...fields.map((name) => [`${fieldMark}${name}`, fill(words.field, { name })] as const),
          ]}
          onChange={setChosen}
        />
        <Choice
          label={words.model}
          value={modelId}
          choices={settings.models.map(({ id, name }) => [id, name])}
          onChange={setAsked}
        />
      </fieldset>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      {value === null && !diagnosis && (
        <p className="muted" role="status">
          {evaluationResults.reading}
        </p>
      )}
      {value && value.slices.length === 0 && <p className="muted">{words.none}</p>}
      {value && value.slices.length > 0 && (
        <div className={isOld ? "results-body old" : "results-body"}>
          <ScoreTable label={words.label}>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col" className="number">
                  {words.rows}
                </th>
                <th scope="col" className="number">
                  {words.score}
                </th>
                {baseline !== null && (
                  <>
                    <th scope="col">
                      {fill(words.difference, { baseline: modelName(evaluation, baseline) })}
                    </th>
                    <th scope="col" className="number">
                      {words.p}
                    </th>
                  </>
                )}
                <th scope="col">{evaluationResults.scores.ungraded}</th>
                <th scope="col">
                  <span className="unseen">{words.show}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {value.slices.map((slice) => (
                <Slice
                  key={slice.name}
                  slice={slice}
                  hasBaseline={baseline !== null}
                  onShow={
                    (chosen === "tag" || chosen === "label") && slice.name !== ""
                      ? () => onRows({ ...everyMatrixRow(aim), [chosen]: slice.name })
                      : null
                  }
                />
              ))}
            </tbody>
          </ScoreTable>
          {value.more > 0 && (
            <p className="muted small">{fill(words.more, { count: value.more.toLocaleString() })}</p>
          )}
          <p className="muted small">
            {baseline === null
              ? words.noBaseline
              : correction && correction.count > 1
                ? fill(words.corrected, {
                    count: correction.count.toLocaleString(),
                    method: methodName(correction.method),
                  })
                : words.uncorrected}
          </p>
        </div>
      )}
    </section>
  );
}

/** The model that is looked at: the one that was chosen, or the first that is not the baseline. */
const modelOf = (models: readonly { id: string }[], asked: string | null, baseline: string | null): string =>
  asked ?? models.find(({ id }) => id !== baseline)?.id ?? models[0]?.id ?? "";

function sliceBy(chosen: string): SliceBy {
  const way = ways.find((one) => one === chosen);
  return way ?? { field: chosen.slice(fieldMark.length) };
}
