import "../../../renderer/ui/tokens.css";
import "../../../renderer/ui/base.css";
import "../../../renderer/ui/controls.css";
import "../../../renderer/ui/frame.css";
import "uplot/dist/uPlot.min.css";
import { createRoot } from "react-dom/client";
import UPlot from "uplot";
import type { MetricPoints, OpenTuningJob, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { Metrics } from "../../../renderer/fine-tuning/jobs/metrics.tsx";

declare global {
  interface Window {
    /** Shows four columns of so many steps. Gives the milliseconds until they were painted. */
    showMetrics(side: "ours" | "uplot", steps: number): Promise<number>;
  }
}

const names = [
  ["train_loss", "valid_loss"],
  ["train_mean_token_accuracy", "valid_mean_token_accuracy"],
];

const job: TuningJob = {
  id: "bench",
  connectionId: null,
  jobId: "ftjob-bench",
  resource: "bench",
  project: null,
  name: "Bench",
  isOurs: true,
  model: "gpt-4.1-mini-2025-04-14",
  method: "supervised",
  trainingType: null,
  state: "succeeded",
  said: "succeeded",
  tunedModel: null,
  suffix: null,
  seed: null,
  hyperparameters: {},
  trainingFile: null,
  validationFile: null,
  resultFiles: [],
  trainedTokens: null,
  error: null,
  data: null,
  validation: null,
  step: null,
  steps: null,
  trainLoss: null,
  validLoss: null,
  diagnosis: null,
  createdAt: 0,
  finishedAt: null,
  estimatedFinish: null,
  readAt: 0,
};

/** Curves that fall and tremble, the same each time. */
const pointsOf = (steps: number): MetricPoints[] =>
  names.flat().map((name, column) => ({
    name,
    alias: null,
    points: steps,
    steps: Float64Array.from({ length: steps }, (_, at) => at + 1),
    values: Float64Array.from(
      { length: steps },
      (_, at) => 0.5 + 2 * Math.exp((-5 * at) / steps) + 0.05 * Math.sin(at * (12.9898 + column)),
    ),
  }));

const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** Waits until there are so many charts whose canvases have been drawn on. */
async function drawn(count: number): Promise<void> {
  const patience = performance.now() + 30_000;
  while (document.querySelectorAll(".uplot canvas").length < count) {
    if (performance.now() > patience) throw new Error("The charts did not come.");
    await frame();
  }
  await frame();
}

let leave = () => {};

window.showMetrics = async (side, steps) => {
  leave();
  const place = document.createElement("div");
  place.style.cssText = "display: flex; width: 1200px; height: 800px";
  document.body.replaceChildren(place);
  await frame();
  const metrics = pointsOf(steps);
  const begun = performance.now();
  if (side === "ours") leave = showOurs(place, metrics);
  else leave = showBare(place, metrics);
  await drawn(names.length);
  return performance.now() - begun;
};

function showOurs(place: HTMLElement, metrics: MetricPoints[]): () => void {
  const open: OpenTuningJob = {
    job,
    checkpoints: [],
    metrics: metrics.map(({ name, alias, points }) => ({ name, alias, points })),
    findings: [],
    cost: { unit: "tokens", amount: null, missing: [], price: null, total: null, isEstimate: true },
    events: 0,
    isComplete: false,
    can: { pause: false, resume: false, cancel: false, remove: false, hide: false },
    files: [],
    planId: null,
    sent: null,
  };
  const answer = async () => ({ ok: true as const, data: [{ id: job.id, metrics }] });
  Object.assign(window, { assay: { "tuningJobs.metrics": answer } });
  const root = createRoot(place);
  root.render(<Metrics open={open} />);
  return () => root.unmount();
}

/** What uPlot takes alone: its own options, the same lines, as large as ours. */
function showBare(place: HTMLElement, metrics: MetricPoints[]): () => void {
  const charts = names.map((pair) => {
    const [one, other] = pair.map((name) => metrics.find((metric) => metric.name === name));
    if (!one || !other) throw new Error("A column is missing.");
    const options: UPlot.Options = {
      width: 570,
      height: 240,
      scales: { x: { time: false } },
      series: [
        {},
        ...pair.map((label, at) => ({
          label,
          stroke: "gray",
          width: 1.5,
          points: { show: false },
          ...(at === 1 && { dash: [5, 4] }),
        })),
      ],
    };
    return new UPlot(options, [one.steps, one.values, other.values], place);
  });
  return () => {
    for (const chart of charts) chart.destroy();
  };
}
