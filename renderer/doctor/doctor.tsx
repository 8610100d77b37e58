import "./doctor.css";
import { CircleCheck, CircleDashed, CircleX, LoaderCircle, Stethoscope, TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Checkup, StageResult } from "../../preload/contract/doctor.ts";
import { actions as labels } from "../../preload/strings/diagnoses.ts";
import { strings } from "../../preload/strings/en.ts";
import { explain } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { CopyButton } from "../ui/copy.tsx";
import { type Actions, DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { commandOf, findingOf, reportOf, todoOf, verdictOf } from "./findings.ts";
import { closeDoctor, runDoctor, type Subject, useDoctor } from "./state.ts";

const words = strings.doctor;

/** The button that runs the doctor, and what it found, stage by stage. */
export function Doctor({ of, subject, on = {} }: { of: string; subject: Subject; on?: Actions }) {
  const shown = useDoctor((state) => (state.of === of ? state.checkup : null));
  const isOpen = useDoctor((state) => state.of === of);
  if (!isOpen) {
    return (
      <div className="row">
        <button type="button" className="button" onClick={() => void runDoctor(of, subject)}>
          <Icon of={Stethoscope} />
          {words.run}
        </button>
        <span className="muted small">{words.intro}</span>
      </div>
    );
  }
  return shown && <Findings checkup={shown} onAgain={() => void runDoctor(of, subject)} on={on} />;
}

/** What was found for an endpoint that is not connected; nothing where the doctor was not asked. */
export function DoctorFindings({ of, on = {} }: { of: string; on?: Actions }) {
  const checkup = useDoctor((state) => (state.of === of ? state.checkup : null));
  const subject = useDoctor((state) => state.subject);
  // What was typed, a key too, is not kept longer than its form.
  useEffect(
    () => () => {
      if (useDoctor.getState().of === of) closeDoctor();
    },
    [of],
  );
  if (!checkup || !subject) return null;
  return <Findings checkup={checkup} onAgain={() => void runDoctor(of, subject)} on={on} />;
}

function Findings(props: { checkup: Checkup; onAgain: () => void; on: Actions }) {
  const { checkup, onAgain } = props;
  // Run again is above, for all stages: by itself it would cost tokens, and take away what is being read.
  const { run_doctor, retry, ...on } = props.on;
  const element = useRef<HTMLElement>(null);
  useEffect(() => element.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <section ref={element} className="doctor panel" aria-label={words.title}>
      <header className="row">
        <h2>{words.title}</h2>
        <span className="grow muted small" role="status">
          {verdictOf(checkup)}
        </span>
        {checkup.done ? (
          <>
            <CopyButton label={words.copy} text={() => reportOf(checkup)} />
            <button type="button" className="button" onClick={onAgain}>
              {words.again}
            </button>
          </>
        ) : (
          <button type="button" className="button" onClick={() => void window.assay["doctor.cancel"]()}>
            {words.stop}
          </button>
        )}
        <button type="button" className="button" onClick={closeDoctor}>
          {words.close}
        </button>
      </header>
      <ol>
        {checkup.results.map((result) => (
          <StageRow key={result.stage} result={result} on={on} />
        ))}
      </ol>
    </section>
  );
}

const signs = {
  waiting: CircleDashed,
  running: LoaderCircle,
  passed: CircleCheck,
  warning: TriangleAlert,
  failed: CircleX,
  skipped: CircleDashed,
};

function StageRow({ result, on }: { result: StageResult; on: Actions }) {
  const { stage, state, took, diagnosis } = result;
  const finding = findingOf(result);
  const todo = todoOf(result);
  const command = commandOf(result);
  return (
    <li className={`stage ${state}`}>
      <Icon of={signs[state]} />
      <div>
        <p className="row">
          <b>{words.stages[stage]}</b>
          <span className="muted small grow">{words.states[state]}</span>
          {took !== null && <span className="muted small">{fill(words.took, { time: took })}</span>}
        </p>
        {state !== "skipped" && <p className="muted small">{words.tried[stage]}</p>}
        {finding && <p>{finding}</p>}
        {!finding && diagnosis && <p>{explain(diagnosis).title}</p>}
        {todo && <p className="todo">{todo}</p>}
        {command && (
          <div className="row wrap">
            <code className="mono selectable">{command}</code>
            <CopyButton label={labels.copy_command} text={() => command} />
          </div>
        )}
        {diagnosis && <DiagnosisView diagnosis={diagnosis} place={`doctor ${stage}`} on={on} />}
      </div>
    </li>
  );
}
