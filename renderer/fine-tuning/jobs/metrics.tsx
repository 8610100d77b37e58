import "./metrics.css";
import { X } from "lucide-react";
import { useMemo, useState } from "react";
import type { MetricPoints, OpenTuningJob, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { dashes } from "../../charts/curves.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Icon } from "../../ui/icon.tsx";
import { type ChartLine, MetricChart } from "./metric-chart.tsx";
import { groupsOf, metricName, sharesNone } from "./metric-groups.ts";
import { MetricTable } from "./metric-table.tsx";
import { act, useTuningJobs } from "./state.ts";
import { useMetrics } from "./use-metrics.ts";

const words = tuningJobs.charts;
/** Points over which lines can be averaged. */
const smoothings = [0, 5, 15, 51, 151];
/** Jobs whose lines lie over those of this one. */
const mostOthers = 7;

/** The numbers of a job as they come: a chart for what is of one scale, other jobs over it, and all values as a table. */
export function Metrics({ open }: { open: OpenTuningJob }) {
  const { job, checkpoints, findings } = open;
  const list = useTuningJobs(({ list }) => list);
  const [smoothing, setSmoothing] = useState(0);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const others = (list?.jobs ?? []).filter(({ id }) => chosen.includes(id));
  const { metrics, diagnosis } = useMetrics(job.id, open.metrics, chosen);
  const own = metrics?.[job.id] ?? null;
  const groups = useMemo(() => groupsOf(own ?? []), [own]);
  const steps = checkpoints.map(({ step }) => step).join();
  const turned = findings
    .filter(({ code, step }) => step !== null && code === "validation_rising")
    .map(({ step }) => step)
    .join();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <section className="scroll metrics" aria-label={tuningJobs.tabs.metrics} tabIndex={0}>
      <Controls
        job={job}
        others={others}
        smoothing={smoothing}
        onSmoothing={setSmoothing}
        onOthers={setChosen}
      />
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      {!diagnosis && own === null && (
        <p role="status" className="muted">
          {words.reading}
        </p>
      )}
      {own?.length === 0 && <p className="muted">{open.isComplete ? words.noneEver : words.none}</p>}
      {others
        .filter(({ id }) => own !== null && sharesNone(own, metrics?.[id] ?? own))
        .map(({ id, name }) => (
          <p key={id} role="status" className="muted small">
            {fill(words.nothingShared, { name })}
          </p>
        ))}
      <div className="metric-charts">
        {groups.map(({ id, title, better, names }) => (
          <MetricChart
            key={id}
            id={id}
            title={title}
            better={better}
            lines={linesOf(names, [job, ...others], metrics ?? {})}
            checkpoints={steps}
            turned={id === "loss" || id === "reward" ? turned : ""}
            smoothing={smoothing}
            sync={job.id}
          />
        ))}
      </div>
      {smoothing > 0 && <p className="muted small">{fill(words.smoothed, { count: smoothing })}</p>}
      {own && own.length > 0 && <MetricTable metrics={own} checkpoints={steps} />}
    </section>
  );
}

/** The lines of a chart: its columns of each job, those of the job that is shown first. */
function linesOf(
  names: readonly string[],
  jobs: readonly TuningJob[],
  metrics: Record<string, MetricPoints[]>,
): ChartLine[] {
  return jobs.flatMap((job, index) =>
    names.flatMap((name) => {
      const found = metrics[job.id]?.find((one) => one.name === name);
      if (!found || found.steps.length === 0) return [];
      return [
        {
          id: `${job.id} ${name}`,
          name: metricName(found),
          number: jobs.length > 1 ? String(index + 1) : "",
          run: job.name,
          dash: dashes[names.indexOf(name) % dashes.length] ?? [],
          isOwn: index === 0,
          points: found,
        },
      ];
    }),
  );
}

function Controls(props: {
  job: TuningJob;
  others: readonly TuningJob[];
  smoothing: number;
  onSmoothing: (count: number) => void;
  onOthers: (ids: readonly string[]) => void;
}) {
  const { job, others, smoothing, onSmoothing, onOthers } = props;
  const list = useTuningJobs(({ list }) => list);
  const [path, setPath] = useState<string | null>(null);
  const ids = others.map(({ id }) => id);
  const more = (list?.jobs ?? []).filter(
    ({ id, state, step }) =>
      id !== job.id && !ids.includes(id) && (step !== null || (state !== "waiting" && state !== "failed")),
  );
  const save = async () => setPath(await act(window.assay["tuningJobs.exportMetrics"]({ id: job.id })));
  return (
    <div className="row wrap metric-controls">
      <label className="row">
        {words.smoothing}
        <select
          className="picker boxed"
          value={smoothing}
          onChange={({ target }) => onSmoothing(Number(target.value))}
        >
          {smoothings.map((count) => (
            <option key={count} value={count}>
              {count === 0 ? words.smoothingNone : fill(words.smoothingOf, { count })}
            </option>
          ))}
        </select>
      </label>
      <label className="row">
        {words.others}
        <select
          className="picker boxed"
          value=""
          disabled={more.length === 0 || others.length >= mostOthers}
          onChange={({ target }) => onOthers([...ids, target.value])}
        >
          <option value="">{more.length === 0 && others.length === 0 ? words.othersNone : words.pick}</option>
          {more.map(({ id, name }) => (
            <option key={id} value={id} dir="auto">
              {name}
            </option>
          ))}
        </select>
      </label>
      {others.map(({ id, name }, index) => (
        <button
          key={id}
          type="button"
          className="button quiet"
          aria-label={fill(words.otherGone, { name })}
          title={fill(words.otherGone, { name })}
          onClick={() => onOthers(ids.filter((one) => one !== id))}
        >
          <b>{index + 2}</b>
          <span className="clip metric-other" dir="auto">
            {name}
          </span>
          <Icon of={X} size={14} />
        </button>
      ))}
      <span className="grow" />
      <span className="muted small" role="status">
        {path !== null && fill(words.exported, { path })}
      </span>
      <button type="button" className="button" onClick={() => void save()}>
        {words.export}
      </button>
    </div>
  );
}
