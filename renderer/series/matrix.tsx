import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp, Search } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { Series, SeriesRow } from "../../preload/contract/series.ts";
import { hasFailed } from "../../preload/ends.ts";
import { strings } from "../../preload/strings/en.ts";
import { endText } from "../../preload/strings/ends.ts";
import { titleOf } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { formatMetric, formatTime } from "../figures/format.ts";
import { Icon } from "../ui/icon.tsx";
import { nameOf } from "./format.ts";
import {
  type MatrixRow,
  matrixOf,
  medianOf,
  type Show,
  type Sort,
  type View,
  viewed,
} from "./matrix-rows.ts";
import { Reader } from "./reader.tsx";
import { useSeries } from "./state.ts";

const words = strings.series;
const shows: Show[] = ["all", "failed", "different"];
const sorts: Sort[] = ["given", "firstToken", "total", "tokensPerSecond", "length", "cost"];
/** Height of a row; see series.css. */
const rowHeight = 108;

/** Every prompt with what each column answered. Only the rows that are seen are drawn: there may be ten thousand. */
export function Matrix({ series }: { series: Series }) {
  const { layout, questions } = series;
  const rows = useSeries(({ rows }) => rows);
  const [view, setView] = useState<View>({
    text: "",
    show: "all",
    sort: "given",
    columnId: layout[0]?.id ?? "",
    descending: false,
  });
  const [read, setRead] = useState<{ promptId: string; columnId: string } | null>(null);
  const matrix = useMemo(() => matrixOf(questions, rows), [questions, rows]);
  const shown = useMemo(() => viewed(matrix, view), [matrix, view]);
  const scrolled = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scrolled.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  });
  const items = virtual.getVirtualItems();
  return (
    <div className="matrix">
      <Controls series={series} view={view} onChange={setView} count={shown.length} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard. */}
      <section ref={scrolled} className="matrix-scroll" tabIndex={0} aria-label={words.answers}>
        <table aria-rowcount={shown.length + 1} aria-label={words.answers} ref={widthFor(layout.length)}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">{words.prompt}</th>
              {layout.map(({ id }) => (
                <th key={id} scope="col" className="clip" dir="auto">
                  {nameOf(layout, id)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Space height={items[0]?.start ?? 0} />
            {items.map(({ index }) => {
              const row = shown[index];
              return (
                row && (
                  <Row
                    key={row.prompt.id}
                    row={row}
                    series={series}
                    index={index}
                    onRead={(columnId) => setRead({ promptId: row.prompt.id, columnId })}
                  />
                )
              );
            })}
            <Space height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
          </tbody>
        </table>
        {shown.length === 0 && <p className="empty muted">{words.noMatch}</p>}
      </section>
      {read && (
        <Reader
          series={series}
          rows={shown}
          promptId={read.promptId}
          columnId={read.columnId}
          onMove={(promptId) => setRead({ ...read, promptId })}
          onClose={() => setRead(null)}
        />
      )}
    </div>
  );
}

function Controls(props: { series: Series; view: View; count: number; onChange: (view: View) => void }) {
  const { series, view, count, onChange } = props;
  const { layout, prompts } = series;
  const change = (changed: Partial<View>) => onChange({ ...view, ...changed });
  return (
    <div className="matrix-controls row wrap">
      <label className="input">
        <Icon of={Search} size={14} />
        <span className="unseen">{words.search}</span>
        <input
          dir="auto"
          type="search"
          placeholder={words.search}
          value={view.text}
          onChange={({ target }) => change({ text: target.value })}
        />
      </label>
      <select
        className="picker"
        aria-label={words.show}
        value={view.show}
        onChange={({ target }) => change({ show: target.value as Show })}
      >
        {shows.map((one) => (
          <option key={one} value={one}>
            {words.shows[one]}
          </option>
        ))}
      </select>
      <select
        className="picker"
        aria-label={words.sort}
        value={view.sort}
        onChange={({ target }) => change({ sort: target.value as Sort })}
      >
        {sorts.map((one) => (
          <option key={one} value={one}>
            {words.sorts[one]}
          </option>
        ))}
      </select>
      {view.sort !== "given" && (
        <select
          className="picker"
          aria-label={words.sortColumn}
          value={view.columnId}
          onChange={({ target }) => change({ columnId: target.value })}
        >
          {layout.map(({ id }) => (
            <option key={id} value={id} dir="auto">
              {nameOf(layout, id)}
            </option>
          ))}
        </select>
      )}
      <button
        type="button"
        className="button square"
        aria-label={view.descending ? words.descending : words.ascending}
        title={view.descending ? words.descending : words.ascending}
        onClick={() => change({ descending: !view.descending })}
      >
        <Icon of={view.descending ? ArrowDown : ArrowUp} />
      </button>
      <span className="grow" />
      <span className="muted small" role="status">
        {fill(words.shown, { count: count.toLocaleString(), all: prompts.toLocaleString() })}
      </span>
    </div>
  );
}

/** In the place of rows that are not seen. */
function Space({ height }: { height: number }) {
  if (height <= 0) return null;
  return <tr ref={(row) => row?.style.setProperty("height", `${height}px`)} />;
}

/** Gives a table room for so many columns beside the prompt. */
const widthFor = (columns: number) => (table: HTMLTableElement | null) =>
  table?.style.setProperty("--columns", String(columns + 1));

function Row(props: { row: MatrixRow; series: Series; index: number; onRead: (columnId: string) => void }) {
  const { row, series, index, onRead } = props;
  const { prompt, number, cells } = row;
  return (
    <tr aria-rowindex={index + 2}>
      <th scope="row">
        <div className="matrix-prompt">
          <small className="muted">{number}</small>
          <p dir="auto">{prompt.text}</p>
        </div>
      </th>
      {series.layout.map(({ id, alias }) => {
        const runs = cells[id] ?? [];
        return (
          <td key={id}>
            {runs.length === 0 ? (
              <span className="muted small">{words.notAsked}</span>
            ) : (
              <button type="button" className="matrix-cell" onClick={() => onRead(id)}>
                <span className="unseen">{fill(words.read, { name: alias, number })}</span>
                <Cell runs={runs} />
              </button>
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** Whether an answer that was given is not all of one. */
const isCut = ({ end }: SeriesRow) => end === "length" || end === "content_filter";

function Cell({ runs }: { runs: readonly SeriesRow[] }) {
  const [first] = runs;
  const cut = runs.find(isCut);
  const failed = runs.filter(hasFailed).length;
  const [firstToken, total, speed] = [
    medianOf(runs, "firstToken"),
    medianOf(runs, "total"),
    medianOf(runs, "tokensPerSecond"),
  ];
  return (
    <>
      <span className="matrix-beginning" dir="auto">
        {first?.beginning.trim() || titleOf(first?.diagnosis ?? null) || words.noText}
      </span>
      <small className="row muted">
        {failed > 0 && <span className="status danger">{fill(words.failed, { count: failed })}</span>}
        {cut && <span className="status warn">{endText(cut.end, cut.diagnosis)}</span>}
        {runs.length > 1 && <span>{fill(words.ofRuns, { count: runs.length })}</span>}
        {firstToken !== null && <span>{formatTime(firstToken)}</span>}
        {total !== null && <span>{formatTime(total)}</span>}
        {speed !== null && <span>{formatMetric("tokensPerSecond", speed)}</span>}
      </small>
    </>
  );
}
