import "./export.css";
import { useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { BundleFormat } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";

const words = strings.bundles;
const formats: BundleFormat[] = ["bundle", "html", "markdown", "csv", "json", "promptfoo"];
const notes: Record<BundleFormat, string> = { ...strings.measured.exports.notes, ...words.notes };

/** Asks how to write a series, or what a comparison's columns answered last, to a file, and says what that does. */
export function ExportDialog(props: {
  of: "series" | "comparisons";
  id: string;
  title: string;
  onClose: () => void;
}) {
  const { of, id, title, onClose } = props;
  const [format, setFormat] = useState<BundleFormat>("bundle");
  const [endpoints, setEndpoints] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [isWriting, setWriting] = useState(false);
  const save = async () => {
    setSaved(null);
    setWriting(true);
    const withEndpoints = endpoints && format === "bundle";
    const answer = await window.assay[`${of}.export`]({ id, format, endpoints: withEndpoints });
    setWriting(false);
    setDiagnosis(answer.ok ? null : answer.error.diagnosis);
    setSaved(answer.ok ? answer.data : null);
  };
  return (
    <Dialog title={fill(words.exportTitle, { title })} onClose={onClose}>
      <fieldset className="formats">
        <legend>{words.format}</legend>
        {formats.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="format"
              checked={format === one}
              onChange={() => setFormat(one)}
              aria-describedby={format === one ? "format-note" : undefined}
            />
            <span>{words.formats[one]}</span>
            <span className="muted small mono">{words.endings[one]}</span>
          </label>
        ))}
      </fieldset>
      <p id="format-note" className="note">
        {notes[format]}
      </p>
      {format === "bundle" && (
        <label className="formats-check">
          <input
            type="checkbox"
            checked={endpoints}
            onChange={({ target }) => setEndpoints(target.checked)}
          />
          <span>
            {words.endpoints}
            <span className="muted small"> {words.endpointsHint}</span>
          </span>
        </label>
      )}
      <div role="status">
        {saved && <p className="selectable small">{fill(words.saved, { path: saved })}</p>}
      </div>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {saved ? words.close : words.cancel}
        </button>
        <button type="button" className="button primary" disabled={isWriting} onClick={() => void save()}>
          {isWriting ? words.writing : words.choose}
        </button>
      </div>
    </Dialog>
  );
}
