import "./fine-tuning.css";
import { type ReactNode, useEffect } from "react";
import { useKeptFocus } from "../ui/kept-focus.ts";
import { JobPage } from "./jobs/page.tsx";
import { followTuningJobs, useTuningJobs } from "./jobs/state.ts";
import { TuningList } from "./list.tsx";
import { Overview } from "./overview.tsx";
import { PlanPage } from "./plans/page.tsx";
import { usePlans } from "./plans/state.ts";
import { ResourcePage } from "./resources/page.tsx";
import { DeploymentsPage } from "./tuned/deployments.tsx";
import { TrialPage } from "./tuned/trial.tsx";

const pages: Record<string, (id: string) => ReactNode> = {
  plan: (id) => <PlanPage key={id} planId={id} />,
  job: (id) => <JobPage key={id} jobId={id} />,
  trial: (id) => <TrialPage key={id} trialId={id} />,
  resource: (id) => <ResourcePage key={id} connectionId={id} />,
  deployments: () => <DeploymentsPage />,
};

/** What is being prepared, what is being trained, and what came of it. */
export function FineTuningScreen({ shown }: { shown: string | null }) {
  const [kind = "", id = ""] = shown?.split(/:(.*)/s) ?? [];
  useEffect(followTuningJobs, []);
  useKeptFocus(restingPlaces);
  return (
    <main className="screen tuning">
      <TuningList shown={shown} />
      <div className="work" tabIndex={-1}>
        {Object.hasOwn(pages, kind) ? pages[kind]?.(id) : <Overview />}
      </div>
      <Told />
    </main>
  );
}

/** Where the focus goes when what had it is gone: what is shown, in the list or itself. Nothing that a key pressed before would set off. */
const restingPlaces = [".pane .item[aria-current]", ".work"];

/** Says what has happened to whoever does not see it. */
function Told() {
  const ended = usePlans(({ ended }) => ended);
  const changed = useTuningJobs(({ changed }) => changed);
  return (
    <>
      <p className="unseen" role="status">
        {ended}
      </p>
      <p className="unseen" role="status">
        {changed}
      </p>
    </>
  );
}
