import "../../ui/page.css";
import "./tuned.css";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Trial, TrialCandidate } from "../../../preload/contract/tuned-models.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { goTo, linkTo } from "../../route.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useNow } from "../../ui/use-now.ts";
import { useTuningJob } from "../jobs/state.ts";
import { numberText } from "../number-text.ts";
import { TriedAgain } from "../tried-again.tsx";
import { candidateName } from "./candidates.ts";
import { timeText } from "./countdown.ts";
import { act, removeTrial, useTrials, useTunedModels } from "./state.ts";
import { TrialAnswers } from "./trial-answers.tsx";
import { Candidates, Means } from "./trial-candidates.tsx";

const words = tunedModels.run;

/** A trial of checkpoints: how it goes, how each did, how much the best is flattered, and every answer. */
export function TrialPage({ trialId }: { trialId: string }) {
  const trials = useTrials(null);
  const trial = trials?.find(({ id }) => id === trialId) ?? null;
  const diagnosis = useTunedModels(({ diagnosis }) => diagnosis);
  if (trial === null)
    return (
      <p className="empty muted" role="status">
        {trials === null ? words.reading : words.gone}
      </p>
    );
  return (
    <>
      <Header trial={trial} />
      {[trial.diagnosis, diagnosis].map(
        (problem, at) =>
          problem && (
            <div key={at === 0 ? "trial" : "done"} className="notice page-notice">
              <DiagnosisView diagnosis={problem} />
            </div>
          ),
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard. */}
      <section className="scroll trial" aria-label={words.candidates} tabIndex={0}>
        {trial.state === "interrupted" && <p className="status warn">{words.interruptedText}</p>}
        <Left trial={trial} />
        <Means trial={trial} />
        <Candidates trial={trial} />
        <Flattery trial={trial} />
        <TrialAnswers trial={trial} />
        <Kept trial={trial} />
      </section>
      <Changed trial={trial} />
    </>
  );
}

const looks = { running: "live", cleaning: "live", done: "ok", stopped: "unknown", interrupted: "warn" };

function Header({ trial }: { trial: Trial }) {
  const { id, jobId, state, rows, datasetName, version, grader, seed, left } = trial;
  const job = useTuningJob(jobId);
  const [isStopping, setStopping] = useState(false);
  return (
    <header className="page-header">
      <div className="row wrap">
        <h1 className="clip job-title" dir="auto">
          {fill(words.title, { name: job?.name ?? jobId })}
        </h1>
        <span className={`status ${looks[state]}`}>{words.states[state]}</span>
        <span className="grow" />
        {state === "running" && (
          <button type="button" className="button" onClick={() => setStopping(true)}>
            {words.stop}
          </button>
        )}
        {state === "interrupted" && (
          <button
            type="button"
            className="button primary"
            onClick={() => void act(window.assay["trials.resume"]({ id }))}
          >
            {words.resume}
          </button>
        )}
        {state !== "running" && state !== "cleaning" && left.length === 0 && (
          <button
            type="button"
            className="button"
            onClick={async () => {
              if (await removeTrial(trial)) goTo("fineTuning", `job:${jobId}`);
            }}
          >
            {words.remove}
          </button>
        )}
        <a className="button" href={linkTo("fineTuning", `job:${jobId}`)}>
          {words.toJob}
        </a>
      </div>
      <p className="muted small" dir="auto">
        {fill(words.summary, { rows, dataset: datasetName, version, grader: grader.name, seed })}
      </p>
      {isStopping && (
        <Dialog title={words.stopTitle} onClose={() => setStopping(false)}>
          <p>{words.stopText}</p>
          <div className="actions">
            <button type="button" className="button" onClick={() => setStopping(false)}>
              {tunedModels.close}
            </button>
            <button
              type="button"
              className="button primary"
              onClick={() => {
                setStopping(false);
                void act(window.assay["trials.stop"]({ id }));
              }}
            >
              {words.stop}
            </button>
          </div>
        </Dialog>
      )}
    </header>
  );
}

function Card({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="panel card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** Points of a mean below which nobody is flattered. */
const noticeable = 0.0005;

/** By how much the best of several is flattered by having been chosen. */
function Flattery({ trial }: { trial: Trial }) {
  const { flattery, candidates, state } = trial;
  // The base was not chosen, so it does not count.
  const tried = candidates.filter(({ kind, mean }) => kind !== "base" && mean !== null);
  if (state !== "done" || tried.length < 2) return null;
  return (
    <Card id="flattery" title={words.flattery.title}>
      <p>{flattery ? flatteryText(flattery, tried) : words.flattery.none}</p>
      <p className="muted small">{words.flattery.why}</p>
    </Card>
  );
}

/** By how much the best of those that were tried is flattered, in a sentence. */
export function flatteryText(
  { best, value, corrected }: NonNullable<Trial["flattery"]>,
  tried: readonly TrialCandidate[],
): string {
  const [first, ...others] = tried.filter(({ model }) => best.includes(model));
  const count = tried.length;
  if (others.length > 0)
    return fill(words.flattery.tied, { tied: best.length, count, mean: numberText(value + corrected) });
  return fill(value < noticeable ? words.flattery.clear : words.flattery.text, {
    best: first ? candidateName(first) : "",
    count,
    points: numberText(value),
    corrected: numberText(corrected),
  });
}

/** Deployments that are being removed, or could not be. */
function Left({ trial }: { trial: Trial }) {
  const { id, left, state, isCleaning } = trial;
  const now = useNow(left.some(({ endsAt }) => endsAt !== null));
  if (left.length === 0 || state === "running" || state === "cleaning") return null;
  return (
    <Card id="left" title={words.left.title}>
      {isCleaning ? (
        <p className="status live">{words.left.cleaning}</p>
      ) : (
        <p className="status warn">{words.left.text}</p>
      )}
      <ul className="copies">
        {left.map(({ deployment, endsAt, diagnosis }) => (
          <li key={deployment}>
            <b dir="auto">{deployment}</b>{" "}
            <span className="muted">
              {endsAt === null
                ? words.left.noEnd
                : fill(words.left.endsIn, { time: timeText(Math.max(0, Math.round((endsAt - now) / 1000))) })}
            </span>
            {diagnosis &&
              (isCleaning ? <TriedAgain diagnosis={diagnosis} /> : <DiagnosisView diagnosis={diagnosis} />)}
          </li>
        ))}
      </ul>
      {!isCleaning && (
        <div>
          <button
            type="button"
            className="button"
            onClick={() => void act(window.assay["trials.clean"]({ id }))}
          >
            {words.left.clean}
          </button>
        </div>
      )}
    </Card>
  );
}

/** What of it stays on this computer. */
function Kept({ trial: { rows, candidates } }: { trial: Trial }) {
  const answers = candidates.reduce((sum, { asked }) => sum + asked, 0);
  return (
    <p className="muted small">
      {fill(words.kept, { rows: rows.toLocaleString(), answers: answers.toLocaleString() })}
    </p>
  );
}

/** Says what has changed, to whoever does not see it: states, not each answer. */
function Changed({ trial }: { trial: Trial }) {
  const [said, setSaid] = useState("");
  const before = useRef(trial);
  const job = useTuningJob(trial.jobId);
  const name = job?.name ?? "";
  useEffect(() => {
    const last = before.current;
    before.current = trial;
    if (last.state !== trial.state) setSaid(fill(words.ended, { name, state: words.states[trial.state] }));
    else {
      const changed = trial.candidates.find(({ state }, at) => last.candidates[at]?.state !== state);
      if (changed)
        setSaid(
          fill(words.changed, {
            candidate: candidateName(changed),
            state: words.candidateStates[changed.state],
          }),
        );
    }
  }, [trial, name]);
  return (
    <p className="unseen" role="status">
      {said}
    </p>
  );
}
