import "./edit-dialog.css";
import { useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Answer } from "../../preload/contract/index.ts";
import type { Edit } from "../../preload/contract/votes.ts";
import { strings } from "../../preload/strings/en.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";

const words = strings.votes.edits;

/** An answer to be made better. It closes once that is kept. */
export function EditDialog(props: {
  title: string;
  text: string;
  onSave: (text: string) => Promise<Answer<Edit>>;
  /** Where there is an edit that can be deleted. */
  onRemove?: (() => void) | undefined;
  onClose: () => void;
}) {
  const { title, onSave, onRemove, onClose } = props;
  const [text, setText] = useState(props.text);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const save = async () => {
    const answer = await onSave(text);
    if (answer.ok) onClose();
    else setDiagnosis(answer.error.diagnosis);
  };
  return (
    <Dialog wide title={title} onClose={onClose}>
      <p className="small muted">{words.hint}</p>
      <textarea
        dir="auto"
        className="edited-text"
        rows={16}
        aria-label={words.text}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      <div className="actions">
        {onRemove && (
          <button type="button" className="button quiet" onClick={onRemove}>
            {words.remove}
          </button>
        )}
        <span className="grow" />
        <button type="button" className="button" onClick={onClose}>
          {words.cancel}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={text.trim() === "" || text === props.text}
          onClick={() => void save()}
        >
          {words.save}
        </button>
      </div>
    </Dialog>
  );
}
