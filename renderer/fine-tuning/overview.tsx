import { Plus, SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { tuningPlans } from "../../preload/strings/tuning-plans.ts";
import { useDatasets } from "../datasets/index.ts";
import { linkTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { ConnectWays } from "./connect-ways.tsx";
import { useTuningJobs } from "./jobs/state.ts";
import { usePlaces } from "./places.ts";
import { beginPlan, usePlans } from "./plans/state.ts";

const words = tuningPlans.overview;

/** What is shown while nothing is open: the one next step. */
export function Overview() {
  const diagnosis = usePlans(({ diagnosis }) => diagnosis);
  return (
    <>
      <div className="bar">
        <h1>{tuningPlans.title}</h1>
      </div>
      {diagnosis && (
        <div className="notice">
          <DiagnosisView diagnosis={diagnosis} />
        </div>
      )}
      <NextStep />
    </>
  );
}

function NextStep() {
  const places = usePlaces();
  const datasets = useDatasets(({ list }) => list);
  const hasPlans = usePlans(({ list }) => list !== null && list.length > 0);
  const hasJobs = useTuningJobs(({ list }) => list !== null && list.jobs.length > 0);
  if (hasPlans || hasJobs)
    return (
      <Step title={words.pickTitle} text={words.pickText}>
        <Begin />
      </Step>
    );
  if (places === null || datasets === null) return null;
  if (places.every(({ why }) => why !== null)) {
    const none = places.length === 0;
    return (
      <Step
        title={none ? words.noPlaceTitle : words.cannotTitle}
        text={none ? words.noPlaceText : words.cannotText}
      >
        <ConnectWays onSandbox={() => {}} isFirst />
      </Step>
    );
  }
  if (datasets.length === 0)
    return (
      <Step title={words.noDataTitle} text={words.noDataText}>
        <div className="row wrap center">
          <a className="button primary large" href={linkTo("datasets")}>
            {words.openDatasets}
          </a>
          <button type="button" className="button large" onClick={() => void beginPlan()}>
            {words.beginAnyway}
          </button>
        </div>
      </Step>
    );
  return (
    <Step title={words.firstTitle} text={words.firstText}>
      <Begin />
    </Step>
  );
}

const Begin = () => (
  <button type="button" className="button primary large" onClick={() => void beginPlan()}>
    <Icon of={Plus} />
    {tuningPlans.newJob}
  </button>
);

const Step = ({ title, text, children }: { title: string; text: string; children: ReactNode }) => (
  <div className="empty">
    <Icon of={SlidersHorizontal} size={32} />
    <h2>{title}</h2>
    <p className="tuning-words">{text}</p>
    {children}
  </div>
);
