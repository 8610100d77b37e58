import "./drift.css";
import { useEffect, useState } from "react";
import type { RequestNote } from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type {
  Metric,
  MetricDifference,
  Middle,
  Series,
  SeriesDrift,
  SeriesSummary,
} from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { explainNote, requestNotes } from "../../preload/strings/request-notes.ts";
import { NoteList, shownDate } from "../answers/notes.tsx";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ChangedAnswers } from "./changed-answers.tsx";
import { formatMiddle } from "./format.ts";
import { sentence } from "./verdict.ts";

const words = strings.bundles;
type DriftColumn = SeriesDrift["columns"][number];

/** A series held against another one: what is slower or faster, and what is answered in other words. */
export function Drift({ series, onClose }: { series: Series; onClose: () => void }) {
  const [others, setOthers] = useState<SeriesSummary[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [drift, setDrift] = useState<{ before: string; after: string; found: SeriesDrift } | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  useEffect(() => {
    void window.assay["series.list"]().then((answer) => {
      if (answer.ok)
        setOthers(answer.data.filter(({ id, progress }) => id !== series.id && progress.done > 0));
      else setDiagnosis(answer.error.diagnosis);
    });
  }, [series.id]);
  const other = others?.find(({ id }) => id === chosen) ?? others?.[0] ?? null;
  useEffect(() => {
    if (!other) return;
    let isOver = false;
    // The older one is what the newer one has come from.
    const isLater = other.createdAt > series.createdAt;
    const [before, after] = isLater ? [series.id, other.id] : [other.id, series.id];
    void window.assay["series.drift"]({ before, after }).then((answer) => {
      if (isOver) return;
      setDrift(answer.ok ? { before, after, found: answer.data } : null);
      setDiagnosis(answer.ok ? null : answer.error.diagnosis);
    });
    return () => {
      isOver = true;
    };
  }, [series.id, series.createdAt, other]);
  return (
    <Dialog whole title={fill(words.driftTitle, { title: series.title })} onClose={onClose}>
      {others && others.length > 0 && (
        <label className="row drift-other">
          {words.another}
          <select
            className="picker"
            value={other?.id ?? ""}
            onChange={({ target }) => setChosen(target.value)}
          >
            {others.map(({ id, title, createdAt }) => (
              <option key={id} value={id} dir="auto">
                {fill(words.earlierSeries, { title, time: new Date(createdAt).toLocaleString() })}
              </option>
            ))}
          </select>
        </label>
      )}
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      {others?.length === 0 && <p className="muted">{words.noOther}</p>}
      {drift && <Found {...drift} />}
    </Dialog>
  );
}

function Found({ before, after, found }: { before: string; after: string; found: SeriesDrift }) {
  const time = (at: number) => new Date(at).toLocaleString();
  return (
    <div className="scroll drift">
      <p className="muted small">
        {fill(words.beforeAfter, { before: time(found.before), after: time(found.after) })}
      </p>
      {found.columns.length === 0 && <p>{words.noOther}</p>}
      {found.columns.map((column) => (
        <section key={column.columnBefore} aria-label={column.alias}>
          <h3 dir="auto">{column.alias}</h3>
          <Metrics column={column} />
          <NoteList
            lines={[...notesOf(words.before, column.notesBefore), ...notesOf(words.after, column.notesAfter)]}
          />
          <ChangedAnswers column={column} before={before} after={after} />
        </section>
      ))}
      {found.onlyBefore.length > 0 && (
        <p className="note">{fill(words.onlyBefore, { names: found.onlyBefore.join(", ") })}</p>
      )}
      {found.onlyAfter.length > 0 && (
        <p className="note">{fill(words.onlyAfter, { names: found.onlyAfter.join(", ") })}</p>
      )}
    </div>
  );
}

const notesOf = (column: string, notes: readonly RequestNote[]): string[] =>
  notes.map((note) => fill(requestNotes.ofColumn, { column, note: explainNote(note, shownDate) }));

function Metrics({ column }: { column: DriftColumn }) {
  return (
    <table>
      <thead>
        <tr>
          {[words.metric, words.before, words.after, words.verdict].map((name) => (
            <th key={name} scope="col" dir="auto">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {column.metrics.map(({ metric, before, after, difference }) => (
          <tr key={metric}>
            <th scope="row">{strings.series.metrics[metric]}</th>
            <td>{shown(metric, before)}</td>
            <td>{shown(metric, after)}</td>
            <td>{sentenceOf(difference)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const shown = (metric: Metric, middle: Middle | null): string =>
  middle ? formatMiddle(metric, middle) : strings.compare.readings.notKnown;

// Both series may call their columns the same.
const sentenceOf = (difference: MetricDifference): string =>
  difference.verdict === "none" || difference.verdict === "few"
    ? strings.measured.difference[difference.verdict]
    : sentence({ ...difference, a: words.beforeInSentence, b: words.after }, (name) => name);
