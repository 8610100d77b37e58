import "../../ui/progress.css";
import type { Sending as SendingFacts, TuningPlan } from "../../../preload/contract/tuning-plans.ts";
import { duration } from "../../../preload/strings/duration.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { TriedAgain } from "../tried-again.tsx";
import { stopPlan } from "./state.ts";

const words = tuningPlans.sending;

/** How far a plan is on its way to the service, whether it had begun before, and the way to end it. */
export function Sending({ plan, sending }: { plan: TuningPlan; sending: SendingFacts }) {
  const share = shareOf(sending);
  return (
    <div className="work-progress small">
      <b>{phaseText(sending)}</b>
      <progress aria-label={words.progress} max={1} {...(share !== null && { value: share })} />
      {share !== null && <span>{fill(words.percent, { percent: Math.floor(share * 100) })}</span>}
      <span className="muted">{leftText(sending)}</span>
      <button type="button" className="button" title={words.stopHint} onClick={() => void stopPlan(plan.id)}>
        {words.stop}
      </button>
      <span className="muted">
        {sending.begun !== "first" && `${words[sending.begun]} `}
        {words.goesOn}
      </span>
      {plan.problem && <TriedAgain diagnosis={plan.problem} />}
    </div>
  );
}

/** What is being done, in words. */
export const phaseText = ({ phase, file }: SendingFacts): string =>
  fill(words.phases[phase], { file: file === null ? words.noFile : words.files[file] });

/** How much of its phase is done, from 0 to 1; null where that is not known. */
const shareOf = ({ done, total }: SendingFacts): number | null =>
  total === null || total <= 0 ? null : Math.min(1, done / total);

const leftText = ({ secondsLeft }: SendingFacts): string =>
  secondsLeft === null ? "" : fill(words.left, { time: duration(Math.max(1, Math.round(secondsLeft))) });
