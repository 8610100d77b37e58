import "../../ui/progress.css";
import { type ReactNode, useState } from "react";
import type { OpenTuningJob, RunFinding } from "../../../preload/contract/tuning-jobs.ts";
import { codedText } from "../../../preload/strings/coded.ts";
import { duration } from "../../../preload/strings/duration.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { findingWords } from "../../../preload/strings/run-words.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { useNow } from "../../ui/use-now.ts";
import { toldAt } from "../dates.ts";
import { numberText } from "../number-text.ts";
import { type Action, ActionDialog } from "./actions.tsx";
import { Checkpoints } from "./checkpoints.tsx";
import { CostCard } from "./cost.tsx";
import { Failure } from "./failure.tsx";
import { Next } from "./next.tsx";
import { hasMade, isOver, isUnderWay, shareOf, standingOf } from "./standing.ts";

const words = tuningJobs.progress;

/** How a job goes: its state, what it has cost, what to look at, and what it has made. */
export function Progress({ open, onRead }: { open: OpenTuningJob; onRead: () => void }) {
  const { job, findings, cost } = open;
  const [asked, setAsked] = useState<Action | null>(null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <section className="scroll job-progress" aria-label={tuningJobs.tabs.progress} tabIndex={0}>
      {job.state === "failed" && <Failure job={job} />}
      {hasMade(job) && open.isComplete && <Next open={open} />}
      <div className="job-cards">
        <State open={open} />
        {job.state !== "failed" && (
          <CostCard model={job.model} cost={cost} isOver={isOver(job.state)} onPriced={onRead} />
        )}
      </div>
      {findings.length > 0 && (
        <Findings findings={findings} canPause={open.can.pause} onPause={() => setAsked("pause")} />
      )}
      <Checkpoints open={open} />
      {asked && <ActionDialog action={asked} open={open} onDone={onRead} onClose={() => setAsked(null)} />}
    </section>
  );
}

function State({ open: { job } }: { open: OpenTuningJob }) {
  const { step, steps, createdAt, finishedAt, estimatedFinish, trainLoss, validLoss, trainedTokens } = job;
  const isGoing = isUnderWay(job.state);
  const now = useNow(isGoing && finishedAt === null);
  const { look, word } = standingOf(job);
  const share = shareOf(job);
  const seconds = Math.max(0, Math.round(((finishedAt ?? now) - createdAt) / 1000));
  const facts: [string, ReactNode][] = [
    [words.created, toldAt(createdAt) ?? tuningJobs.notGiven],
    ...(finishedAt === null ? [] : ([[words.finished, toldAt(finishedAt)]] as const)),
    ...(createdAt > 0 && (isGoing || finishedAt !== null)
      ? ([[finishedAt === null ? words.runs : words.took, duration(seconds)]] as const)
      : []),
    ...(isGoing && estimatedFinish !== null ? ([[words.finishes, toldAt(estimatedFinish)]] as const) : []),
    ...(trainLoss === null ? [] : ([[words.trainLoss, numberText(trainLoss)]] as const)),
    ...(validLoss === null ? [] : ([[words.validLoss, numberText(validLoss)]] as const)),
    ...(trainedTokens === null ? [] : ([[words.trained, trainedTokens.toLocaleString()]] as const)),
    [words.model, job.tunedModel ?? (isOver(job.state) ? words.noModelEver : words.noModel)],
  ].map(([name = "", value]) => [name, value]);
  return (
    <section className="panel card" aria-labelledby="job-state">
      <h2 id="job-state">{isOver(job.state) ? words.titleOver : words.title}</h2>
      <p className="row wrap">
        <span className={`status ${look}`}>{word}</span>
        {step !== null && (
          <span>
            {words.step}{" "}
            {steps === null
              ? step.toLocaleString()
              : fill(words.stepOf, { step: step.toLocaleString(), steps: steps.toLocaleString() })}
          </span>
        )}
      </p>
      {isGoing && share !== null && <progress aria-label={words.bar} max={1} value={share} />}
      <dl className="facts wide-facts">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const looks: Record<RunFinding["level"], string> = { note: "unknown", warning: "warn", stop: "danger" };

/** What somebody should look at, with the offer to pause where that is worth it. */
function Findings(props: { findings: readonly RunFinding[]; canPause: boolean; onPause: () => void }) {
  const { findings, canPause, onPause } = props;
  const isSerious = findings.some(({ level }) => level === "stop");
  return (
    <section className="panel card" aria-labelledby="job-findings">
      <h2 id="job-findings">{tuningJobs.findingsTitle}</h2>
      <ul className="job-findings">
        {findings.map((finding) => {
          const { code, parameters, step, level } = finding;
          return (
            <li key={`${code} ${step} ${JSON.stringify(parameters)}`}>
              <span className={`status ${looks[level]}`}>{tuningJobs.findingLevels[level]}</span>
              <p>
                {codedText(findingWords, code, parameters) ?? fill(tuningJobs.findingUnknown, { code })}{" "}
                {step !== null && parameters.step === undefined && (
                  <span className="muted">{fill(tuningJobs.findingAt, { step: step.toLocaleString() })}</span>
                )}
              </p>
            </li>
          );
        })}
      </ul>
      {isSerious && canPause && (
        <div>
          <button type="button" className="button" onClick={onPause}>
            {tuningJobs.actions.pause}
          </button>
        </div>
      )}
    </section>
  );
}
