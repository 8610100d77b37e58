import type { ReactNode } from "react";
import { JobPage } from "./jobs/page.tsx";
import { TuningList } from "./list.tsx";
import { PlanPage } from "./plans/page.tsx";
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
  return (
    <main className="screen">
      <TuningList shown={shown} />
      <div className="work">{pages[kind]?.(id)}</div>
    </main>
  );
}
