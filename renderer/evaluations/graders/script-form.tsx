import { useEffect, useState } from "react";
import { evaluationGraders as words } from "../../../preload/strings/evaluation-graders.ts";
import { faultsAt } from "../../graders/faults.ts";
import { Field } from "../../graders/field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ask, tellKept } from "../state.ts";
import type { KindProps } from "./form-props.ts";
import { PassField } from "./pass-field.tsx";

const longestSource = 262_144;
/** Milliseconds without a key before it is asked whether a script may run. */
const pause = 300;

/** A grader of the person's own: its source, and their leave for it to run. */
export function ScriptForm({ grader, path, faults, onChange }: KindProps<"script">) {
  const { source } = grader;
  return (
    <>
      <Field
        label={words.source}
        faults={faultsAt(faults, [...path, "source"])}
        hint={source === "" ? words.sourceMissing : words.sourceHint}
      >
        {(given) => (
          <textarea
            {...given}
            className="area mono grader-source"
            dir="ltr"
            rows={Math.min(24, Math.max(8, source.split("\n").length))}
            wrap="off"
            value={source}
            maxLength={longestSource}
            spellCheck={false}
            autoCapitalize="off"
            onChange={({ target }) => onChange({ ...grader, source: target.value })}
          />
        )}
      </Field>
      {source !== "" && <Leave source={source} />}
      <PassField value={grader.passAt} onChange={(passAt) => onChange({ ...grader, passAt })} />
    </>
  );
}

/** Whether a script may run, and the way to let it. */
function Leave({ source }: { source: string }) {
  const [isAllowed, setAllowed] = useState<boolean | null>(null);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    let isOld = false;
    setAllowed(null);
    const timer = setTimeout(async () => {
      const answer = await ask(window.assay["evaluations.isScriptAllowed"]({ source }), "script");
      if (!isOld) setAllowed(answer);
    }, pause);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [source]);
  const allow = async () => {
    const isDone = (await ask(window.assay["evaluations.allowScript"]({ source }), "allow")) !== null;
    setAsking(false);
    if (!isDone) return;
    setAllowed(true);
    tellKept();
  };
  return (
    <div className="row wrap" role="status">
      {isAllowed === true && <span className="status ok small">{words.ask.allowed}</span>}
      {isAllowed === false && (
        <>
          <span className="status warn small">{words.ask.notAllowed}</span>
          <button type="button" className="button" onClick={() => setAsking(true)}>
            {words.ask.open}
          </button>
        </>
      )}
      {isAsking && (
        <Dialog wide title={words.ask.title} onClose={() => setAsking(false)}>
          <p>{words.ask.text}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard. */}
          <pre className="request-text mono" tabIndex={0}>
            {source}
          </pre>
          <div className="actions">
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {words.ask.cancel}
            </button>
            <button type="button" className="button primary" onClick={() => void allow()}>
              {words.ask.allow}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
