import { ChevronDown, ChevronUp } from "lucide-react";
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
} from "react";
import type { RowLine, RowView } from "../../../preload/contract/dataset-rows.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { counted } from "../../figures/counted.ts";
import { Icon } from "../../ui/icon.tsx";
import type { RowWindows } from "../../ui/windows.ts";
import { isSelected, type Selection } from "./selection.ts";
import { useScaledRows } from "./use-scaled-rows.ts";
import { languageName, partName, type Sort, sortedBy } from "./view.ts";
import { visible } from "./visible.ts";

const words = datasetRows;
/** Tags that a cell has room for. */
const shownTags = 2;

type Column = keyof typeof words.columns;

/** The columns, each with what it is sorted by; null where it cannot be. */
const columns: [Column, Sort | null][] = [
  ["number", "place"],
  ["asked", null],
  ["answered", null],
  ["turns", "turns"],
  ["tokens", "tokens"],
  ["characters", "characters"],
  ["part", "part"],
  ["language", "language"],
  ["tags", null],
  ["findings", "findings"],
  ["origin", null],
];

/** What others may do with a table. */
export interface TableHandle {
  focus(): void;
  /** Scrolls to a place of the view, if it is not seen. */
  show(index: number): void;
}

/** How a row was pointed at or gone to. */
export interface Held {
  /** Shift: all from where the selection begins. */
  range: boolean;
  /** Ctrl or ⌘: besides the others. */
  beside: boolean;
}

/** The rows of a view as a grid in which only those that are seen are drawn: there may be a hundred million. */
export function RowTable(props: {
  ref: Ref<TableHandle>;
  label: string;
  windows: RowWindows<RowLine>;
  /** Whether these are the rows of the view before. */
  isOld: boolean;
  view: RowView;
  selection: Selection;
  originName: (number: number) => string;
  onView: (view: RowView) => void;
  onPoint: (index: number, held: Held) => void;
  /** Gives whether the key did something. */
  onKey: (event: KeyboardEvent, page: number) => boolean;
}) {
  const { ref, label, windows, isOld, view, selection, originName, onView, onPoint, onKey } = props;
  const total = windows.total ?? 0;
  const { scroller, grid, first, last, isSeen, page, show, onScroll, onScrollEnd } = useScaledRows(
    total,
    view,
  );
  useEffect(() => windows.see(first, last), [windows, first, last]);
  useImperativeHandle(ref, () => ({ focus: () => grid.current?.focus({ preventScroll: true }), show }));

  const active = windows.at(selection.active);
  const pointed = useRef(onPoint);
  pointed.current = onPoint;
  const point = useCallback(
    (event: MouseEvent, index: number) =>
      pointed.current(index, { range: event.shiftKey, beside: event.ctrlKey || event.metaKey }),
    [],
  );
  return (
    <div ref={scroller} className="rows-scroll" onScroll={onScroll} onScrollEnd={onScrollEnd}>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are selected is a grid (ARIA practices).
        role="grid"
        className={isOld ? "rows-grid old" : "rows-grid"}
        tabIndex={0}
        aria-label={label}
        aria-rowcount={windows.total === null ? -1 : total + 1}
        aria-multiselectable
        aria-busy={isOld || windows.total === null}
        aria-activedescendant={active && isSeen(selection.active) ? rowId(active.key) : undefined}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          if (onKey(event, page)) event.preventDefault();
        }}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(([column, sort]) => (
              <Head
                key={column}
                column={column}
                sort={sort}
                view={view}
                onSort={(sort) => onView(sortedBy(view, sort))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {total > 0 &&
            Array.from({ length: last - first + 1 }, (_, at) => {
              const index = first + at;
              const line = windows.at(index);
              return line ? (
                <Row
                  key={index}
                  line={line}
                  index={index}
                  isSelected={isSelected(selection, line.key)}
                  isActive={selection.active === index}
                  origin={line.origin === null ? null : originName(line.origin)}
                  onPoint={point}
                />
              ) : (
                <tr key={index} className="missing" aria-rowindex={index + 2}>
                  <td>
                    <span className="unseen">{words.loading}</span>
                  </td>
                </tr>
              );
            })}
        </tbody>
      </table>
    </div>
  );
}

const rowId = (key: number) => `dataset-row-${key}`;

function Head(props: { column: Column; sort: Sort | null; view: RowView; onSort: (sort: Sort) => void }) {
  const { column, sort, view, onSort } = props;
  const isSorted = sort !== null && view.sort === sort && (sort !== "place" || view.isDescending);
  const name = words.columns[column];
  return (
    <th
      scope="col"
      className={`of-${column}`}
      aria-sort={isSorted ? (view.isDescending ? "descending" : "ascending") : undefined}
    >
      {sort === null ? (
        <span className="clip">{name}</span>
      ) : (
        <button type="button" title={fill(words.sortedBy, { column: name })} onClick={() => onSort(sort)}>
          <span className="clip">{name}</span>
          {isSorted && <Icon of={view.isDescending ? ChevronDown : ChevronUp} size={12} />}
        </button>
      )}
    </th>
  );
}

const Row = memo(function Row(props: {
  line: RowLine;
  index: number;
  isSelected: boolean;
  isActive: boolean;
  origin: string | null;
  onPoint: (event: MouseEvent, index: number) => void;
}) {
  const { line, index, isSelected, isActive, origin, onPoint } = props;
  const { key, asked, answered, turns, tokens, characters, part, language, tags, blocks, warns } = line;
  const texts: [Column, string | null, boolean][] = [
    ["asked", visible(asked), true],
    ["answered", visible(answered), true],
    ["turns", turns.toLocaleString(), false],
    ["tokens", tokens?.toLocaleString() ?? null, false],
    ["characters", characters.toLocaleString(), false],
    ["part", part && partName(part), false],
    ["language", language && languageName(language), false],
  ];
  return (
    <tr
      id={rowId(key)}
      className={isActive ? "active" : undefined}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      onClick={(event) => onPoint(event, index)}
    >
      <th scope="row" className="of-number">
        {key.toLocaleString()}
      </th>
      {texts.map(([column, text, isWritten]) => (
        <td key={column} className={`of-${column}`}>
          <span className="clip" dir={isWritten ? "auto" : undefined}>
            {text ?? words.notGiven}
          </span>
        </td>
      ))}
      <td className="of-tags">
        {tags.slice(0, shownTags).map((tag) => (
          <span key={tag} className="chip clip" dir="auto">
            {tag}
          </span>
        ))}
        {tags.length > shownTags && <span className="chip">+{tags.length - shownTags}</span>}
      </td>
      <td className="of-findings">
        {blocks > 0 && <Found look="danger" count={blocks} label={counted(words.blocks, blocks)} />}
        {warns > 0 && <Found look="warn" count={warns} label={counted(words.warns, warns)} />}
      </td>
      <td className="of-origin">
        <span className="clip" dir="auto">
          {origin === null ? words.notGiven : line.line === null ? origin : `${origin}:${line.line}`}
        </span>
      </td>
    </tr>
  );
});

/** How many findings, with their sign; the word is for who does not see it. */
function Found({ look, count, label }: { look: string; count: number; label: string }) {
  return (
    <span className={`status ${look}`} title={label}>
      <span aria-hidden="true">{count}</span>
      <span className="unseen">{label}</span>
    </span>
  );
}
