import { useEffect, useMemo, useReducer, useState } from "react";
import type { OpenTuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { counted } from "../../figures/counted.ts";
import { LongTable } from "../../ui/long-table.tsx";
import { RowWindows } from "../../ui/windows.ts";
import { act } from "./state.ts";

const words = tuningJobs.results;

/** The files that the service wrote for a job, each as a table of any length. */
export function Results({ open }: { open: OpenTuningJob }) {
  const { job, files } = open;
  const results = job.resultFiles;
  const [chosen, setChosen] = useState<string | null>(null);
  const [path, setPath] = useState<string | null>(null);
  const shown = chosen !== null && results.includes(chosen) ? chosen : (results[0] ?? null);
  if (shown === null) return <p className="empty muted">{open.isComplete ? words.noneEver : words.none}</p>;
  const nameOf = (id: string) => files.find((file) => file.id === id)?.name ?? id;
  const save = async () =>
    setPath(await act(window.assay["tuningJobs.exportFile"]({ id: job.id, fileId: shown })));
  return (
    <div className="job-events">
      <div className="row wrap job-controls">
        <select
          className="picker boxed"
          aria-label={words.file}
          value={shown}
          onChange={({ target }) => setChosen(target.value)}
        >
          {results.map((id) => (
            <option key={id} value={id} dir="auto">
              {nameOf(id)}
            </option>
          ))}
        </select>
        <span className="grow" />
        <span className="muted small" role="status">
          {path !== null && fill(words.exported, { path })}
        </span>
        <button type="button" className="button" onClick={() => void save()}>
          {words.export}
        </button>
      </div>
      <ResultFile key={shown} id={job.id} fileId={shown} name={nameOf(shown)} />
    </div>
  );
}

function ResultFile({ id, fileId, name }: { id: string; fileId: string; name: string }) {
  const [, draw] = useReducer((drawn: number) => drawn + 1, 0);
  const [columns, setColumns] = useState<readonly string[]>([]);
  const windows = useMemo(
    () =>
      new RowWindows<string[]>(async (from, count) => {
        const answer = await window.assay["tuningJobs.resultFile"]({ id, fileId, from, count });
        if (!answer.ok) return null;
        const { columns, rows, total } = answer.data;
        setColumns((before) => (before.join() === columns.join() ? before : columns));
        return { rows, total, state: 0 };
      }, draw),
    [id, fileId],
  );
  useEffect(() => {
    const close = windows.open();
    windows.see(0, 0);
    return close;
  }, [windows]);
  const see = useMemo(() => (first: number, last: number) => windows.see(first, last), [windows]);
  const { total, failed } = windows;
  if (failed)
    return (
      <p className="row job-controls">
        <span className="status danger">{words.failed}</span>
        <button type="button" className="button" onClick={() => windows.refresh()}>
          {words.retry}
        </button>
      </p>
    );
  if (total === null) return <p className="job-controls muted">{words.reading}</p>;
  if (total === 0) return <p className="job-controls muted">{words.empty}</p>;
  return (
    <>
      <p className="job-controls muted small">{counted(words.rows, total)}</p>
      <LongTable
        label={name}
        count={total}
        onSeen={see}
        head={columns.map((column, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have the same name.
          <th key={at} scope="col" dir="auto">
            {column}
          </th>
        ))}
        row={(index) =>
          columns.map((_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <td key={at} className="selectable" dir="auto">
              {windows.at(index)?.[at] || "\u00a0"}
            </td>
          ))
        }
      />
    </>
  );
}
