import { useMemo, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { EvaluationRows } from "../../../preload/contract/evaluation-verdicts.ts";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { evaluationResults } from "../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { attempting } from "../../calls.ts";
import { useDatasets } from "../../datasets/index.ts";
import { counted } from "../../figures/counted.ts";
import { goTo } from "../../route.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Radios } from "../../ui/radios.tsx";
import { TextField } from "../../ui/text-field.tsx";

const words = evaluationResults.toDataset;
const ways = ["made", "existing"] as const;
type Way = (typeof ways)[number];
/** Characters of a dataset's name and of a tag; see the contract. */
const nameLimit = 200;
const tagLimit = 40;

/** Puts rows into a dataset, a new one or one that is there, and then leads there. */
export function ToDataset(props: {
  evaluation: Evaluation;
  choice: EvaluationRows;
  count: number;
  onClose: () => void;
}) {
  const { evaluation, choice, count, onClose } = props;
  const ready = (useDatasets(({ list }) => list) ?? []).filter(({ state, job }) => state === "ready" && !job);
  const [way, setWay] = useState<Way>("made");
  const [name, setName] = useState(() => fill(suggestedFor(choice), { name: evaluation.name }));
  const [datasetId, setDataset] = useState("");
  const [tag, setTag] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [made, setMade] = useState<{ datasetId: string; rows: number } | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const attempt = useMemo(() => attempting(setDiagnosis), []);
  const isWhole = way === "made" ? name.trim() !== "" : ready.some(({ id }) => id === datasetId);
  const add = async () => {
    if (isBusy || !isWhole) return;
    setBusy(true);
    setMade(
      await attempt(
        window.assay["evaluationVerdicts.toDataset"]({
          id: evaluation.id,
          choice,
          into: way === "made" ? { name: name.trim() } : { datasetId },
          tag: tag.trim() || null,
        }),
      ),
    );
    setBusy(false);
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      {made === null ? (
        <form
          className="dialog-form"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <p>{counted(words.text, count)}</p>
          {ready.length > 0 && (
            <Radios
              legend={words.into}
              value={way}
              choices={ways.map((value) => ({ value, label: words.ways[value] }))}
              onChange={setWay}
            />
          )}
          {way === "made" ? (
            <TextField label={words.name} value={name} maxLength={nameLimit} onChange={setName} />
          ) : (
            <ChoiceField
              label={words.dataset}
              value={datasetId}
              choices={[
                { value: "", label: words.pick },
                ...ready.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={setDataset}
            />
          )}
          <TextField
            label={words.tag}
            hint={words.tagHint}
            value={tag}
            maxLength={tagLimit}
            onChange={setTag}
          />
          <div className="actions">
            <button type="button" className="button" onClick={onClose}>
              {words.cancel}
            </button>
            <button type="submit" className="button primary" disabled={isBusy || !isWhole}>
              {isBusy ? words.adding : words.add}
            </button>
          </div>
        </form>
      ) : (
        <>
          <p role="status">{counted(words.done, made.rows)}</p>
          <div className="actions">
            <button type="button" className="button" onClick={onClose}>
              {words.close}
            </button>
            <button type="button" className="button primary" onClick={() => goTo("datasets", made.datasetId)}>
              {words.open}
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}

/** A name for a dataset of the rows that a view shows, or that were chosen. */
function suggestedFor(choice: EvaluationRows): string {
  const filter = "view" in choice ? choice.view.filter : "all";
  return filter === "worse" || filter === "failed" ? words.suggestedOf[filter] : words.suggested;
}
