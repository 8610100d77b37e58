import type { AskedMessage, EvaluationRow } from "../../../../preload/contract/evaluation-results.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { fill } from "../../../../preload/strings/fill.ts";
import { roleWords } from "../../../../preload/strings/roles.ts";
import { Calls } from "./calls.tsx";

const words = evaluationResults.row;

/** What was asked, and what is expected. */
export function Asked({ row }: { row: EvaluationRow }) {
  const { messages, reference, expectedCalls, text, tags, label, cluster } = row;
  return (
    <div className="evaluation-asked">
      {(tags.length > 0 || label !== null || cluster) && (
        <p className="row wrap small muted">
          {label !== null && (
            <span className="chip warn" dir="auto">
              {label}
            </span>
          )}
          {tags.map((tag) => (
            <span key={tag} className="chip" dir="auto">
              {tag}
            </span>
          ))}
          {cluster && fill(words.cluster, { count: cluster.rows.toLocaleString(), name: cluster.name })}
        </p>
      )}
      <h3>{words.asked}</h3>
      {messages.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have their places.
        <Message key={index} message={message} />
      ))}
      <h3>{words.reference}</h3>
      {reference === null && expectedCalls.length === 0 && <p className="muted small">{words.noReference}</p>}
      {reference !== null && (
        <p className="evaluation-text evaluation-message selectable" dir="auto">
          {reference}
        </p>
      )}
      <Calls calls={expectedCalls} title={words.calls} />
      <details>
        <summary className="small">{words.source}</summary>
        <pre className="mono evaluation-text selectable">{text}</pre>
      </details>
    </div>
  );
}

function Message({ message: { role, content, calls, images } }: { message: AskedMessage }) {
  return (
    <div className="evaluation-message">
      <p className="muted small">{roleText(role)}</p>
      {content !== "" && (
        <p className="evaluation-text selectable" dir="auto">
          {content}
        </p>
      )}
      {images.map((image, index) => (
        <img
          // biome-ignore lint/suspicious/noArrayIndexKey: pictures have their places.
          key={index}
          className="evaluation-picture"
          src={image}
          alt={fill(words.picture, { number: index + 1 })}
          loading="lazy"
          decoding="async"
        />
      ))}
      <Calls calls={calls} title={words.calls} />
    </div>
  );
}

function roleText(role: string): string {
  const known: Record<string, string> = roleWords;
  return known[role] ?? role;
}
