import { type ReactNode, useState } from "react";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { EditDialog } from "../votes/index.ts";
import { useEdits } from "./edits-state.ts";
import { useCompare } from "./state.ts";

const words = strings.votes.edits;

/** An answer, and where a person made it better, theirs instead; the one that came is a click away. */
export function Edited({ runId, children }: { runId: string; children: ReactNode }) {
  const edit = useEdits(({ edits }) => edits[runId]);
  const [isOriginal, setOriginal] = useState(false);
  if (!edit) return children;
  return (
    <>
      <div className="row edited">
        <span className="chip">{words.chip}</span>
        <fieldset className="row" aria-label={words.show}>
          {[true, false].map((original) => (
            <button
              key={String(original)}
              type="button"
              className="button quiet"
              aria-pressed={isOriginal === original}
              onClick={() => setOriginal(original)}
            >
              {original ? words.original : words.edited}
            </button>
          ))}
        </fieldset>
      </div>
      {isOriginal ? children : <Markdown key={edit.at} text={edit.text} running={false} />}
    </>
  );
}

/** A column's answer to be made better; what was made of it before is changed further. */
export function EditAnswer(props: { columnId: string; number: number; onClose: () => void }) {
  const { columnId, number, onClose } = props;
  const run = useCompare(({ runs }) => runs[columnId]);
  const edit = useEdits(({ edits }) => edits[run?.id ?? ""]);
  if (!run) return null;
  const { id: runId, comparisonId } = run;
  return (
    <EditDialog
      title={fill(words.title, { number })}
      text={edit?.text ?? run.text}
      onSave={(text) => window.assay["edits.keep"]({ comparisonId, runId, text })}
      onRemove={edit && (() => void window.assay["edits.remove"]({ id: edit.id }).then(onClose))}
      onClose={onClose}
    />
  );
}
