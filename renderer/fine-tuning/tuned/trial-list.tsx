import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { linkTo } from "../../route.ts";
import { momentText } from "../dates.ts";
import { useTrials } from "./state.ts";

const words = tunedModels.trials;
const looks = { running: "live", cleaning: "live", done: "ok", stopped: "unknown", interrupted: "warn" };

/** The trials of a job, each with how it stands; nothing where there are none. */
export function TrialList({ jobId }: { jobId: string }) {
  const trials = useTrials(jobId);
  if (!trials || trials.length === 0) return null;
  return (
    <section aria-labelledby="job-trials">
      <h3 id="job-trials">{words.title}</h3>
      <ul className="trial-list small">
        {trials.map(({ id, createdAt, candidates, state }) => (
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
