import "../../ui/page.css";
import "./jobs.css";
import { Ellipsis } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { OpenTuningJob, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { connectionActions, useConnections } from "../../connections/index.ts";
import { goTo } from "../../route.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Icon } from "../../ui/icon.tsx";
import { later } from "../../ui/later.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { type Action, ActionDialog, allowed } from "./actions.tsx";
import { Events } from "./events.tsx";
import { useOpenJob } from "./follow.ts";
import { placeFacts } from "./place-facts.ts";
import { Progress } from "./progress.tsx";
import { Results } from "./results.tsx";
import { Settings } from "./settings.tsx";
import { isUnderWay, standingOf } from "./standing.ts";
import { act, hideJob, useTuningJobs } from "./state.ts";

const words = tuningJobs;
/** With what draws charts, which no other view needs. */
const Metrics = later(async () => (await import("./metrics.tsx")).Metrics);
const tabs = ["progress", "metrics", "events", "settings", "results"] as const;
type Tab = (typeof tabs)[number];

/** A job: how it goes and what came of it. */
export function JobPage({ jobId }: { jobId: string }) {
  const { open, job, diagnosis, read } = useOpenJob(jobId);
  const done = useTuningJobs(({ diagnosis }) => diagnosis);
  const hasList = useTuningJobs(({ list }) => list !== null);
  const [tab, setTab] = useState<Tab>("progress");
  if (job === null)
    return diagnosis ? (
      <Problem job={null} onRetry={read} diagnosis={diagnosis} />
    ) : (
      <p className="empty muted" role="status">
        {hasList ? words.gone : words.opening}
      </p>
    );
  const views: Record<Tab, (open: OpenTuningJob) => ReactNode> = {
    progress: (open) => <Progress open={open} onRead={read} />,
    metrics: (open) => <Metrics open={open} />,
    events: (open) => <Events id={open.job.id} count={open.events} />,
    settings: (open) => <Settings open={open} />,
    results: (open) => <Results open={open} />,
  };
  return (
    <>
      <Header job={job} open={open} onRead={read} />
      {[diagnosis ?? job.diagnosis, done].map(
        (problem, at) =>
          problem && (
            <Problem key={at === 0 ? "read" : "done"} job={job} onRetry={read} diagnosis={problem} />
          ),
      )}
      <Tabs id="job" label={words.tabs.label} tabs={tabs} names={words.tabs} current={tab} onPick={setTab}>
        {open && views[tab](open)}
        {!open && !diagnosis && (
          <p className="notice muted" role="status">
            {fill(words.openingJob, { name: job.name })}
          </p>
        )}
      </Tabs>
    </>
  );
}

function Problem(props: {
  job: TuningJob | null;
  diagnosis: NonNullable<TuningJob["diagnosis"]>;
  onRetry: () => void;
}) {
  const { job, diagnosis, onRetry } = props;
  const connectionId = job?.connectionId ?? null;
  return (
    <div className="notice page-notice">
      <DiagnosisView
        diagnosis={diagnosis}
        on={connectionId === null ? { retry: onRetry } : connectionActions(connectionId, onRetry)}
      />
    </div>
  );
}

/** What a job is, how it stands, and what can be done to it. */
export function Header(props: { job: TuningJob; open: OpenTuningJob | null; onRead: () => void }) {
  const { job, open, onRead } = props;
  const [asked, setAsked] = useState<Action | null>(null);
  const connections = useConnections(({ list }) => list);
  const { look, word } = standingOf(job);
  const connection = connections?.find(({ id }) => id === job.connectionId)?.name;
  const actions = open ? allowed(open) : [];
  const again = async () => {
    const plan = await act(window.assay["tuningJobs.again"]({ id: job.id }));
    if (plan) goTo("fineTuning", `plan:${plan.id}`);
  };
  const hide = async () => {
    if (await hideJob(job)) goTo("fineTuning");
  };
  const facts = [
    ...placeFacts(job, connection ?? null),
    job.model,
    job.method ? words.methods[job.method] : words.methodUnknown,
    ...(job.isOurs ? [] : [words.elsewhere]),
  ];
  return (
    <header className="page-header">
      <div className="row wrap">
        <h1 className="clip job-title" dir="auto" title={job.name}>
          {job.name}
        </h1>
        <span className={`status ${look}`}>{word}</span>
        <span className="grow" />
        <span className="row wrap">
          {actions
            .filter((action) => action !== "remove")
            .map((action) => (
              <button key={action} type="button" className="button" onClick={() => setAsked(action)}>
                {words.actions[action]}
              </button>
            ))}
          <button type="button" className="button" onClick={() => void again()}>
            {words.again}
          </button>
          <Menu
            label={fill(words.menu, { name: job.name })}
            className="button square"
            items={[
              { label: words.refresh, onSelect: onRead },
              ...(actions.includes("remove")
                ? [{ label: words.actions.remove, onSelect: () => setAsked("remove") }]
                : []),
              ...(open?.can.hide ? [{ label: words.actions.hide, onSelect: () => void hide() }] : []),
            ]}
          >
            <Icon of={Ellipsis} />
          </Menu>
        </span>
      </div>
      <p className="muted small" dir="auto">
        {facts.join(" · ")}
      </p>
      {job.connectionId === null && (
        <p className="muted small">{words.unreachable[isUnderWay(job.state) ? "underWay" : "over"]}</p>
      )}
      {job.state === "unknown" && (
        <p className="muted small">{fill(words.saidUnknown, { said: job.said })}</p>
      )}
      {asked && open && (
        <ActionDialog action={asked} open={open} onDone={onRead} onClose={() => setAsked(null)} />
      )}
    </header>
  );
}
