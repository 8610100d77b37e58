import "../ui/progress.css";
import "../ui/view-tabs.css";
import "./series.css";
import { ListOrdered } from "lucide-react";
import { useEffect } from "react";
import type { SeriesSummary } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { linkTo } from "../route.ts";
import { CompareTabs } from "../ui/compare-tabs.tsx";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { Removed } from "../ui/removed.tsx";
import { OpenBundleButton } from "./files.tsx";
import { bundleDrop } from "./open.ts";
import { SeriesPage } from "./page.tsx";
import { openSeries, undoRemove, useSeries } from "./state.ts";

const words = strings.series;
const looks = { running: "live", paused: "warn", done: "ok" } as const;

/** The series there are, and one of them. */
export function SeriesScreen({ seriesId }: { seriesId: string | null }) {
  const list = useSeries(({ list }) => list);
  const open = useSeries(({ open }) => open);
  const diagnosis = useSeries(({ diagnosis }) => diagnosis);
  const wanted = seriesId ?? list?.[0]?.id ?? null;
  useEffect(() => {
    if (wanted !== null && wanted !== useSeries.getState().open?.id) void openSeries(wanted);
  }, [wanted]);
  return (
    <main className="screen" {...bundleDrop}>
      <aside className="pane">
        <div className="bar">
          <h2 className="grow">{words.list}</h2>
          <OpenBundleButton />
        </div>
        <JustRemoved />
        <nav className="list scroll" aria-label={words.list}>
          {list?.length === 0 && <p className="none muted small">{words.none}</p>}
          {list?.map((one) => (
            <Item key={one.id} series={one} isShown={one.id === wanted} />
          ))}
        </nav>
      </aside>
      <div className="work series">
        <div className="bar">
          <h1>{strings.compare.title}</h1>
          <CompareTabs current="series" />
        </div>
        {diagnosis && (
          <div className="notice">
            <DiagnosisView diagnosis={diagnosis} />
          </div>
        )}
        {open && open.id === wanted ? (
          <SeriesPage key={open.id} series={open} />
        ) : (
          list?.length === 0 && <Empty />
        )}
      </div>
    </main>
  );
}

function Empty() {
  return (
    <div className="empty">
      <Icon of={ListOrdered} size={32} />
      <h2>{words.emptyTitle}</h2>
      <p>{words.emptyText}</p>
      <a className="button primary" href={linkTo("compare")}>
        {words.toCompare}
      </a>
    </div>
  );
}

function Item({ series, isShown }: { series: SeriesSummary; isShown: boolean }) {
  const { id, title, state, createdAt, origin, progress } = series;
  const when = new Date(createdAt).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  return (
    <a className="item" href={linkTo("series", id)} aria-current={isShown ? "page" : undefined}>
      <b className="clip" dir="auto">
        {title}
      </b>
      <span className={`status ${looks[state]} small`}>
        {origin === "file" ? words.fromFile : words.states[state]}
      </span>
      <small className="clip">
        {when} · {fill(words.done, { done: progress.done, of: progress.of })}
      </small>
    </a>
  );
}

/** What was removed last. */
function JustRemoved() {
  const removed = useSeries(({ removed }) => removed);
  const text = removed === null ? null : words.removed;
  return <Removed text={text} undo={words.undo} onUndo={() => void undoRemove()} />;
}
