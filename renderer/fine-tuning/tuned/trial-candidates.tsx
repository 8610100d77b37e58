import { useState } from "react";
import type { Trial, TrialCandidate } from "../../../preload/contract/tuned-models.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { Interval, IntervalAxis } from "../../charts/interval.tsx";
import { scaleAround } from "../../charts/scale.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { useNow } from "../../ui/use-now.ts";
import { useTuningJob } from "../jobs/state.ts";
import { numberText } from "../number-text.ts";
import { candidateName } from "./candidates.ts";
import { timeText } from "./countdown.ts";
import { DeployDialog } from "./deploy-dialog.tsx";

const words = tunedModels.run;

/** The mean of each candidate with its interval; the best is marked once all is done, since before that nothing is final. */
export function Means({ trial }: { trial: Trial }) {
  const known = trial.candidates.flatMap((candidate) =>
    candidate.mean ? [{ candidate, mean: candidate.mean }] : [],
  );
  if (known.length === 0) return null;
  const scale = scaleAround(known.flatMap(({ mean }) => [mean.low, mean.high]));
  return (
    <figure className="intervals" aria-label={words.chart}>
      <figcaption>
        <b>{words.score}</b> <span className="muted small">{words.confidence}</span>
      </figcaption>
      {known.map(({ candidate, mean }) => (
        <div
          key={`${candidate.kind} ${candidate.model}`}
          className={isBest(trial, candidate) ? "interval best" : "interval"}
        >
          <span className="clip" dir="auto">
            {candidateName(candidate)}
          </span>
          <Interval scale={scale} middle={mean.value} low={mean.low} high={mean.high} />
          <span className="value">
            {numberText(mean.value)}
            <span className="unseen">
              {fill(words.between, { low: numberText(mean.low), high: numberText(mean.high) })}
            </span>
          </span>
        </div>
      ))}
      <IntervalAxis scale={scale} shown={numberText} />
    </figure>
  );
}

const isBest = ({ state, flattery }: Trial, { model }: TrialCandidate) =>
  state === "done" && flattery?.best.includes(model) === true;

const candidateLooks: Record<TrialCandidate["state"], string> = {
  waiting: "unknown",
  deploying: "live",
  starting: "live",
  asking: "live",
  removing: "live",
  done: "ok",
  failed: "danger",
  skipped: "unknown",
};

/** Each candidate with its state, what came of it so far, and the way to deploy it. */
export function Candidates({ trial }: { trial: Trial }) {
  const { candidates, rows, jobId } = trial;
  const now = useNow(candidates.some(({ endsAt }) => endsAt !== null));
  const job = useTuningJob(jobId);
  const [deployed, setDeployed] = useState<TrialCandidate | null>(null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in.
    <div className="wide-table" role="group" aria-label={words.candidates} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.candidate}</th>
            <th scope="col">{words.state}</th>
            <th scope="col" className="number">
              {words.asked}
            </th>
            <th scope="col" className="number">
              {words.graded}
            </th>
            <th scope="col" className="number">
              {words.passed}
            </th>
            <th scope="col" className="number">
              {words.score}
            </th>
            <th scope="col">
              <span className="unseen">{tunedModels.columns.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {candidates.map((candidate) => {
            const { kind, model, state, endsAt, asked, graded, passed, mean, diagnosis } = candidate;
            const name = candidateName(candidate);
            return (
              <tr key={`${kind} ${model}`}>
                <th scope="row" dir="auto">
                  {name} {isBest(trial, candidate) && <span className="chip">{words.best}</span>}
                  {diagnosis && (
                    <details>
                      <summary className="small">{words.why}</summary>
                      <DiagnosisView diagnosis={diagnosis} />
                    </details>
                  )}
                </th>
                <td>
                  <span className={`status ${candidateLooks[state]}`}>{words.candidateStates[state]}</span>
                  {endsAt !== null && endsAt > now && (
                    <small className="muted">
                      {fill(words.endsIn, { time: timeText(Math.round((endsAt - now) / 1000)) })}
                    </small>
                  )}
                </td>
                <td className="number">{fill(words.ofRows, { count: asked, rows })}</td>
                <td className="number">{fill(words.ofRows, { count: graded, rows })}</td>
                <td className="number">
                  {passed && passed.of > 0
                    ? fill(words.share, { ...passed, percent: Math.round((100 * passed.count) / passed.of) })
                    : words.nothing}
                </td>
                <td className="number">
                  {mean ? numberText(mean.value) : words.nothing}
                  {mean && (
                    <small className="muted">
                      {fill(words.interval, { low: numberText(mean.low), high: numberText(mean.high) })}
                    </small>
                  )}
                </td>
                <td>
                  {kind !== "base" && state === "done" && job && (
                    <button
                      type="button"
                      className="button"
                      aria-label={fill(words.deployBest, { name })}
                      onClick={() => setDeployed(candidate)}
                    >
                      {words.deploy}
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {deployed && job && (
        <DeployDialog
          job={job}
          model={deployed.model}
          step={deployed.step}
          onClose={() => setDeployed(null)}
        />
      )}
    </div>
  );
}
