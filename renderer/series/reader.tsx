import "./reader.css";
import { useEffect, useState } from "react";
import type { RunPlace, Series, SeriesAnswer, TextStretch } from "../../preload/contract/series.ts";
import { askedText } from "../../preload/strings/dialects.ts";
import { strings } from "../../preload/strings/en.ts";
import { titleOf } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { noSpeedWords } from "../../preload/strings/no-speed.ts";
import { OnTheWay } from "../answers/beside.tsx";
import { Filters } from "../answers/findings.tsx";
import { Notes } from "../answers/notes.tsx";
import { SchemaCheck } from "../answers/schema-check.tsx";
import { Sources } from "../answers/sources.tsx";
import { formatCost, formatTime } from "../figures/format.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Stretches } from "../ui/stretches.tsx";
import { nameOf } from "./format.ts";
import type { MatrixRow } from "./matrix-rows.ts";

const words = strings.series;

/** One answer in full, with what was measured of it, or what another one has in other words. */
export function Reader(props: {
  series: Series;
  rows: readonly MatrixRow[];
  promptId: string;
  columnId: string;
  onMove: (promptId: string) => void;
  onClose: () => void;
}) {
  const { series, rows, promptId, columnId, onMove, onClose } = props;
  const index = rows.findIndex(({ prompt }) => prompt.id === promptId);
  const row = rows[index];
  const [repeat, setRepeat] = useState(0);
  const [other, setOther] = useState("");
  const place: RunPlace = { columnId, promptId, repeat, isWarmUp: false };
  const answer = useAnswer(series.id, place);
  if (!row) return null;
  const runs = row.cells[columnId] ?? [];
  const others = series.layout.flatMap(({ id }) =>
    (row.cells[id] ?? [])
      .filter((run) => id !== columnId || run.repeat !== repeat)
      .map((run) => ({
        id,
        repeat: run.repeat,
        value: `${id} ${run.repeat}`,
        count: row.cells[id]?.length ?? 0,
      })),
  );
  const against = others.find(({ value }) => value === other);
  const step = (by: number) => {
    const next = rows[index + by];
    if (!next) return;
    setRepeat(0);
    onMove(next.prompt.id);
  };
  const name = nameOf(series.layout, columnId);
  return (
    <Dialog wide title={fill(words.readTitle, { number: row.number, name })} onClose={onClose}>
      <p className="reader-prompt selectable" dir="auto">
        {row.prompt.text}
      </p>
      <div className="row wrap">
        {runs.length > 1 && (
          <select
            className="picker"
            aria-label={words.repeat}
            value={repeat}
            onChange={({ target }) => setRepeat(Number(target.value))}
          >
            {runs.map((run) => (
              <option key={run.repeat} value={run.repeat}>
                {fill(words.repeatNumber, { number: run.repeat + 1 })}
              </option>
            ))}
          </select>
        )}
        {others.length > 0 && (
          <label className="row small">
            {words.compareWith}
            <select
              className="picker"
              value={against ? other : ""}
              onChange={({ target }) => setOther(target.value)}
            >
              <option value="">{words.nobody}</option>
              {others.map(({ id, repeat, value, count }) => (
                <option key={value} value={value} dir="auto">
                  {nameOf(series.layout, id)}
                  {count > 1 && `, ${fill(words.repeatNumber, { number: repeat + 1 })}`}
                </option>
              ))}
            </select>
          </label>
        )}
        <span className="grow" />
        <button type="button" className="button" disabled={index <= 0} onClick={() => step(-1)}>
          {words.previous}
        </button>
        <button type="button" className="button" disabled={index >= rows.length - 1} onClick={() => step(1)}>
          {words.next}
        </button>
        <button
          type="button"
          className="button"
          disabled={!answer?.text}
          onClick={() => void navigator.clipboard.writeText(answer?.text ?? "")}
        >
          {words.copy}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard. */}
      <section className="reader-text scroll" tabIndex={0} aria-label={words.answers}>
        {against ? (
          <Differences
            series={series}
            first={place}
            second={{ columnId: against.id, promptId, repeat: against.repeat, isWarmUp: false }}
          />
        ) : (
          answer && (
            <Answer
              answer={answer}
              schema={series.layout.find(({ id }) => id === columnId)?.parameters.jsonSchema}
            />
          )
        )}
      </section>
      {answer && <Facts answer={answer} />}
    </Dialog>
  );
}

function useAnswer(id: string, { columnId, promptId, repeat }: RunPlace): SeriesAnswer | null {
  const [answer, setAnswer] = useState<SeriesAnswer | null>(null);
  useEffect(() => {
    let isOld = false;
    setAnswer(null);
    const place = { columnId, promptId, repeat, isWarmUp: false };
    void window.assay["series.answer"]({ id, place }).then(
      (read) => !isOld && setAnswer(read.ok ? read.data : null),
    );
    return () => {
      isOld = true;
    };
  }, [id, columnId, promptId, repeat]);
  return answer;
}

function Answer({ answer, schema }: { answer: SeriesAnswer; schema: string | undefined }) {
  const { text, reasoning, problem, end, notes, diagnosis, filters } = answer;
  return (
    <>
      {reasoning !== "" && (
        <details className="thought">
          <summary>{words.thought}</summary>
          <p className="selectable" dir="auto">
            {reasoning}
          </p>
        </details>
      )}
      <OnTheWay beside={answer} isAnswering hasEnded />
      {text.trim() === "" ? (
        <p className="muted">{words.noText}</p>
      ) : (
        <Markdown text={text} running={false} />
      )}
      <Sources citations={answer.citations} />
      <Filters findings={filters} />
      <Notes notes={notes} />
      <SchemaCheck schema={schema} text={text} end={end} />
      {end !== "stop" && !problem && <p className="note">{titleOf(diagnosis) ?? strings.chat.ends[end]}</p>}
      {problem && <DiagnosisView diagnosis={problem} during="chat" />}
    </>
  );
}

function Differences({ series, first, second }: { series: Series; first: RunPlace; second: RunPlace }) {
  const [stretches, setStretches] = useState<TextStretch[] | null | undefined>(undefined);
  const asked = JSON.stringify({ id: series.id, first, second });
  useEffect(() => {
    let isOld = false;
    void window.assay["series.difference"](JSON.parse(asked)).then(
      (answer) => !isOld && setStretches(answer.ok ? answer.data : null),
    );
    return () => {
      isOld = true;
    };
  }, [asked]);
  if (stretches === undefined) return null;
  if (stretches === null) return <p className="muted">{words.tooDifferent}</p>;
  if (stretches.every(({ kind }) => kind === "same")) return <p className="muted">{words.same}</p>;
  const names = [first, second].map(({ columnId }) => nameOf(series.layout, columnId));
  return (
    <>
      <p className="row small">
        <del>{fill(words.removedWords, { name: names[0] ?? "" })}</del>
        <ins>{fill(words.addedWords, { name: names[1] ?? "" })}</ins>
      </p>
      <Stretches stretches={stretches} />
    </>
  );
}

function Facts({ answer }: { answer: SeriesAnswer }) {
  const { measurement, tokens, cost, region, dialect, route, requestId, startedAt } = answer;
  const { firstToken, total, tokensPerSecond, gapMedian, gap95 } = measurement;
  const facts: [string, string | null][] = [
    [words.metrics.firstToken, firstToken === null ? null : formatTime(firstToken)],
    [words.metrics.total, formatTime(total)],
    [
      words.metrics.tokensPerSecond,
      tokensPerSecond === null
        ? noSpeedWords({ firstToken, tokensPerSecond, tokens })
        : fill(strings.compare.speedValue, { count: tokensPerSecond.toFixed(0) }),
    ],
    [
      words.gap,
      gapMedian === null
        ? null
        : fill(words.gapValue, { median: formatTime(gapMedian), high: formatTime(gap95 ?? 0) }),
    ],
    [words.tokens, tokens && fill(words.tokensValue, tokens)],
    [words.cost, cost ? formatCost(cost) : tokens && strings.prices.noneWhy],
    [words.region, region],
    [words.route, askedText(dialect, route)],
    [words.request, requestId],
    [words.started, new Date(startedAt).toLocaleString()],
  ];
  return (
    <details className="small">
      <summary>{words.measured}</summary>
      <dl className="facts selectable">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </details>
  );
}
