import { useEffect, useState } from "react";
import type { FixPreview } from "../../preload/contract/datasets.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { differences } from "../../preload/word-differences.ts";
import { counted } from "../figures/counted.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Stretches } from "../ui/stretches.tsx";
import { excerptsOf } from "./excerpts.ts";
import { groupTitle } from "./group-title.ts";
import { change } from "./state.ts";

const words = strings.datasets.fix;
/** Milliseconds after which two texts are too different to be compared here. */
const patience = 100;

/** Shows what mending every finding of a rule would change, before it does. */
export function FixDialog({ id, rule, onClose }: { id: string; rule: string; onClose: () => void }) {
  const [preview, setPreview] = useState<FixPreview | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    let isOld = false;
    void window.assay["datasets.previewFix"]({ id, rule, keys: null }).then((answer) => {
      if (isOld) return;
      setPreview(answer.ok ? answer.data : null);
      setDiagnosis(answer.ok ? null : answer.error.diagnosis);
    });
    return () => {
      isOld = true;
    };
  }, [id, rule]);
  const go = async () => {
    setBusy(true);
    await change(window.assay["datasets.fix"]({ id, rule, keys: null }));
    onClose();
  };
  const total = preview ? preview.changed + preview.removed : 0;
  return (
    <Dialog wide title={fill(words.title, { rule: groupTitle(rule, null) })} onClose={onClose}>
      <div className="fix scroll">
        <div role="status">
          {!preview && !diagnosis && <p className="muted">{words.reading}</p>}
          {preview && <p>{total === 0 ? words.nothing : sumOf(preview)}</p>}
        </div>
        {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
        {preview && preview.examples.length > 0 && (
          <section aria-label={words.examples}>
            <h3>{words.examples}</h3>
            {preview.examples.map((example) => (
              <Example key={example.key} example={example} />
            ))}
          </section>
        )}
      </div>
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {strings.datasets.cancel}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={isBusy || total === 0}
          onClick={() => void go()}
        >
          {words.go}
        </button>
      </div>
    </Dialog>
  );
}

const sumOf = ({ changed, removed, left }: FixPreview) =>
  [
    ...(changed > 0 ? [counted(words.changed, changed)] : []),
    ...(removed > 0 ? [counted(words.removed, removed)] : []),
    ...(left > 0 ? [counted(words.left, left)] : []),
  ].join(" · ");

function Example({ example }: { example: FixPreview["examples"][number] }) {
  const { key, line, before, after } = example;
  const shown = excerptsOf(before, after ?? "");
  const stretches =
    after === null
      ? [{ kind: "removed" as const, text: shown.before }]
      : differences(shown.before, shown.after, patience);
  return (
    <article className="fix-example">
      <h4 className="muted small">
        {line === null ? fill(words.row, { key }) : fill(words.line, { line })}
        {after === null && <span className="status warn">{words.gone}</span>}
      </h4>
      {stretches ? (
        <Stretches stretches={stretches} />
      ) : (
        <>
          <h5 className="muted small">{words.before}</h5>
          <pre className="record selectable" dir="auto">
            {shown.before}
          </pre>
          <h5 className="muted small">{words.after}</h5>
          <pre className="record selectable" dir="auto">
            {shown.after}
          </pre>
        </>
      )}
    </article>
  );
}
