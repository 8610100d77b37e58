import { memo } from "react";
import type { SeriesColumn } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { titleOf } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { noSpeedWords } from "../../preload/strings/no-speed.ts";
import { OnTheWay } from "../answers/beside.tsx";
import { Filters } from "../answers/findings.tsx";
import { Notes } from "../answers/notes.tsx";
import { Sources } from "../answers/sources.tsx";
import { formatTime } from "../figures/format.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { Following } from "../ui/following.tsx";
import { SaidWords } from "../ui/said-words.tsx";
import { shownAt, type Track } from "./replay-time.ts";

const words = strings.bundles.playing;

interface Part {
  column: SeriesColumn;
  number: number;
  track: Track | null;
  at: number;
  turns: number;
}

/** One column of a replay at one moment: its answer so far, and the readings that had been reached. */
export function ReplayColumn({ column, number, track, at, turns }: Part) {
  const name = column.alias;
  const { text, reasoning } = track ? shownAt(track, at) : { text: "", reasoning: "" };
  const hasEnded = track !== null && at >= track.total;
  return (
    <section className="column" aria-label={fill(words.column, { number, name })}>
      <header className="row">
        <span className="chip">{number}</span>
        <span className="clip" dir="auto">
          {name}
        </span>
        {column.model !== null && column.model !== name && (
          <span className="clip muted small">{column.model}</span>
        )}
      </header>
      <Following
        role="article"
        label={fill(words.answer, { name })}
        className="answer"
        isLive={track !== null && !hasEnded}
      >
        <Answer key={turns} text={text} reasoning={reasoning} isRunning={!hasEnded} />
        {track === null && <p className="muted">{words.nothing}</p>}
        {track !== null && text === "" && reasoning === "" && !hasEnded && (
          <p className="muted">{words.waiting}</p>
        )}
        {track !== null && hasEnded && <OnTheWay beside={track.answer} isAnswering hasEnded />}
        {track !== null && hasEnded && <Sources citations={track.answer.citations} />}
        {track !== null && hasEnded && <Filters findings={track.answer.filters} />}
        {track !== null && hasEnded && <Notes notes={track.answer.notes} />}
        {track !== null && hasEnded && <End track={track} />}
      </Following>
      {track !== null && <Reached track={track} at={at} hasEnded={hasEnded} />}
    </section>
  );
}

const Answer = memo(function Answer(props: { text: string; reasoning: string; isRunning: boolean }) {
  const { text, reasoning, isRunning } = props;
  return (
    <>
      {reasoning !== "" && (
        <details className="thought">
          <summary>{words.thinking}</summary>
          <p className="selectable" dir="auto">
            {reasoning}
          </p>
        </details>
      )}
      {text !== "" && <Markdown text={text} running={isRunning} />}
    </>
  );
});

/** How it ended, where that was not by itself. */
function End({ track: { answer } }: { track: Track }) {
  const { end, problem, diagnosis } = answer;
  const title = titleOf(problem?.code ?? diagnosis, problem?.parameters);
  if (title !== null)
    return (
      <>
        <p className="note">{fill(words.problem, { title })}</p>
        {problem && <SaidWords diagnosis={problem} />}
      </>
    );
  const said = strings.chat.ends[end];
  return said === undefined ? null : <p className="note">{fill(words.ended, { end: said })}</p>;
}

/** A reading stands there from the moment it was known. */
function Reached({ track: { answer }, at, hasEnded }: { track: Track; at: number; hasEnded: boolean }) {
  const { firstToken, total, tokensPerSecond } = answer.measurement;
  const readings: { name: string; value: string | null; why?: string | null }[] = [
    {
      name: words.firstToken,
      value: firstToken !== null && at >= firstToken ? formatTime(firstToken) : null,
    },
    {
      name: words.speedReading,
      why: hasEnded ? noSpeedWords({ ...answer.measurement, tokens: answer.tokens }) : null,
      value:
        hasEnded && tokensPerSecond !== null
          ? fill(strings.compare.speedValue, { count: tokensPerSecond.toFixed(tokensPerSecond < 10 ? 1 : 0) })
          : null,
    },
    { name: words.total, value: hasEnded ? formatTime(total) : null },
    {
      name: words.tokens,
      value: hasEnded && answer.tokens ? answer.tokens.completion.toLocaleString() : null,
    },
  ];
  return (
    <dl className="reached">
      {readings.map(({ name, value, why }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={value === null ? "muted" : undefined} title={why ?? undefined}>
            {value ?? "–"}
          </dd>
        </div>
      ))}
    </dl>
  );
}
