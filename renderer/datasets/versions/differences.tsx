import "../../ui/row-grid.css";
import { type KeyboardEvent, lazy, Suspense, useEffect, useMemo, useReducer, useState } from "react";
import type { RowDifference } from "../../../preload/contract/dataset-rows.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { counted } from "../../figures/counted.ts";
import { nothingSelected, placeAfter } from "../../ui/selection.ts";
import { useScaledRows } from "../../ui/use-scaled-rows.ts";
import { RowWindows } from "../../ui/windows.ts";
import { visible } from "../rows/visible.ts";

const RowChange = lazy(() => import("./row-change.tsx"));
const words = datasetRows.versions;
/** Characters of a row's text that a line of the list has room for. */
const shownLength = 400;

interface Counts {
  added: number;
  removed: number;
  changed: number;
}

/** The rows that two versions have differently: a list of any length, and the one that is looked at word by word. */
export function Differences(props: {
  id: string;
  before: number;
  /** Null for the newest state. */
  after: number | null;
  /** Another whenever rows may have changed. */
  stamp: string;
}) {
  const { id, before, after, stamp } = props;
  const [counts, setCounts] = useState<Counts | null>(null);
  const [active, setActive] = useState(0);
  const [, draw] = useReducer((drawn: number) => drawn + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says that rows may have changed.
  const windows = useMemo(
    () =>
      new RowWindows<RowDifference>(async (from, count) => {
        const answer = await window.assay["datasets.differences"]({ id, before, after, from, count });
        if (!answer.ok) return null;
        const { added, removed, changed, rows } = answer.data;
        setCounts({ added, removed, changed });
        return { rows, total: added + removed + changed, state: 0 };
      }, draw),
    [id, before, after, stamp],
  );
  useEffect(() => windows.open(), [windows]);
  const total = windows.total ?? 0;
  const { scroller, grid, first, last, isSeen, page, show, onScroll, onScrollEnd } = useScaledRows(
    total,
    windows,
  );
  useEffect(() => windows.see(first, last), [windows, first, last]);
  const key = (event: KeyboardEvent) => {
    const to = placeAfter(event.key, { ...nothingSelected, active }, total, page);
    if (to === null || event.target !== event.currentTarget) return;
    event.preventDefault();
    setActive(to);
    show(to);
  };
  if (windows.failed) return <p className="versions-bar status danger">{datasetRows.unread}</p>;
  const shown = windows.at(active);
  return (
    <>
      <p className="versions-bar small" role="status">
        {counts === null ? words.loading : summaryOf(counts)}
      </p>
      <div className="differences">
        <div
          ref={scroller}
          className="rows-scroll"
          onScroll={onScroll}
          onScrollEnd={onScrollEnd}
          hidden={total === 0}
        >
          <table
            ref={grid}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are selected is a grid (ARIA practices).
            role="grid"
            className="rows-grid differences-grid"
            tabIndex={0}
            aria-label={words.differences}
            aria-rowcount={total + 1}
            aria-activedescendant={isSeen(active) ? idOf(active) : undefined}
            onKeyDown={key}
          >
            <thead>
              <tr aria-rowindex={1}>
                <th scope="col" className="of-number">
                  {datasetRows.columns.number}
                </th>
                <th scope="col">{words.kind}</th>
                <th scope="col">{datasetRows.row.label}</th>
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
                const index = first + at;
                return (
                  <Line
                    key={index}
                    index={index}
                    row={windows.at(index)}
                    isActive={index === active}
                    onPick={() => setActive(index)}
                  />
                );
              })}
            </tbody>
          </table>
        </div>
        {shown && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
          <section className="difference" tabIndex={0} aria-label={rowTitle(shown)}>
            <h2>{rowTitle(shown)}</h2>
            <Suspense>
              <RowChange key={shown.key} before={shown.before} after={shown.after} />
            </Suspense>
          </section>
        )}
      </div>
    </>
  );
}

const idOf = (index: number) => `row-difference-${index}`;

const rowTitle = ({ key }: RowDifference) => fill(words.row, { key: key.toLocaleString() });

function summaryOf({ added, removed, changed }: Counts): string {
  const said = [
    added > 0 && counted(words.added, added),
    removed > 0 && counted(words.removed, removed),
    changed > 0 && counted(words.changed, changed),
  ].filter(Boolean);
  return said.length === 0 ? words.same : said.join(", ");
}

const kindOf = ({ before, after }: RowDifference) =>
  before === null ? "added" : after === null ? "removed" : "changed";

function Line(props: { index: number; row: RowDifference | null; isActive: boolean; onPick: () => void }) {
  const { index, row, isActive, onPick } = props;
  if (row === null)
    return (
      <tr className="missing" aria-rowindex={index + 2}>
        <td>
          <span className="unseen">{datasetRows.loading}</span>
        </td>
      </tr>
    );
  const kind = kindOf(row);
  return (
    <tr
      id={idOf(index)}
      className={isActive ? "active" : undefined}
      aria-rowindex={index + 2}
      aria-selected={isActive}
      onClick={onPick}
    >
      <th scope="row" className="of-number">
        {row.key.toLocaleString()}
      </th>
      <td className={`of-${kind}`}>{words.kinds[kind]}</td>
      <td className="mono">
        <span className="clip">{visible((row.after ?? row.before ?? "").slice(0, shownLength))}</span>
      </td>
    </tr>
  );
}
