import "./files.css";
import { evaluationFiles as words } from "../../../preload/strings/evaluation-files.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Again } from "./again.tsx";
import { Found } from "./found.tsx";
import { cancelFiles, dismissFiles, useEvaluationFiles } from "./state.ts";

/** What is above the section while files are read or written, and what came of it. */
export function EvaluationFiles() {
  const { found, again, written, diagnosis } = useEvaluationFiles();
  return (
    <>
      {found && <Found found={found} />}
      {again && <Again evaluation={again} />}
      {!found && !again && <Working />}
      {!found && !again && diagnosis && (
        <Dialog title={words.failed} onClose={dismissFiles}>
          <DiagnosisView diagnosis={diagnosis} />
          <Close />
        </Dialog>
      )}
      {written && (
        <Dialog title={words.exportTitle} onClose={dismissFiles}>
          <p className="files-path" role="status">
            {fill(written.seal === null ? words.exported : words.exportedSeal, {
              path: written.path,
              seal: written.seal ?? "",
            })}
          </p>
          <Close />
        </Dialog>
      )}
    </>
  );
}

const Close = () => (
  <div className="actions">
    <button type="button" className="button" onClick={dismissFiles}>
      {words.close}
    </button>
  </div>
);

/** How far reading or writing is, and what ends it. */
function Working() {
  const progress = useEvaluationFiles(({ progress }) => progress);
  if (!progress) return null;
  const { phase, done, total } = progress;
  const text = fill(words.phases[phase] ?? words.looking, {
    done: done.toLocaleString(),
    total: (total ?? 0).toLocaleString(),
  });
  return (
    <Dialog title={words.looking} onClose={cancelFiles}>
      <p role="status">{text}</p>
      <progress
        aria-label={words.looking}
        {...(total !== null && { value: done, max: Math.max(1, total) })}
      />
      <div className="actions">
        <button type="button" className="button" onClick={cancelFiles}>
          {words.stop}
        </button>
      </div>
    </Dialog>
  );
}
