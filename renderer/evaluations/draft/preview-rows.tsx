import type { ShownCall } from "../../../preload/contract/evaluation-results.ts";
import { codedText } from "../../../preload/strings/coded.ts";
import { evaluationDrafts } from "../../../preload/strings/evaluation-drafts.ts";
import { evaluations } from "../../../preload/strings/evaluations.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { roleWords } from "../../../preload/strings/roles.ts";
import { counted } from "../../figures/counted.ts";
import type { Preview } from "./use-preview.ts";

const words = evaluationDrafts.preview;

/** What the first rows would be asked, with their references, or why one asks nothing. */
export function PreviewRows({ preview: { rows } }: { preview: Preview }) {
  if (rows.length === 0) return <p className="status warn">{words.none}</p>;
  return (
    <details className="plan-more preview-rows" open>
      <summary>{words.title}</summary>
      <ol>
        {rows.map(({ key, messages, reference, calls: expected, problem, place }, at) => (
          <li key={key}>
            <b className="small">{fill(words.row, { number: at + 1 })}</b>
            {problem !== null && (
              <p className="status warn small">
                {codedText(evaluations.rowProblems, problem, { place: place ?? "" })}
              </p>
            )}
            {messages.map(({ role, content, calls, images }, number) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: messages of a row never change places.
              <p key={number} className="preview-text" dir="auto">
                <span className="muted small">{codedText(roleWords, role) ?? role}</span> {content}
                {images > 0 && <span className="chip">{counted(words.pictures, images)}</span>}
                <Calls calls={calls} />
              </p>
            ))}
            <p className="preview-text" dir="auto">
              <span className="muted small">{words.reference}</span> {reference}
              <Calls calls={expected} />
              {reference === null && expected.length === 0 && (
                <span className="muted">{words.noReference}</span>
              )}
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}

const Calls = ({ calls }: { calls: readonly ShownCall[] }) =>
  calls.map(({ name, arguments: given }, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: calls have their places.
    <code key={place}>{fill(words.call, { name, given })}</code>
  ));
