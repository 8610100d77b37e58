import { Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import type { Series } from "../../preload/contract/series.ts";
import { titleLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { connectionActions } from "../connections/index.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { useNow } from "../ui/use-now.ts";
import { SeriesVote } from "../votes/index.ts";
import { Conditions } from "./conditions.tsx";
import { SeriesFiles } from "./files.tsx";
import { formatDuration } from "./format.ts";
import { Matrix } from "./matrix.tsx";
import { Results } from "./results.tsx";
import { pauseSeries, removeSeries, renameSeries, resumeSeries } from "./state.ts";

const words = strings.series;
const views = ["results", "answers", "conditions"] as const;

/** One series: how far it is, what came of it, every answer, and under which conditions. */
export function SeriesPage({ series }: { series: Series }) {
  const [view, setView] = useState<(typeof views)[number]>("results");
  const [voting, setVoting] = useState(false);
  if (voting) return <SeriesVote series={series} onClose={() => setVoting(false)} />;
  return (
    <>
      <Header series={series} onVote={() => setVoting(true)} />
      <Progress series={series} />
      {series.problem && (
        <div className="notice">
          <DiagnosisView
            diagnosis={series.problem.diagnosis}
            during="chat"
            on={connectionActions(series.problem.connectionId, () => void resumeSeries(series.id, false))}
          />
        </div>
      )}
      <div className="series-views view-tabs row" role="tablist" aria-label={words.tabs.label}>
        {views.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            className="button quiet"
            aria-selected={view === one}
            onClick={() => setView(one)}
          >
            {words.tabs[one]}
          </button>
        ))}
      </div>
      {view === "results" && <Results series={series} />}
      {view === "answers" && <Matrix series={series} />}
      {view === "conditions" && <Conditions series={series} />}
    </>
  );
}

function Header({ series, onVote }: { series: Series; onVote: () => void }) {
  const { id, title, state, origin, progress, prompts, columns, repeats } = series;
  const [typed, setTyped] = useState(title);
  useEffect(() => setTyped(title), [title]);
  const rename = () => {
    const name = typed.trim();
    if (name === "" || name === title) setTyped(title);
    else void renameSeries(id, name);
  };
  return (
    <div className="series-header row wrap">
      <input
        dir="auto"
        className="series-title grow"
        aria-label={words.rename}
        value={typed}
        maxLength={titleLimit}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={rename}
        onKeyDown={({ key, currentTarget }) => key === "Enter" && currentTarget.blur()}
      />
      <span className="muted small">{fill(words.summary, { prompts, columns, repeats })}</span>
      {state === "running" && (
        <button type="button" className="button" onClick={() => void pauseSeries(id)}>
          {words.pause}
        </button>
      )}
      {state === "paused" && origin === "here" && (
        <button type="button" className="button primary" onClick={() => void resumeSeries(id, false)}>
          {words.resume}
        </button>
      )}
      {state !== "running" && origin === "here" && progress.failed > 0 && (
        <button type="button" className="button" onClick={() => void resumeSeries(id, true)}>
          {words.again}
        </button>
      )}
      {columns > 1 && (
        <button type="button" className="button" onClick={onVote}>
          {strings.votes.series.action}
        </button>
      )}
      <SeriesFiles series={series} />
      <button
        type="button"
        className="button square"
        aria-label={words.delete}
        title={words.delete}
        onClick={() => void removeSeries(id)}
      >
        <Icon of={Trash2} />
      </button>
    </div>
  );
}

/** How far it is, and what it waits for. */
function Progress({ series }: { series: Series }) {
  const { progress, layout, state, origin } = series;
  const { done, failed, of, timeLeft, waiting } = progress;
  const now = useNow(waiting.length > 0);
  if (origin === "file") return null;
  return (
    <div className="series-progress small">
      <progress aria-label={words.progress} max={Math.max(1, of)} value={done} />
      <span role="status">{state !== "running" && words.states[state]}</span>
      <span>{fill(words.done, { done: done.toLocaleString(), of: of.toLocaleString() })}</span>
      {failed > 0 && <span className="status danger">{fill(words.failed, { count: failed })}</span>}
      {state === "running" && timeLeft !== null && (
        <span className="muted">{fill(words.left, { time: formatDuration(timeLeft) })}</span>
      )}
      {waiting.map(({ columnId, until, isLimited }) => (
        <span key={columnId} className="status warn">
          {fill(isLimited ? words.waits : words.waitsToRetry, {
            name: layout.find(({ id }) => id === columnId)?.alias ?? "",
            time: formatDuration(Math.max(0, until - now)),
          })}
        </span>
      ))}
    </div>
  );
}
