import "./replay.css";
import { ChevronLeft, ChevronRight, Pause, Play, RotateCcw } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { Series, SeriesPrompt } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { NumberField } from "../ui/number-field.tsx";
import { ReplayColumn } from "./replay-column.tsx";
import { clockOf, type Track, totalOf, trackOf } from "./replay-time.ts";
import { type Clock, speeds, useClock } from "./use-clock.ts";

const words = strings.bundles;

/** The answers of all columns to one prompt, coming once more as they came. Nothing is asked for it. */
export function Replay(props: { series: Series; promptId?: string; onClose: () => void }) {
  const { series, onClose } = props;
  const { questions, repeats } = series;
  const [index, setIndex] = useState(() =>
    Math.max(
      0,
      questions.findIndex(({ id }) => id === props.promptId),
    ),
  );
  const [repeat, setRepeat] = useState(0);
  const prompt = questions[index];
  return (
    <Dialog whole title={fill(words.replayTitle, { title: series.title })} onClose={onClose}>
      <div className="row wrap replay-which">
        {questions.length > 1 && (
          <>
            <Step
              icon={ChevronLeft}
              label={words.playing.previous}
              to={index - 1}
              {...{ questions, setIndex }}
            />
            <NumberField
              label={words.playing.prompt}
              value={index + 1}
              min={1}
              max={questions.length}
              onChange={(number) => setIndex(number - 1)}
            />
            <span className="figures">
              {fill(words.playing.promptsOf, { count: questions.length.toLocaleString() })}
            </span>
            <Step
              icon={ChevronRight}
              label={words.playing.next}
              to={index + 1}
              {...{ questions, setIndex }}
            />
          </>
        )}
        {repeats > 1 && (
          <select
            className="picker"
            aria-label={words.playing.run}
            value={repeat}
            onChange={({ target }) => setRepeat(Number(target.value))}
          >
            {[...Array(repeats).keys()].map((number) => (
              <option key={number} value={number}>
                {fill(words.playing.runNumber, { number: number + 1 })}
              </option>
            ))}
          </select>
        )}
        <p className="clip muted selectable grow" title={prompt?.text}>
          {prompt?.text}
        </p>
      </div>
      {prompt && <Stage key={`${prompt.id} ${repeat}`} series={series} prompt={prompt} repeat={repeat} />}
    </Dialog>
  );
}

function Step(props: {
  icon: typeof Play;
  label: string;
  to: number;
  questions: readonly SeriesPrompt[];
  setIndex: (index: number) => void;
}) {
  const { icon, label, to, questions, setIndex } = props;
  return (
    <button
      type="button"
      className="button square"
      aria-label={label}
      title={label}
      disabled={questions[to] === undefined}
      onClick={() => setIndex(to)}
    >
      <Icon of={icon} />
    </button>
  );
}

/** One prompt's answers, with the clock they follow. */
function Stage({ series, prompt, repeat }: { series: Series; prompt: SeriesPrompt; repeat: number }) {
  const tracks = useTracks(series, prompt.id, repeat);
  const total = useMemo(() => totalOf(Object.values(tracks ?? {})), [tracks]);
  const clock = useClock(total);
  if (!tracks) return <p className="muted">{words.playing.loading}</p>;
  return (
    <>
      <Controls clock={clock} total={total} />
      <div className="columns replay-columns">
        {series.layout.map((column, index) => (
          <ReplayColumn
            key={column.id}
            number={index + 1}
            column={column}
            track={tracks[column.id] ?? null}
            at={clock.at}
            turns={clock.turns}
          />
        ))}
      </div>
    </>
  );
}

/** What each column answered; null until all is there. A column that was not asked is left out. */
function useTracks(series: Series, promptId: string, repeat: number): Record<string, Track> | null {
  const [tracks, setTracks] = useState<Record<string, Track> | null>(null);
  const { id, layout } = series;
  const columns = layout.map((column) => column.id).join("\n");
  useEffect(() => {
    let isOver = false;
    const ask = async (columnId: string): Promise<[string, Track][]> => {
      const place = { columnId, promptId, repeat, isWarmUp: false };
      const answer = await window.assay["series.answer"]({ id, place });
      return answer.ok ? [[columnId, trackOf(answer.data)]] : [];
    };
    void Promise.all(columns.split("\n").map(ask)).then((all) => {
      if (!isOver) setTracks(Object.fromEntries(all.flat()));
    });
    return () => {
      isOver = true;
    };
  }, [id, columns, promptId, repeat]);
  return tracks;
}

function Controls({ clock, total }: { clock: Clock; total: number }) {
  const { playing } = words;
  const label = clock.isPlaying ? playing.pause : playing.play;
  return (
    <div className="row wrap replay-controls">
      <button
        type="button"
        className="button primary"
        onClick={() => (clock.isPlaying ? clock.pause() : clock.play())}
      >
        <Icon of={clock.isPlaying ? Pause : Play} />
        {label}
      </button>
      <button type="button" className="button" onClick={clock.restart}>
        <Icon of={RotateCcw} />
        {playing.restart}
      </button>
      <fieldset className="segments">
        <legend className="unseen">{playing.speed}</legend>
        {speeds.map((speed) => (
          <label key={speed}>
            <input
              type="radio"
              name="speed"
              checked={clock.speed === speed}
              onChange={() => clock.setSpeed(speed)}
            />
            {speed === Number.POSITIVE_INFINITY ? playing.atOnce : fill(playing.times, { count: speed })}
          </label>
        ))}
      </fieldset>
      <input
        type="range"
        className="grow"
        aria-label={playing.position}
        aria-valuetext={clockOf(clock.at)}
        min={0}
        max={Math.ceil(total)}
        value={clock.at}
        onChange={({ target }) => {
          clock.pause();
          clock.seek(Number(target.value));
        }}
      />
      <span className="figures" role="timer">
        {fill(playing.clock, { at: clockOf(clock.at), total: clockOf(total) })}
      </span>
    </div>
  );
}
