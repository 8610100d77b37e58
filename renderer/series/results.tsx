import { useMemo } from "react";
import type { ColumnResult, MetricDifference, Series } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { noSpeedNotes } from "../../preload/strings/no-speed.ts";
import { NoteList } from "../answers/notes.tsx";
import { formatCost } from "../figures/format.ts";
import { changesOf } from "./column-notes.ts";
import { Distributions } from "./distributions.tsx";
import { formatMiddle, metrics, nameOf } from "./format.ts";
import { Intervals } from "./intervals.tsx";
import { useSeries } from "./state.ts";
import { isBest, sentence } from "./verdict.ts";

const words = strings.series;

/** What the runs come to: medians with their intervals, and which differences are one. */
export function Results({ series }: { series: Series }) {
  const results = useSeries(({ results }) => results);
  const rows = useSeries(({ rows }) => rows);
  const { layout } = series;
  const changes = useMemo(() => changesOf(layout, rows), [layout, rows]);
  if (!results || results.columns.every(({ runs }) => runs === 0)) {
    return <p className="empty muted">{words.notYet}</p>;
  }
  const { columns, differences } = results;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <section className="scroll series-results" aria-label={words.results} tabIndex={0}>
      <div className="interval-charts">
        {metrics.map((metric) => (
          <Intervals key={metric} metric={metric} layout={layout} results={results} />
        ))}
      </div>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.column}</th>
            {metrics.map((metric) => (
              <th key={metric} scope="col">
                {words.metrics[metric]}
              </th>
            ))}
            <th scope="col">{words.runs}</th>
            <th scope="col">{words.failures}</th>
            <th scope="col">{words.cost}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <Row
              key={column.columnId}
              column={column}
              name={nameOf(layout, column.columnId)}
              results={differences}
            />
          ))}
        </tbody>
      </table>
      {noSpeedNotes(columns, ({ columnId }) => nameOf(layout, columnId)).map((note) => (
        <p key={note} className="muted small">
          {note}
        </p>
      ))}
      <NoteList lines={changes} />
      <p className="muted small">{words.confidence}</p>
      <Distributions layout={layout} results={results} />
      <h2>{words.differences}</h2>
      <ul className="series-differences">
        {differences.map((one) => (
          <li key={`${one.metric} ${one.a} ${one.b}`}>
            {fill(words.against, { metric: words.metrics[one.metric] })}{" "}
            {sentence(one, (id) => nameOf(layout, id))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row(props: { column: ColumnResult; name: string; results: readonly MetricDifference[] }) {
  const { column, name, results } = props;
  return (
    <tr>
      <th scope="row" dir="auto">
        {name}
      </th>
      {metrics.map((metric) => {
        const middle = column[metric];
        const best = isBest(column.columnId, metric, results);
        return (
          <td key={metric} className={best ? "best" : undefined}>
            {middle ? formatMiddle(metric, middle) : strings.compare.readings.notKnown}
            {best && <span className="unseen">, {words.best}</span>}
          </td>
        );
      })}
      <td>{column.runs}</td>
      <td className={column.failures > 0 ? "status danger" : undefined}>{column.failures}</td>
      <td title={column.costs.length === 0 && column.runs > 0 ? strings.prices.noneWhy : undefined}>
        {column.costs.length > 0
          ? column.costs.map(formatCost).join(", ")
          : column.runs > 0
            ? strings.prices.none
            : strings.compare.readings.notKnown}
      </td>
    </tr>
  );
}
