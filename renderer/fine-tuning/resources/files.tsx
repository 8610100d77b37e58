import { useState } from "react";
import type { ServiceFile } from "../../../preload/contract/tuning-plans.ts";
import { codedText } from "../../../preload/strings/coded.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { useDatasets } from "../../datasets/index.ts";
import { counted } from "../../figures/counted.ts";
import { sizeText } from "../../figures/size.ts";
import { linkTo } from "../../route.ts";
import { dateText } from "../dates.ts";
import { useTuningJobs } from "../jobs/state.ts";
import { DeleteDialog, type Deleted } from "./delete-dialog.tsx";

const words = tuningPlans.resource;

/** The files of a resource, the largest first, and the way to delete those that nothing needs. */
export function Files(props: { connectionId: string; files: ServiceFile[]; onDeleted: () => void }) {
  const { connectionId, files, onDeleted } = props;
  const [search, setSearch] = useState("");
  const [onlyUnused, setOnlyUnused] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isDeleting, setDeleting] = useState(false);
  const [deleted, setDeleted] = useState<Deleted | null>(null);
  const shown = filesFor(files, search, onlyUnused);
  const picked = files.filter(({ id }) => chosen.has(id));
  const isAll = shown.length > 0 && shown.every(({ id }) => chosen.has(id));
  const toggle = (ids: string[], isOn: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) isOn ? next.add(id) : next.delete(id);
    setChosen(next);
  };
  if (files.length === 0) return <p className="muted">{words.noFiles}</p>;
  return (
    <>
      <div className="row wrap">
        <span className="input files-search">
          <input
            type="search"
            dir="auto"
            aria-label={words.search}
            placeholder={words.search}
            value={search}
            spellCheck={false}
            onChange={({ target }) => setSearch(target.value)}
          />
        </span>
        <label className="row">
          <input
            type="checkbox"
            checked={onlyUnused}
            onChange={({ target }) => setOnlyUnused(target.checked)}
          />
          {words.unusedOnly}
        </label>
        <span className="grow" />
        <span className="muted small" role="status">
          {picked.length > 0 &&
            fill(counted(words.selected, picked.length), {
              size: sizeText(picked.reduce((all, { bytes }) => all + bytes, 0)),
            })}
        </span>
        <button
          type="button"
          className="button"
          disabled={picked.length === 0}
          onClick={() => setDeleting(true)}
        >
          {words.remove}
        </button>
      </div>
      <Outcome deleted={deleted} />
      {shown.length === 0 ? (
        <p className="muted">{words.noMatch}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the keyboard.
        <section className="files-table" tabIndex={0} aria-label={words.table}>
          <table>
            <thead>
              <tr>
                <th scope="col">
                  <input
                    type="checkbox"
                    aria-label={words.selectAll}
                    checked={isAll}
                    onChange={({ target }) =>
                      toggle(
                        shown.map(({ id }) => id),
                        target.checked,
                      )
                    }
                  />
                </th>
                {(["name", "purpose", "size", "created", "state", "usedBy"] as const).map((column) => (
                  <th key={column} scope="col" className={column === "size" ? "number" : undefined}>
                    {words.columns[column]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((file) => (
                <Row
                  key={file.id}
                  file={file}
                  isChosen={chosen.has(file.id)}
                  onToggle={(isOn) => toggle([file.id], isOn)}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {isDeleting && (
        <DeleteDialog
          connectionId={connectionId}
          files={picked}
          onClose={() => setDeleting(false)}
          onDone={(deleted) => {
            setDeleting(false);
            setDeleted(deleted);
            setChosen(new Set(deleted.failed.map(({ id }) => id)));
            onDeleted();
          }}
        />
      )}
    </>
  );
}

/** Those whose name or id holds a text, without those that jobs name where wanted; the largest first. */
export function filesFor(files: readonly ServiceFile[], search: string, onlyUnused: boolean): ServiceFile[] {
  const wanted = search.trim().toLocaleLowerCase();
  return files
    .filter(({ name, id, jobs }) => {
      if (onlyUnused && jobs.length > 0) return false;
      return `${name} ${id}`.toLocaleLowerCase().includes(wanted);
    })
    .sort((one, other) => other.bytes - one.bytes || other.createdAt - one.createdAt);
}

function Row(props: { file: ServiceFile; isChosen: boolean; onToggle: (isOn: boolean) => void }) {
  const { file, isChosen, onToggle } = props;
  const { id, name, purpose, bytes, createdAt, status, details } = file;
  return (
    <tr aria-selected={isChosen}>
      <td>
        <input
          type="checkbox"
          aria-label={fill(words.selectOne, { name })}
          checked={isChosen}
          onChange={({ target }) => onToggle(target.checked)}
        />
      </td>
      <td title={id}>
        <span className="clip" dir="auto">
          {name}
        </span>
      </td>
      <td>{codedText(words.purposes, purpose) ?? purpose}</td>
      <td className="number">{sizeText(bytes)}</td>
      <td>{createdAt > 0 && dateText(createdAt)}</td>
      <td title={details ?? undefined}>
        <span
          className={`status ${status === "error" ? "danger" : status === "processed" ? "ok" : "unknown"}`}
        >
          {codedText(words.states, status) ?? status}
        </span>
        {details !== null && <span className="muted"> {details}</span>}
      </td>
      <td>
        <UsedBy file={file} />
      </td>
    </tr>
  );
}

/** The jobs that name a file, and the dataset whose rows it has. */
function UsedBy({ file: { jobs, datasetId } }: { file: ServiceFile }) {
  const known = useTuningJobs(({ list }) => list?.jobs) ?? [];
  const dataset = useDatasets(({ list }) => list?.find(({ id }) => id === datasetId)) ?? null;
  return (
    <span className="row wrap small">
      {jobs.length === 0 && <span className="muted">{words.unused}</span>}
      {jobs.map((jobId) => {
        const job = known.find((one) => one.jobId === jobId);
        return job ? (
          <a key={jobId} className="link" href={linkTo("fineTuning", `job:${job.id}`)} dir="auto">
            {job.name}
          </a>
        ) : (
          <code key={jobId}>{jobId}</code>
        );
      })}
      {dataset && (
        <a className="link" href={linkTo("datasets", dataset.id)} dir="auto">
          {fill(words.dataset, { name: dataset.name })}
        </a>
      )}
    </span>
  );
}

/** What has become of deleting. */
function Outcome({ deleted }: { deleted: Deleted | null }) {
  return (
    <div role="status" className="files-outcome">
      {deleted && deleted.count > 0 && <p className="status ok">{counted(words.removed, deleted.count)}</p>}
      {deleted && deleted.failed.length > 0 && (
        <>
          <p className="status danger">{counted(words.notRemoved, deleted.failed.length)}</p>
          <ul className="card-notes small">
            {deleted.failed.map(({ id, name, why }) => (
              <li key={id}>
                <b dir="auto">{name}</b> {why}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
