import "./versions.css";
import { useState } from "react";
import type { DatasetUse, DatasetVersion, OpenDataset } from "../../../preload/contract/datasets.ts";
import type { Part } from "../../../preload/parts.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { allRows, Rows } from "../rows/rows.tsx";
import { Differences } from "./differences.tsx";

const words = datasetRows.versions;

/**
 * The versions of a dataset with what uses them, and two of them compared row by row. One is opened to be read, `first`
 * at once, and `part` of it.
 */
export function Versions(props: { open: OpenDataset; first: number | null; part: Part | null }) {
  const { open, first, part } = props;
  const [read, setRead] = useState(first);
  if (read !== null)
    return (
      <div className="versions">
        <p className="versions-bar row">
          <button type="button" className="button" onClick={() => setRead(null)}>
            {words.back}
          </button>
          <b>{fill(words.versionNumber, { number: read })}</b>
        </p>
        <Rows open={open} version={read} begin={{ ...allRows, part: read === first ? part : null }} />
      </div>
    );
  const newestFirst = open.versions.toSorted((one, other) => other.number - one.number);
  return (
    <div className="versions">
      <List versions={newestFirst} onRead={setRead} />
      {newestFirst.length > 1 ? (
        <Compare open={open} versions={newestFirst} />
      ) : (
        <p className="versions-bar muted small">{words.one}</p>
      )}
    </div>
  );
}

function List(props: { versions: readonly DatasetVersion[]; onRead: (number: number) => void }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <section className="versions-list" tabIndex={0} aria-label={words.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.number}</th>
            <th scope="col">{words.rows}</th>
            <th scope="col">{words.at}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.usedBy}</th>
            <th scope="col">
              <span className="unseen">{words.view}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.versions.map(({ number, rows, at, isSealed, uses }) => (
            <tr key={number}>
              <th scope="row">{number.toLocaleString()}</th>
              <td className="figure">{rows.toLocaleString()}</td>
              <td>{new Date(at).toLocaleString()}</td>
              <td>{isSealed ? words.sealed : words.open}</td>
              <td dir="auto">{uses.length === 0 ? words.unused : uses.map(nameOf).join(", ")}</td>
              <td>
                <button
                  type="button"
                  className="button quiet"
                  aria-label={fill(words.viewNumber, { number })}
                  onClick={() => props.onRead(number)}
                >
                  {words.view}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const nameOf = ({ kind, name }: DatasetUse): string => fill(words.uses[kind], { name });

/** Two versions to choose; the newest and the one before it to begin with. */
function Compare({ open, versions }: { open: OpenDataset; versions: readonly DatasetVersion[] }) {
  const newest = versions[0]?.number ?? 1;
  const [before, setBefore] = useState(versions[1]?.number ?? 1);
  const [after, setAfter] = useState(newest);
  return (
    <>
      <div className="versions-bar row wrap">
        <b>{words.compare}</b>
        <Choice label={words.before} value={before} versions={versions} onChange={setBefore} />
        <Choice label={words.after} value={after} versions={versions} onChange={setAfter} />
      </div>
      <Differences
        key={`${before} ${after}`}
        id={open.dataset.id}
        before={before}
        after={after === newest ? null : after}
        stamp={`${open.dataset.updatedAt}`}
      />
    </>
  );
}

function Choice(props: {
  label: string;
  value: number;
  versions: readonly DatasetVersion[];
  onChange: (number: number) => void;
}) {
  const { label, value, versions, onChange } = props;
  return (
    <label className="row small">
      {label}
      <select className="picker" value={value} onChange={({ target }) => onChange(Number(target.value))}>
        {versions.map(({ number }) => (
          <option key={number} value={number}>
            {fill(words.versionNumber, { number })}
          </option>
        ))}
      </select>
    </label>
  );
}
