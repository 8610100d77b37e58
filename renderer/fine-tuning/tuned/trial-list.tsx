import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { linkTo } from "../../route.ts";
import { Removed } from "../../ui/removed.tsx";
import { momentText } from "../dates.ts";
import { restoreTrial, useTrials, useTunedModels } from "./state.ts";

const words = tunedModels.trials;
const looks = { running: "live", cleaning: "live", done: "ok", stopped: "unknown", interrupted: "warn" };

/** The trials of a job, each with how it stands; nothing where there are none. */
export function TrialList({ jobId }: { jobId: string }) {
  const trials = useTrials(jobId);
  const removed = useTunedModels(({ removed }) => removed);
  const own = removed?.jobId === jobId ? removed : null;
  const text = own && fill(words.removed, { date: new Date(own.createdAt).toLocaleString() });
  if ((!trials || trials.length === 0) && text === null) return null;
  return (
    <section aria-labelledby="job-trials">
      <h3 id="job-trials">{words.title}</h3>
      <Removed text={text} undo={words.undo} onUndo={() => void restoreTrial()} />
      <ul className="trial-list small">
        {(trials ?? []).map(({ id, createdAt, candidates, state }) => (
          <li key={id} className="row">
            <a className="link" href={linkTo("fineTuning", `trial:${id}`)}>
              {fill(words.open, {
                date: momentText(createdAt),
                count: candidates.length,
              })}
            </a>
            <span className={`status ${looks[state]}`}>{tunedModels.run.states[state]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
