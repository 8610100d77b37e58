import "../ui/progress.css";
import type { Dataset, DatasetJob } from "../../preload/contract/datasets.ts";
import { duration } from "../../preload/strings/duration.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { percentOf, shareOf } from "./standing.ts";
import { change } from "./state.ts";

const words = strings.datasets;

/** How long a job goes on, in words; empty where it cannot be told. */
export const timeLeft = ({ secondsLeft }: DatasetJob): string =>
  secondsLeft === null ? "" : fill(words.left, { time: duration(Math.max(1, Math.round(secondsLeft))) });

/** How far the work on a dataset is, and the way to end it. */
export function Progress({ dataset, job }: { dataset: Dataset; job: DatasetJob }) {
  const share = shareOf(job);
  return (
    <div className="work-progress small">
      <b>{words.jobs[job.kind]}</b>
      <progress aria-label={words.progress} max={1} {...(share !== null && { value: share })} />
      <span className="muted">{phaseOf(job)}</span>
      <span>{percentOf(job)}</span>
      <span className="muted">{timeLeft(job)}</span>
      <button
        type="button"
        className="button"
        onClick={() => void change(window.assay["datasets.cancel"]({ id: dataset.id }))}
      >
        {words.cancel}
      </button>
    </div>
  );
}

const phaseOf = ({ phase }: DatasetJob) => (Object.hasOwn(words.phases, phase) ? words.phases[phase] : "");
