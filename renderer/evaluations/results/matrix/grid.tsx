import { ChevronDown, ChevronUp, StickyNote } from "lucide-react";
import { type KeyboardEvent, memo, type Ref, useLayoutEffect, useRef } from "react";
import type { MatrixCell, MatrixRow, MatrixView } from "../../../../preload/contract/evaluation-results.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { Icon } from "../../../ui/icon.tsx";
import { type GridHandle, type Held, type PointAt, RowGrid } from "../../../ui/row-grid.tsx";
import { isSelected, type Selection } from "../../../ui/selection.ts";
import type { RowWindows } from "../../../ui/windows.ts";
import { isPair, rangeOf, scoreText } from "../numbers.ts";
import { heatOf } from "./heat.ts";
import { sortedByModel } from "./view.ts";

const words = evaluationResults.matrix;

/** Rows and models as a grid of any length: each cell a score and how the answer begins. */
export function MatrixGrid(props: {
  ref: Ref<GridHandle>;
  settings: EvaluationSettings;
  windows: RowWindows<MatrixRow>;
  isOld: boolean;
  view: MatrixView;
  selection: Selection;
  isHeated: boolean;
  onView: (view: MatrixView) => void;
  onPoint: (index: number, held: Held) => void;
  onKey: (event: KeyboardEvent, page: number) => boolean;
}) {
  const { settings, view, selection, isHeated, onView, ...grid } = props;
  const { models } = settings;
  const grader = settings.graders.find(({ id }) => id === view.graderId);
  const range = isHeated && grader ? rangeOf(grader) : null;
  const held = grader && isPair(grader) ? models.findIndex(({ id }) => id === settings.baseline) : -1;
  const isGrouped = view.groupBy !== "none";
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    place.current?.style.setProperty("--models", String(models.length));
  }, [models.length]);
  return (
    <div ref={place} className="matrix-place">
      <RowGrid
        {...grid}
        label={words.table}
        className={isGrouped ? "matrix-grid grouped" : "matrix-grid"}
        loading={words.loading}
        view={view}
        active={selection.active}
        idOf={({ row }) => idOf(row)}
        head={
          <>
            {isGrouped && (
              <th scope="col" className="of-group">
                {words.columns.group}
              </th>
            )}
            <th scope="col" className="of-number">
              {words.columns.row}
            </th>
            <th scope="col" className="of-asked">
              {words.columns.asked}
            </th>
            {models.map(({ id, name }) => (
              <ModelHead
                key={id}
                id={id}
                name={name}
                isBaseline={id === view.baseline}
                view={view}
                onView={onView}
              />
            ))}
            <th scope="col" className="of-notes">
              {words.columns.notes}
            </th>
          </>
        }
        row={(line, index, point) => (
          <Row
            key={index}
            line={line}
            index={index}
            low={range?.[0] ?? null}
            high={range?.[1] ?? null}
            held={held}
            noGroup={isGrouped ? words.noGroup[view.groupBy] : null}
            isSelected={isSelected(selection, line.row)}
            isActive={selection.active === index}
            onPoint={point}
          />
        )}
      />
    </div>
  );
}

const idOf = (row: number) => `matrix-row-${row}`;

function ModelHead(props: {
  id: string;
  name: string;
  isBaseline: boolean;
  view: MatrixView;
  onView: (view: MatrixView) => void;
}) {
  const { id, name, isBaseline, view, onView } = props;
  const isSorted = view.sort === "score" && view.modelId === id;
  return (
    <th
      scope="col"
      className="of-model"
      aria-sort={isSorted ? (view.isDescending ? "descending" : "ascending") : undefined}
    >
      <button
        type="button"
        title={fill(words.sortedBy, { column: name })}
        onClick={() => onView(sortedByModel(view, id))}
      >
        <span className="clip" dir="auto">
          {isBaseline ? fill(words.baseline, { model: name }) : name}
        </span>
        {isSorted && <Icon of={view.isDescending ? ChevronDown : ChevronUp} size={12} />}
      </button>
    </th>
  );
}

const Row = memo(function Row(props: {
  line: MatrixRow;
  index: number;
  /** What the shade goes from and to; null for none. */
  low: number | null;
  high: number | null;
  /** The place of the model that the grader holds the others against, and gives nothing itself; -1 for none. */
  held: number;
  /** What rows of no group have as their name; null where nothing is grouped. */
  noGroup: string | null;
  isSelected: boolean;
  isActive: boolean;
  onPoint: PointAt;
}) {
  const { line, index, low, high, held, noGroup, isSelected, isActive, onPoint } = props;
  const { row, asked, tags, label, hasNote, cells, group } = line;
  const range = low === null || high === null ? null : ([low, high] as const);
  return (
    <tr
      id={idOf(row)}
      className={`${isActive ? "active" : ""}${group ? " group" : ""}`}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      onClick={(event) => onPoint(event, index)}
    >
      {noGroup !== null && (
        <td className="of-group">
          {group && (
            <span className="clip" dir="auto">
              {fill(words.groupCount, {
                name: group.name === "" ? noGroup : group.name,
                count: group.rows.toLocaleString(),
              })}
            </span>
          )}
        </td>
      )}
      <th scope="row" className="of-number">
        {(row + 1).toLocaleString()}
      </th>
      <td className="of-asked">
        <span className="clip" dir="auto">
          {asked}
        </span>
      </td>
      {cells.map((cell, model) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the models have their places.
        <Cell key={model} cell={cell} heat={range && heatOf(cell.score, range)} isHeld={model === held} />
      ))}
      <td className="of-notes">
        {hasNote && (
          <span title={words.note}>
            <Icon of={StickyNote} size={12} />
            <span className="unseen">{words.note}</span>
          </span>
        )}
        {label !== null && (
          <span className="chip clip" dir="auto">
            {label}
          </span>
        )}
        {tags.map((tag) => (
          <span key={tag} className="chip clip" dir="auto">
            {tag}
          </span>
        ))}
      </td>
    </tr>
  );
});

function Cell({ cell, heat, isHeld }: { cell: MatrixCell; heat: number | null; isHeld: boolean }) {
  const { score, passed, answers, failed, beginning, range } = cell;
  const title =
    range &&
    range[0] !== range[1] &&
    fill(words.cell.range, { low: scoreText(range[0]), high: scoreText(range[1]) });
  return (
    <td className={heat === null ? "of-model" : `of-model heat-${heat}`} title={title || undefined}>
      <span className="matrix-score">
        {score === null ? evaluationResults.notGiven : scoreText(score)}
        {passed !== null && (
          <span className="unseen"> {passed ? words.cell.passed : words.cell.notPassed}</span>
        )}
      </span>
      <Beginning answers={answers} failed={failed} isGraded={score !== null || isHeld} text={beginning} />
    </td>
  );
}

/** How an answer begins, or why there is none, or no score. */
function Beginning(props: { answers: number; failed: number; isGraded: boolean; text: string }) {
  const { answers, failed, isGraded, text } = props;
  if (answers === 0) return <span className="clip muted">{words.cell.none}</span>;
  if (failed === answers) return <span className="status danger">{words.cell.failed}</span>;
  return (
    <>
      {!isGraded && <span className="status warn">{words.cell.ungraded}</span>}
      <span className="clip" dir="auto">
        {text}
      </span>
    </>
  );
}
