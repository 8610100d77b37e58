import { type ReactNode, useState } from "react";
import type { OpenTuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { trainingTypeOf } from "../../../preload/tuning-methods.ts";
import { goTo } from "../../route.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { amountText } from "./cost.tsx";
import { act } from "./state.ts";

const words = tuningJobs;

export type Action = "pause" | "resume" | "cancel" | "remove";

/** What a job's state allows, in the order of its buttons. */
export const allowed = ({ can }: OpenTuningJob): Action[] =>
  (["pause", "resume", "cancel", "remove"] as const).filter((action) => can[action]);

/** What an action costs, in sentences; the rules are those that Microsoft describes (A.9 of the facts). */
export function costOf(action: Action, { job, cost }: Pick<OpenTuningJob, "job" | "cost">): string[] {
  const isDeveloper = trainingTypeOf(job.trainingType) === "developer";
  if (action === "remove") {
    const { none, model } = words.asks.remove.cost;
    return job.tunedModel === null ? [none] : [none, model];
  }
  if (action === "cancel") {
    const said = words.asks.cancel.cost;
    return [job.state === "waiting" ? said.waiting : said[cost.unit]];
  }
  const said = words.asks[action].cost;
  // Only a Developer job's paused time is said to be free.
  return action === "pause" && isDeveloper
    ? [said[cost.unit], said.developer]
    : [isDeveloper && cost.unit === "hours" ? said.developer : said[cost.unit]];
}

/** Asks before something is done to a job, and says what it costs. */
export function ActionDialog(props: {
  action: Action;
  open: OpenTuningJob;
  onDone: () => void;
  onClose: () => void;
}) {
  const { action, open, onDone, onClose } = props;
  const { job, cost } = open;
  const [isBusy, setBusy] = useState(false);
  const said = words.asks[action];
  const go = async () => {
    setBusy(true);
    const done = await act<unknown>(window.assay[`tuningJobs.${action}`]({ id: job.id }));
    onClose();
    if (action === "remove" && done !== null) goTo("fineTuning");
    else onDone();
  };
  const spent = amountText(cost);
  return (
    <Dialog title={fill(said.title, { name: job.name })} onClose={onClose}>
      <Lines>
        <p>{said.text}</p>
        {costOf(action, open).map((line) => (
          <p key={line}>
            <b>{line}</b>
          </p>
        ))}
        {spent !== null && <p>{fill(words.soFar, { amount: spent })}</p>}
        <p className="muted small">{words.asOf}</p>
      </Lines>
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {words.close}
        </button>
        <button type="button" className="button primary" disabled={isBusy} onClick={() => void go()}>
          {said.go}
        </button>
      </div>
    </Dialog>
  );
}

const Lines = ({ children }: { children: ReactNode }) => <div className="ask-lines">{children}</div>;
