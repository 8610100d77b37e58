import { TriangleAlert } from "lucide-react";
import { memo, useEffect, useReducer, useRef, useState } from "react";
import type { ColumnSettings, Run } from "../../preload/contract/comparisons.ts";
import { rateLimitTries } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Background } from "../answers/background.tsx";
import { OnTheWay } from "../answers/beside.tsx";
import { Filters, SeveralAnswers } from "../answers/findings.tsx";
import { Notes } from "../answers/notes.tsx";
import { SchemaCheck } from "../answers/schema-check.tsx";
import { Sources } from "../answers/sources.tsx";
import { connectionActions } from "../connections/index.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Following } from "../ui/following.tsx";
import { Icon } from "../ui/icon.tsx";
import { Edited } from "./edited.tsx";
import { ask, isBusy, useRun } from "./state.ts";

const words = strings.compare;

/**
 * A column's answer. While nobody can see it, it is not drawn as it grows, only once it has ended and the page has
 * nothing else to do: many columns that end together would hold it up.
 */
export const ColumnAnswer = memo(function ColumnAnswer(props: {
  column: ColumnSettings;
  number: number;
  inView: boolean;
}) {
  const { column, number, inView } = props;
  const run = useRun(column.id);
  const drawn = useRef(run);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const isBehind = !inView && drawn.current?.id === run?.id;
  if (!isBehind) drawn.current = run;
  useEffect(() => {
    if (!isBehind || run?.state === "running") return;
    const idle = requestIdleCallback(() => {
      drawn.current = run;
      redraw();
    });
    return () => cancelIdleCallback(idle);
  }, [isBehind, run]);
  return (
    <Following role="article" label={fill(words.answer, { number })} className="answer" isLive={isBusy(run)}>
      {drawn.current && <Answer run={drawn.current} column={column} />}
    </Following>
  );
});

const Answer = memo(function Answer({ run, column }: { run: Run; column: ColumnSettings }) {
  const { text, reasoning, state, diagnosis, end, notes = [] } = run;
  const isRunning = state === "running";
  const hasBegun = text !== "" || reasoning !== "" || Boolean(run.commentary ?? run.hostedCalls);
  return (
    <>
      {reasoning !== "" && (
        <details className="thought">
          <summary>{isRunning && text === "" ? words.thinking : words.thought}</summary>
          <p className="selectable" dir="auto">
            {reasoning}
          </p>
        </details>
      )}
      <OnTheWay beside={run} isAnswering={text !== ""} hasEnded={state === "ended"} />
      {isRunning && !hasBegun && !run.background && <p className="muted">{words.waitingFirst}</p>}
      {text !== "" && (
        <Edited key={run.id} runId={run.id}>
          <Markdown text={text} running={isRunning} />
        </Edited>
      )}
      <Sources citations={run.citations} />
      <Background work={run.background} hasEnded={state === "ended"} />
      <Notes notes={notes} />
      {run.retryAt !== null && (
        <Countdown until={run.retryAt} attempt={run.attempts + 1} onTry={() => void ask(column.id)} />
      )}
      {run.filters && <Filters findings={run.filters} />}
      <SchemaCheck schema={run.asked?.parameters.jsonSchema} text={text} end={end} />
      <SeveralAnswers count={run.answers} />
      {end !== null && end !== "stop" && !diagnosis && <p className="note">{strings.chat.ends[end]}</p>}
      {diagnosis && (
        <DiagnosisView
          diagnosis={diagnosis}
          during="chat"
          place={run.id}
          on={connectionActions(column.connectionId, () => void ask(column.id))}
        />
      )}
    </>
  );
});

/** Counts down to the next try after a rate limit. */
function Countdown(props: { until: number; attempt: number; onTry: () => void }) {
  const { until, attempt, onTry } = props;
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <div className="halt">
      <h2>
        <Icon of={TriangleAlert} />
        {words.rateTitle}
      </h2>
      <p className="countdown">{clock}</p>
      <p className="small">
        {attempt === 1 ? words.rateTextFirst : fill(words.rateText, { attempt, of: rateLimitTries })}
      </p>
      <button type="button" className="button" onClick={onTry}>
        {words.tryNow}
      </button>
    </div>
  );
}
