import { ChevronDown, ChevronUp } from "lucide-react";
import { type KeyboardEvent, memo, type Ref } from "react";
import type { RowLine, RowView } from "../../../preload/contract/dataset-rows.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { counted } from "../../figures/counted.ts";
import { Icon } from "../../ui/icon.tsx";
import { type GridHandle, type Held, type PointAt, RowGrid } from "../../ui/row-grid.tsx";
import { isSelected, type Selection } from "../../ui/selection.ts";
import type { RowWindows } from "../../ui/windows.ts";
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

/** The rows of a view as a grid. */
export function RowTable(props: {
  ref: Ref<GridHandle>;
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
  const { view, selection, originName, onView, ...grid } = props;
  return (
    <RowGrid
      {...grid}
      className="dataset-grid"
      loading={words.loading}
      view={view}
      active={selection.active}
      idOf={({ key }) => rowId(key)}
      head={columns.map(([column, sort]) => (
        <Head
          key={column}
          column={column}
          sort={sort}
          view={view}
          onSort={(sort) => onView(sortedBy(view, sort))}
        />
      ))}
      row={(line, index, point) => (
        <Row
          key={index}
          line={line}
          index={index}
          isSelected={isSelected(selection, line.key)}
          isActive={selection.active === index}
          origin={line.origin === null ? null : originName(line.origin)}
          onPoint={point}
        />
      )}
    />
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
  onPoint: PointAt;
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
