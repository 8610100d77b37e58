import "./spread.css";
import { useEffect, useId, useState } from "react";
import type { Distributions, Histogram, OpenDataset } from "../../../preload/contract/datasets.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { roleName } from "./role-name.ts";
import { groupTitleOfRule } from "./rule-words.ts";
import { stampOf } from "./use-windows.ts";

const words = datasetRows.spread;

/** How the rows of a dataset are spread: tokens, characters, messages, roles and findings, as bars and in numbers. */
export function Spread({ open }: { open: OpenDataset }) {
  const spread = useSpread(open);
  const name = useId();
  if (spread === undefined) return <p className="muted small">{words.loading}</p>;
  if (spread === null) return <p className="status danger">{datasetRows.unread}</p>;
  const { tokens, characters, turns, roles, findings } = spread;
  if (open.dataset.rows === 0) return <p className="muted">{words.noRows}</p>;
  return (
    <section className="spread" aria-labelledby={name}>
      <h2 id={name}>{words.title}</h2>
      {tokens ? (
        <Bars title={words.tokens} of={tokens} />
      ) : (
        <figure>
          <figcaption>{words.tokens}</figcaption>
          <p className="muted small">{words.noTokens}</p>
        </figure>
      )}
      <Bars title={words.characters} of={characters} />
      <Bars title={words.turns} of={turns} />
      <Shares
        title={words.roles}
        head={words.role}
        unit={words.messages}
        items={roles.map(({ role, count }) => ({ id: role, label: roleName(role), count }))}
      />
      <Shares
        title={words.findings}
        head={words.finding}
        unit={words.rows}
        none={words.noFindings}
        items={findings.map(({ rule, rows }) => ({ id: rule, label: groupTitleOfRule(rule), count: rows }))}
      />
    </section>
  );
}

/** Undefined while it is on its way, null where it cannot be read. What was read before stays until then. */
function useSpread(open: OpenDataset): Distributions | null | undefined {
  const { id } = open.dataset;
  const stamp = stampOf(open);
  const [read, setRead] = useState<{ id: string; spread: Distributions | null }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says that rows may have changed.
  useEffect(() => {
    let isOld = false;
    void window.assay["datasets.distributions"]({ id, version: null }).then(
      (answer) => !isOld && setRead({ id, spread: answer.ok ? answer.data : null }),
    );
    return () => {
      isOld = true;
    };
  }, [id, stamp]);
  return read?.id === id ? read.spread : undefined;
}

/** A histogram as bars, and the same as a table. */
function Bars({ title, of }: { title: string; of: Histogram }) {
  const { edges, counts, median, most } = of;
  const highest = Math.max(1, ...counts);
  const [low = 0, next = 0] = edges;
  const [last = 0, high = 0] = edges.slice(-2);
  // The last bar has all that is longer than usual: its end is no end of the axis.
  const isOpen = high - last > next - low;
  const ranges = counts.map((count, index) => ({
    label: fill(words.range, { from: whole(edges[index] ?? 0), to: whole(edges[index + 1] ?? 0) }),
    count,
  }));
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`0 0 ${Math.max(1, counts.length)} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label={fill(words.chart, { title })}
      >
        {ranges.map(({ label, count }, index) => {
          const height = count === 0 ? 0 : Math.max(1.5, (count / highest) * 100);
          return (
            <rect key={label} x={index + 0.06} width={0.88} y={100 - height} height={height}>
              <title>{`${label}: ${count.toLocaleString()}`}</title>
            </rect>
          );
        })}
      </svg>
      <p className="spread-axis small muted" aria-hidden="true">
        <span>{whole(low)}</span>
        <span>{isOpen ? fill(words.orMore, { from: whole(last) }) : whole(high)}</span>
      </p>
      <p className="small">{fill(words.summary, { median: whole(median), most: whole(most) })}</p>
      <Table head={words.from} unit={words.rows} title={title} items={ranges} />
    </figure>
  );
}

const whole = (value: number) => value.toLocaleString(undefined, { maximumFractionDigits: 1 });

/** How many of each, as bars beside their names. */
function Shares(props: {
  title: string;
  head: string;
  unit: string;
  none?: string;
  items: { id: string; label: string; count: number }[];
}) {
  const { title, head, unit, none = datasetRows.notGiven, items } = props;
  const name = useId();
  const highest = Math.max(1, ...items.map(({ count }) => count));
  return (
    <figure>
      <figcaption id={name}>{title}</figcaption>
      {items.length === 0 ? (
        <p className="muted small">{none}</p>
      ) : (
        <table className="spread-shares small" aria-labelledby={name}>
          <thead className="unseen">
            <tr>
              <th scope="col">{head}</th>
              <th scope="col">{unit}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, label, count }) => (
              <tr key={id}>
                <th scope="row" dir="auto">
                  {label}
                  <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={(count / highest) * 100} height={1} />
                  </svg>
                </th>
                <td>{count.toLocaleString()}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </figure>
  );
}

function Table(props: {
  head: string;
  unit: string;
  title: string;
  items: { label: string; count: number }[];
}) {
  const { head, unit, title, items } = props;
  return (
    <details className="small">
      <summary>{words.table}</summary>
      <table aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">{unit}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ label, count }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{count.toLocaleString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
