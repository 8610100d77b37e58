import { useState } from "react";
import type { DatasetMethod } from "../../preload/contract/dataset-rules.ts";
import type { Dataset } from "../../preload/contract/datasets.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Input } from "../../preload/contract/index.ts";
import { exportTargets } from "../../preload/export-targets.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { ChoiceField } from "../ui/choice-field.tsx";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Radios } from "../ui/radios.tsx";
import { partName, parts } from "./rows/view.ts";

const words = strings.datasets.export;
const { methods: methodWords } = strings.datasets;
type Format = Input<"datasets.export">["format"];
type Part = Input<"datasets.export">["part"];
const formats: Format[] = ["jsonl", "csv", "parquet"];

/** What the rows of a method can be exported for. */
const methodsFor = (method: DatasetMethod): DatasetMethod[] =>
  exportTargets[method].filter((target) => target !== "prompt_completion");

/** Asks how to write a dataset to a file, and writes it. */
export function ExportDialog({ dataset, onClose }: { dataset: Dataset; onClose: () => void }) {
  const [format, setFormat] = useState<Format>("jsonl");
  const [method, setMethod] = useState(dataset.method);
  const [part, setPart] = useState<Part>(null);
  const [isGzip, setGzip] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const canPack = format !== "parquet";
  const go = async () => {
    setBusy(true);
    const answer = await window.assay["datasets.export"]({
      id: dataset.id,
      version: null,
      format,
      method,
      part,
      isGzip: isGzip && canPack,
    });
    setBusy(false);
    setDiagnosis(answer.ok ? null : answer.error.diagnosis);
    // Its progress is on the page.
    if (answer.ok && answer.data) onClose();
  };
  return (
    <Dialog title={fill(words.title, { name: dataset.name })} onClose={onClose}>
      <Radios
        legend={words.format}
        value={format}
        choices={formats.map((value) => ({ value, label: words.formats[value] }))}
        describedBy="export-note"
        onChange={setFormat}
      />
      <p id="export-note" className="muted small">
        {words.notes[format]}
      </p>
      <div className="intake-grid">
        <ChoiceField
          label={words.method}
          value={method}
          choices={methodsFor(dataset.method).map((value) => ({ value, label: methodWords[value] }))}
          onChange={setMethod}
        />
        <ChoiceField
          label={words.part}
          value={part ?? ""}
          choices={[
            { value: "", label: words.all },
            ...parts.map((value) => ({ value, label: partName(value) })),
          ]}
          onChange={(chosen) => setPart(chosen === "" ? null : chosen)}
        />
      </div>
      <label className="row">
        <input
          type="checkbox"
          checked={isGzip && canPack}
          disabled={!canPack}
          onChange={({ target }) => setGzip(target.checked)}
        />
        {words.gzip}
      </label>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {strings.datasets.cancel}
        </button>
        <button type="button" className="button primary" disabled={isBusy} onClick={() => void go()}>
          {words.go}
        </button>
      </div>
    </Dialog>
  );
}
