import { ListFilter as FilterIcon, FolderCog, Plus, RotateCw, Server } from "lucide-react";
import { useState } from "react";
import type { TuningJob } from "../../preload/contract/tuning-jobs.ts";
import type { TuningPlan } from "../../preload/contract/tuning-plans.ts";
import { explain } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { tuningJobs } from "../../preload/strings/tuning-jobs.ts";
import { tuningPlans } from "../../preload/strings/tuning-plans.ts";
import { useConnections } from "../connections/index.ts";
import { linkTo } from "../route.ts";
import { Icon } from "../ui/icon.tsx";
import { Removed } from "../ui/removed.tsx";
import { dateText } from "./dates.ts";
import { filtersSet, jobsIn, type ListFilter, noFilter, plansIn } from "./filter.ts";
import { Filters } from "./filters.tsx";
import { standingOf } from "./jobs/standing.ts";
import { refreshTuningJobs, undoHideJob, useTuningJobs } from "./jobs/state.ts";
import { usePlaces } from "./places.ts";
import { phaseText } from "./plans/sending.tsx";
import { beginPlan, undoRemovePlan, usePlans } from "./plans/state.ts";

const words = tuningPlans;

/** Plans, jobs, and the ways to deployments and resources. */
export function TuningList({ shown }: { shown: string | null }) {
  const [filter, setFilter] = useState<ListFilter>(noFilter);
  const [isFiltering, setFiltering] = useState(false);
  const set = filtersSet(filter);
  const begin = async () => {
    await beginPlan();
    document.querySelector<HTMLElement>(".work")?.focus();
  };
  return (
    <aside className="pane" aria-label={words.list}>
      <div className="bar">
        <h2 className="grow clip">{words.title}</h2>
        <button
          type="button"
          className="button quiet square"
          aria-label={words.refreshJobs}
          title={words.refreshJobs}
          onClick={() => void refreshTuningJobs(null)}
        >
          <Icon of={RotateCw} />
        </button>
        <button type="button" className="button" onClick={() => void begin()}>
          <Icon of={Plus} />
          {words.newJob}
        </button>
      </div>
      <div className="tuning-search">
        <span className="input grow">
          <input
            type="search"
            dir="auto"
            aria-label={words.search}
            placeholder={words.search}
            value={filter.search}
            spellCheck={false}
            onChange={({ target }) => setFilter({ ...filter, search: target.value })}
          />
        </span>
        <button
          type="button"
          className="button square"
          aria-label={words.filter}
          title={words.filter}
          aria-expanded={isFiltering}
          aria-controls="tuning-filters"
          onClick={() => setFiltering(!isFiltering)}
        >
          <Icon of={FilterIcon} />
        </button>
      </div>
      {isFiltering && <Filters filter={filter} onChange={setFilter} />}
      {!isFiltering && set > 0 && (
        <p className="tuning-set small">
          <button
            type="button"
            className="link"
            onClick={() => setFilter({ ...noFilter, search: filter.search })}
          >
            {words.filters.clear}
          </button>
        </p>
      )}
      <Found filter={filter} shown={shown} />
      <JustRemoved />
      <Ways shown={shown} />
    </aside>
  );
}

function Found({ filter, shown }: { filter: ListFilter; shown: string | null }) {
  const plans = usePlans(({ list }) => list);
  const { list, diagnosis } = useTuningJobs();
  const drafts = plansIn(plans ?? [], filter);
  const { underWay, succeeded, ended } = jobsIn(list?.jobs ?? [], filter);
  const isRead = plans !== null && (list !== null || diagnosis !== null);
  const isEmpty = [drafts, underWay, succeeded, ended].every((group) => group.length === 0);
  const isFiltered = filter.search.trim() !== "" || filtersSet(filter) > 0;
  return (
    <nav className="list scroll" aria-label={words.list}>
      <Reading />
      {!isRead && isEmpty && <Skeleton />}
      {isRead && isEmpty && (
        <p className="none muted small">{isFiltered ? words.noneFound : words.noneYet}</p>
      )}
      <Group title={words.groups.drafts} of={drafts}>
        {(plan) => <PlanItem key={plan.id} plan={plan} isShown={shown === `plan:${plan.id}`} />}
      </Group>
      <Group title={words.groups.underWay} of={underWay}>
        {(job) => <JobItem key={job.id} job={job} isShown={shown === `job:${job.id}`} />}
      </Group>
      <Group title={words.groups.succeeded} of={succeeded}>
        {(job) => <JobItem key={job.id} job={job} isShown={shown === `job:${job.id}`} />}
      </Group>
      <Group title={words.groups.ended} of={ended}>
        {(job) => <JobItem key={job.id} job={job} isShown={shown === `job:${job.id}`} />}
      </Group>
    </nav>
  );
}

function Group<One>({
  title,
  of,
  children,
}: {
  title: string;
  of: One[];
  children: (one: One) => React.ReactNode;
}) {
  if (of.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {of.map(children)}
    </section>
  );
}

const Skeleton = () => (
  <div className="plan-skeleton list-skeleton" aria-hidden="true">
    {[80, 60, 70].map((width) => (
      <span key={width} style={{ width: `${width}%` }} />
    ))}
  </div>
);

/** Which connections are being read, and why others could not be. */
function Reading() {
  const places = useTuningJobs(({ list }) => list?.places) ?? [];
  const connections = useConnections(({ list }) => list) ?? [];
  const nameOf = (id: string) => connections.find((one) => one.id === id)?.name ?? id;
  const reading = places.filter(({ isReading, readAt }) => isReading && readAt === null);
  const unread = places.filter(({ diagnosis, isReading }) => diagnosis !== null && !isReading);
  return (
    <>
      {reading.length > 0 && (
        <p className="none muted small" role="status">
          {fill(words.readingJobs, { names: reading.map((one) => nameOf(one.connectionId)).join(", ") })}
        </p>
      )}
      {unread.map(({ connectionId, diagnosis }) => (
        <a key={connectionId} className="item" href={linkTo("fineTuning", `resource:${connectionId}`)}>
          <span className="status warn small tuning-unread">
            {fill(words.unread, {
              name: nameOf(connectionId),
              title: diagnosis ? explain(diagnosis).title : "",
            })}
          </span>
        </a>
      ))}
    </>
  );
}

function PlanItem({ plan, isShown }: { plan: TuningPlan; isShown: boolean }) {
  const { id, name, model, method, sending, createdAt } = plan;
  return (
    <a className="item" href={linkTo("fineTuning", `plan:${id}`)} aria-current={isShown ? "page" : undefined}>
      <b className="clip" dir="auto">
        {name || words.untitled}
      </b>
      <PlanStatus plan={plan} />
      <small className="clip">
        {sending
          ? phaseText(sending)
          : [model, method && tuningJobs.methods[method]].filter(Boolean).join(" · ") ||
            fill(words.begun, { date: dateText(createdAt) })}
      </small>
    </a>
  );
}

function PlanStatus({ plan: { sending, problem } }: { plan: TuningPlan }) {
  if (sending && problem) return <span className="status warn small">{words.waiting}</span>;
  if (sending) return <span className="status live small">{words.sendingNow}</span>;
  if (problem) return <span className="status danger small">{words.problem}</span>;
  return <span className="status unknown small">{words.draft}</span>;
}

function JobItem({ job, isShown }: { job: TuningJob; isShown: boolean }) {
  const { id, name, model, method, createdAt } = job;
  const { look, word } = standingOf(job);
  const facts = [model, method && tuningJobs.methods[method], dateText(createdAt)]
    .filter(Boolean)
    .join(" · ");
  return (
    <a className="item" href={linkTo("fineTuning", `job:${id}`)} aria-current={isShown ? "page" : undefined}>
      <b className="clip" dir="auto">
        {name}
      </b>
      <span className={`status ${look} small`}>{word}</span>
      <small className="clip" title={facts}>
        {facts}
      </small>
    </a>
  );
}

/** What was removed last. */
function JustRemoved() {
  const plan = usePlans(({ removed }) => removed);
  const job = useTuningJobs(({ removed }) => removed);
  return (
    <>
      <Removed
        text={
          plan &&
          fill(plan.jobId === null ? words.removed : words.removedStarted, {
            name: plan.name || words.untitled,
          })
        }
        undo={words.undo}
        onUndo={() => void undoRemovePlan()}
      />
      <Removed
        text={job && fill(words.hidden, { name: job.name })}
        undo={words.undo}
        onUndo={() => void undoHideJob()}
      />
    </>
  );
}

/** The ways to what is deployed, and to what lies at the resources. */
function Ways({ shown }: { shown: string | null }) {
  const first = usePlaces()?.find(({ why }) => why === null);
  return (
    <div className="tuning-ways">
      <a
        className="item with-icon"
        href={linkTo("fineTuning", "deployments")}
        aria-current={shown === "deployments" ? "page" : undefined}
      >
        <Icon of={Server} />
        <span>{words.deployments}</span>
      </a>
      {first && (
        <a
          className="item with-icon"
          href={linkTo("fineTuning", `resource:${first.connectionId}`)}
          aria-current={shown?.startsWith("resource:") ? "page" : undefined}
        >
          <Icon of={FolderCog} />
          <span>{words.resources}</span>
        </a>
      )}
    </div>
  );
}
