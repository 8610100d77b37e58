import "./repeats.css";
import { useState } from "react";
import type { WaitingColumn } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { linkTo } from "../route.ts";
import { useNow } from "../ui/use-now.ts";
import { useFollowed } from "./followed.ts";
import { formatDuration, nameOf } from "./format.ts";
import { howFar } from "./how-far.ts";
import { Intervals } from "./intervals.tsx";
import { useSeries } from "./state.ts";
import { verdict } from "./verdict.ts";

const words = strings.repeats;
const rememberedAs = "repeats";
const shown = ["firstToken", "tokensPerSecond"] as const;

/** Below the columns of a comparison: what its newest series has come to so far. Nothing while there is none. */
export function Repeats({ comparisonId }: { comparisonId: string }) {
  const newest = useSeries(({ list }) => list?.find((one) => one.comparisonId === comparisonId));
  const [isOpen, setIsOpen] = useState(() => localStorage.getItem(rememberedAs) !== "closed");
  if (!newest) return null;
  const toggle = (open: boolean) => {
    localStorage.setItem(rememberedAs, open ? "open" : "closed");
    setIsOpen(open);
  };
  return (
    <details className="repeats" open={isOpen} onToggle={({ currentTarget }) => toggle(currentTarget.open)}>
      <summary className="row">
        <b>{words.title}</b>
        <span className="clip" dir="auto">
          {newest.title}
        </span>
        <span className="muted small">{howFar(newest)}</span>
        <Waits waiting={newest.progress.waiting} />
      </summary>
      {isOpen && <Measured seriesId={newest.id} />}
    </details>
  );
}

/** How many columns wait, and until the first of them is asked again. */
function Waits({ waiting }: { waiting: readonly WaitingColumn[] }) {
  const now = useNow(waiting.length > 0);
  if (waiting.length === 0) return null;
  const first = Math.min(...waiting.map(({ until }) => until));
  const time = formatDuration(Math.max(0, first - now));
  return <span className="status warn small">{fill(words.waits, { count: waiting.length, time })}</span>;
}

function Measured({ seriesId }: { seriesId: string }) {
  const followed = useFollowed(seriesId);
  if (!followed) return null;
  const { results } = followed;
  const { layout } = followed.series;
  const isEmpty = results.columns.every(({ runs }) => runs === 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <section className="repeats-measured scroll" aria-label={words.title} tabIndex={0}>
      <div className="small">
        {isEmpty && <p className="muted">{words.empty}</p>}
        {shown.map((metric) => {
          const said = verdict(metric, results.differences, (columnId) => nameOf(layout, columnId));
          return (
            said && (
              <p key={metric}>
                {fill(strings.series.against, { metric: strings.series.metrics[metric] })} {said}
              </p>
            )
          );
        })}
        <a className="button" href={linkTo("series", seriesId)}>
          {words.open}
        </a>
      </div>
      {shown.map((metric) => (
        <Intervals key={metric} metric={metric} layout={layout} results={results} />
      ))}
    </section>
  );
}
