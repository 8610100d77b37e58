import { useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { ServiceFile } from "../../../preload/contract/tuning-plans.ts";
import { explain } from "../../../preload/strings/explain.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { counted } from "../../figures/counted.ts";
import { sizeText } from "../../figures/size.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";

const words = tuningPlans.resource;
/** Files that one call deletes. */
const atOnce = 100;

/** What has become of deleting files. */
export interface Deleted {
  count: number;
  failed: { id: string; name: string; why: string }[];
}

/** Asks before files are deleted at the service, and deletes them. */
export function DeleteDialog(props: {
  connectionId: string;
  files: ServiceFile[];
  onClose: () => void;
  onDone: (deleted: Deleted) => void;
}) {
  const { connectionId, files, onClose, onDone } = props;
  const [isBusy, setBusy] = useState(false);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const needed = files.filter(({ isNeeded }) => isNeeded).length;
  const results = files.filter(({ purpose }) => purpose === "fine-tune-results").length;
  const go = async () => {
    setBusy(true);
    const outcomes: { id: string; diagnosis: Diagnosis | null }[] = [];
    for (let from = 0; from < files.length; from += atOnce) {
      const ids = files.slice(from, from + atOnce).map(({ id }) => id);
      const answer = await window.assay["tuningPlans.deleteFiles"]({ connectionId, ids });
      if (!answer.ok) {
        setBusy(false);
        setDiagnosis(answer.error.diagnosis);
        return;
      }
      outcomes.push(...answer.data);
    }
    const failed = outcomes.flatMap(({ id, diagnosis }) =>
      diagnosis
        ? [{ id, name: files.find((file) => file.id === id)?.name ?? id, why: explain(diagnosis).title }]
        : [],
    );
    onDone({ count: outcomes.length - failed.length, failed });
  };
  return (
    <Dialog title={counted(words.removeTitle, files.length)} onClose={onClose}>
      <ul className="card-notes small files-named">
        {files.map(({ id, name, bytes }) => (
          <li key={id}>
            <span dir="auto">{name}</span> <span className="muted">{sizeText(bytes)}</span>
          </li>
        ))}
      </ul>
      {needed > 0 && <p className="status warn">{counted(words.removeUsed, needed)}</p>}
      {results > 0 && <p className="status warn">{counted(words.removeResults, results)}</p>}
      <p>{words.removeText}</p>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} onHelp={onClose} />}
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {tuningPlans.cancel}
        </button>
        <button type="button" className="button primary" disabled={isBusy} onClick={() => void go()}>
          {isBusy ? words.removing : words.removeGo}
        </button>
      </div>
    </Dialog>
  );
}
