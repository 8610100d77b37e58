import { useMemo, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import type { Input } from "../../../preload/contract/index.ts";
import { evaluationResults } from "../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { attempting } from "../../calls.ts";
import { counted } from "../../figures/counted.ts";
import { goTo } from "../../route.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";

const words = evaluationResults.toDataset;
/** Characters of a dataset's name; see the contract. */
const nameLimit = 200;

/** Puts rows into a dataset, and then leads there. */
export function ToDataset(props: {
  evaluation: Evaluation;
  choice: Input<"evaluationVerdicts.toDataset">["choice"];
  count: number;
  onClose: () => void;
}) {
  const { evaluation, choice, count, onClose } = props;
  const [name, setName] = useState(fill(words.suggested, { name: evaluation.name }));
  const [isBusy, setBusy] = useState(false);
  const [made, setMade] = useState<{ datasetId: string; rows: number } | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const attempt = useMemo(() => attempting(setDiagnosis), []);
  const add = async () => {
    if (isBusy || name.trim() === "") return;
    setBusy(true);
    setMade(
      await attempt(
        window.assay["evaluationVerdicts.toDataset"]({
          id: evaluation.id,
          choice,
          into: { name: name.trim() },
          tag: null,
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
          <label className="field">
            {words.name}
            <span className="input">
              <input
                dir="auto"
                value={name}
                maxLength={nameLimit}
                onChange={({ target }) => setName(target.value)}
              />
            </span>
          </label>
          <div className="actions">
            <button type="button" className="button" onClick={onClose}>
              {words.cancel}
            </button>
            <button type="submit" className="button primary" disabled={isBusy || name.trim() === ""}>
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
