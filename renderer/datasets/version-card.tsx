import type { DatasetUse, OpenDataset } from "../../preload/contract/datasets.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { counted } from "../figures/counted.ts";
import { linkTo } from "../route.ts";
import { change } from "./state.ts";

const words = strings.datasets.version;

/** Which version is worked on, what uses the dataset, and how to fix a version as it is. */
export function VersionCard({ open }: { open: OpenDataset }) {
  const { dataset, versions } = open;
  const { id, version, rows, uses, job } = dataset;
  const isSealed = versions.find(({ number }) => number === version)?.isSealed ?? false;
  return (
    <section className="panel card" aria-labelledby="version-title">
      <h2 id="version-title">{words.title}</h2>
      <p>{fill(words.text, { number: version, rows: counted(strings.datasets.rows, rows) })}</p>
      {isSealed ? (
        <p className="muted small">{fill(words.sealed, { next: version + 1 })}</p>
      ) : (
        <div className="row wrap">
          <button
            type="button"
            className="button"
            disabled={job !== null}
            aria-describedby="seal-hint"
            onClick={() => void change(window.assay["datasets.seal"]({ id }))}
          >
            {words.seal}
          </button>
          <span id="seal-hint" className="muted small">
            {words.sealHint}
          </span>
        </div>
      )}
      <h3>{words.usedBy}</h3>
      {uses.length === 0 && <p className="muted small">{words.unused}</p>}
      <ul className="uses small">
        {uses.map((use) => (
          <li key={`${use.kind} ${use.usedBy} ${use.version}`} dir="auto">
            <Use use={use} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Use({ use }: { use: DatasetUse }) {
  const text = fill(words.uses[use.kind], { name: use.name, version: use.version });
  return use.kind === "series" ? <a href={linkTo("series", use.usedBy)}>{text}</a> : text;
}
