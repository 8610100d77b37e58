import { useMemo, useState } from "react";
import type { MetricPoints } from "../../../preload/contract/tuning-jobs.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { LongTable } from "../../ui/long-table.tsx";
import { numberText } from "../number-text.ts";
import { metricName } from "./metric-groups.ts";
import { aligned } from "./points.ts";

const words = tuningJobs.charts;

/** Every value that the charts draw, by step; folded away until it is wanted. */
export function MetricTable({ metrics, checkpoints }: { metrics: MetricPoints[]; checkpoints: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="metric-values" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{words.numbers}</summary>
      {isOpen && <Values metrics={metrics} checkpoints={checkpoints} />}
    </details>
  );
}

function Values({ metrics, checkpoints }: { metrics: MetricPoints[]; checkpoints: string }) {
  const [steps, ...columns] = useMemo(() => aligned(metrics), [metrics]);
  const marked = useMemo(() => new Set(checkpoints.split(",").map(Number)), [checkpoints]);
  return (
    <LongTable
      label={words.numbers}
      count={steps.length}
      head={
        <>
          <th scope="col" className="number">
            {words.step}
          </th>
          {metrics.map((metric) => (
            <th key={metric.name} scope="col" className="number" title={metric.name}>
              {metricName(metric)}
            </th>
          ))}
        </>
      }
      row={(index) => {
        const step = steps[index] ?? 0;
        return (
          <>
            <th scope="row" className="number">
              {marked.has(step) && <span className="chip">{words.checkpoint}</span>} {step.toLocaleString()}
            </th>
            {columns.map((values, at) => {
              const value = values[index];
              return (
                <td key={metrics[at]?.name} className="number">
                  {value == null ? "" : numberText(value)}
                </td>
              );
            })}
          </>
        );
      }}
    />
  );
}
