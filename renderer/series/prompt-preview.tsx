import type { PromptReading } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";

const words = strings.series;
const problemWords = strings.measured.promptProblems as Record<string, string>;

/** Prompts that are shown before a series begins, and problems. */
const shownPrompts = 3;
const shownProblems = 5;

/** What a text of prompts comes to: how many, the first of them, and what is wrong with which line. */
export function PromptPreview({ reading }: { reading: PromptReading | null }) {
  if (!reading) return <p className="muted small">{words.reading.none}</p>;
  const { count, first, missing, unused, problems } = reading;
  const { promptVariables } = strings.measured;
  return (
    <div className="prompt-preview small" role="status">
      <p>
        <b>
          {count === 0
            ? words.reading.none
            : fill(count === 1 ? words.reading.one : words.reading.many, { count: count.toLocaleString() })}
        </b>
      </p>
      <ol>
        {first.slice(0, shownPrompts).map(({ text, line }) => (
          <li key={line} className="clip" dir="auto">
            {text}
          </li>
        ))}
      </ol>
      {count > shownPrompts && (
        <p className="muted">
          {fill(words.readingMore, {
            count: (count - Math.min(shownPrompts, first.length)).toLocaleString(),
          })}
        </p>
      )}
      {missing.length > 0 && (
        <p className="status danger">{fill(promptVariables.missing, { names: missing.join(", ") })}</p>
      )}
      {unused.length > 0 && count > 0 && (
        <p className="muted">{fill(promptVariables.unused, { names: unused.join(", ") })}</p>
      )}
      {problems.slice(0, shownProblems).map(({ kind, line, name }) => (
        <p key={`${kind} ${line} ${name}`} className="status warn">
          {fill(problemWords[kind] ?? kind, { line, name })}
        </p>
      ))}
      {problems.length > shownProblems && (
        <p className="muted">{fill(words.readingMore, { count: problems.length - shownProblems })}</p>
      )}
    </div>
  );
}
