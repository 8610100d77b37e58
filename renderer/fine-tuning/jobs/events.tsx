import { Search } from "lucide-react";
import { useEffect, useMemo, useReducer, useRef, useState } from "react";
import type { JobEvent } from "../../../preload/contract/tuning-jobs.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { counted } from "../../figures/counted.ts";
import { Icon } from "../../ui/icon.tsx";
import { LongTable } from "../../ui/long-table.tsx";
import { RowWindows } from "../../ui/windows.ts";
import { momentText } from "../dates.ts";

const words = tuningJobs.events;
const levels = ["info", "warning", "error"] as const;
const looks = { info: "unknown", warning: "warn", error: "danger" };
/** Milliseconds of silence before what is typed is looked for. */
const pause = 250;

interface EventView {
  search: string;
  level: JobEvent["level"] | null;
}

/** What the service says about a job, the newest first; a hundred thousand lines are read as they are seen. */
export function Events({ id, count }: { id: string; count: number }) {
  const [typed, setTyped] = useState("");
  const [view, setView] = useState<EventView>({ search: "", level: null });
  useEffect(() => {
    const timer = setTimeout(
      () => setView((before) => (before.search === typed ? before : { ...before, search: typed })),
      pause,
    );
    return () => clearTimeout(timer);
  }, [typed]);
  const { windows, see } = useEvents(id, view, count);
  const { total, failed } = windows;
  const isAll = view.search === "" && view.level === null;
  return (
    <div className="job-events">
      <div className="row wrap job-controls">
        <label className="input">
          <Icon of={Search} size={14} />
          <span className="unseen">{words.search}</span>
          <input
            dir="auto"
            type="search"
            placeholder={words.search}
            value={typed}
            maxLength={1000}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <select
          className="picker"
          aria-label={words.level}
          value={view.level ?? ""}
          onChange={({ target }) =>
            setView({ ...view, level: levels.find((one) => one === target.value) ?? null })
          }
        >
          <option value="">{words.levels.all}</option>
          {levels.map((one) => (
            <option key={one} value={one}>
              {words.levels[one]}
            </option>
          ))}
        </select>
        <span className="grow" />
        <span className="muted small">{total !== null && counted(words.count, total)}</span>
      </div>
      {failed && (
        <p className="row job-controls">
          <span className="status danger">{words.failed}</span>
          <button type="button" className="button" onClick={() => windows.refresh()}>
            {words.retry}
          </button>
        </p>
      )}
      {total === 0 && <p className="job-controls muted">{isAll ? words.none : words.noMatch}</p>}
      {total !== null && total > 0 && (
        <LongTable
          key={`${view.search} ${view.level}`}
          label={words.table}
          className="events"
          count={total}
          growsAtTop
          // Counted from the oldest, so that a line keeps its name when newer ones come.
          keyOf={(index) => total - index}
          onSeen={see}
          head={
            <>
              <th scope="col">{words.time}</th>
              <th scope="col">{words.level}</th>
              <th scope="col">{words.message}</th>
            </>
          }
          row={(index) => <Line event={windows.at(index)} />}
        />
      )}
    </div>
  );
}

/** The events of a view, read as they are seen, and again when there are more. */
function useEvents(id: string, view: EventView, count: number) {
  const [, draw] = useReducer((drawn: number) => drawn + 1, 0);
  const windows = useMemo(
    () =>
      new RowWindows<JobEvent>(async (from, count) => {
        const answer = await window.assay["tuningJobs.events"]({ id, ...view, from, count });
        return answer.ok
          ? { rows: answer.data.events, total: answer.data.total, state: answer.data.total }
          : null;
      }, draw),
    [id, view],
  );
  useEffect(() => {
    const close = windows.open();
    windows.see(0, 0);
    return close;
  }, [windows]);
  const counted = useRef({ windows, count });
  useEffect(() => {
    const before = counted.current;
    counted.current = { windows, count };
    if (before.windows === windows && before.count !== count) windows.refresh();
  }, [windows, count]);
  const see = useMemo(() => (first: number, last: number) => windows.see(first, last), [windows]);
  return { windows, see };
}

function Line({ event }: { event: JobEvent | null }) {
  if (event === null)
    return (
      <>
        <td />
        <td />
        <td>{"\u00a0"}</td>
      </>
    );
  const { at, level, message } = event;
  return (
    <>
      <td className="time">
        <time dateTime={new Date(at).toISOString()}>{momentText(at)}</time>
      </td>
      <td>
        <span className={`status ${looks[level]}`}>{words.one[level]}</span>
      </td>
      <td className="selectable message" dir="auto">
        {message}
      </td>
    </>
  );
}
