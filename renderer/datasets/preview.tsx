import type { PreviewRow } from "../../preload/contract/datasets.ts";
import { beginningOf } from "../../preload/cut.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { briefOf } from "./turns.ts";

const words = strings.datasets;
const own = words.intake;

/** Characters of a record and of one turn that are shown. */
const shownLimit = 4_000;
const textLimit = 600;

/** The first rows, each as it stands in its file and as what it becomes. */
export function Preview({ rows, isOld }: { rows: PreviewRow[]; isOld: boolean }) {
  return (
    <section className="intake-preview" aria-label={own.preview} aria-busy={isOld}>
      <div className="row">
        <h3 className="grow">{own.preview}</h3>
        <span className="muted small" role="status">
          {isOld && own.updating}
        </span>
      </div>
      {rows.length === 0 && <p className="muted">{own.noPreview}</p>}
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place in the list is all that tells one row from another.
        <article key={at} className="preview-row">
          <div>
            <h4 className="muted small clip">
              <bdi>{fill(own.at, { file: row.file, line: row.line.toLocaleString() })}</bdi>
            </h4>
            <pre className="record selectable" dir="auto">
              {beginningOf(row.source, shownLimit)}
            </pre>
          </div>
          <div>
            <h4 className="muted small">{own.becomes}</h4>
            {row.unmapped !== null && (
              <p className="status warn unmapped">{fill(own.unmapped, { why: whyOf(row.unmapped) })}</p>
            )}
            <RowBrief row={row.row} />
            <details>
              <summary className="small">{own.json}</summary>
              <pre className="record selectable" dir="auto">
                {beginningOf(row.row, shownLimit)}
              </pre>
            </details>
          </div>
        </article>
      ))}
    </section>
  );
}

const whyOf = (why: string) => (Object.hasOwn(words.unmapped, why) ? (words.unmapped[why] ?? why) : why);

/** A row in short: who says what in it, or its fields. */
export function RowBrief({ row }: { row: string }) {
  const brief = briefOf(row);
  const lines: [string, string][] = brief
    ? brief.turns.length > 0
      ? brief.turns.map(({ role, text }) => [roleOf(role), text])
      : brief.fields
    : [];
  if (lines.length === 0)
    return (
      <pre className="record selectable" dir="auto">
        {beginningOf(row, shownLimit)}
      </pre>
    );
  return (
    <dl className="turns">
      {lines.map(([who, text], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a turn is told by its place.
        <div key={at}>
          <dt>
            <bdi>{who}</bdi>
          </dt>
          <dd dir="auto" className="selectable">
            {beginningOf(text, textLimit)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const roleOf = (role: string) => (Object.hasOwn(words.roles, role) ? (words.roles[role] ?? role) : role);
