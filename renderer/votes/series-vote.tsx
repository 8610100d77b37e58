import "./scoreboard.css";
import { useEffect, useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Series } from "../../preload/contract/series.ts";
import type { Outcome, SeriesVotingRound } from "../../preload/contract/votes.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { linkTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { TaskField } from "./task-field.tsx";
import { VoteChoice } from "./vote-choice.tsx";
import { withoutNames } from "./without-names.ts";

const words = strings.votes.series;
const letters: [string, string] = ["A", "B"];

/** In the place of a series: goes through it pair by pair without names. Each vote is kept at once, so that it can be left at any time. */
export function SeriesVote({ series, onClose }: { series: Series; onClose: () => void }) {
  const { id: seriesId, layout } = series;
  const [round, setRound] = useState<SeriesVotingRound | null>(null);
  const [task, setTask] = useState<string | null>(null);
  const [skipped, setSkipped] = useState(0);
  const [last, setLast] = useState<string | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const read = async (skip: number) => {
    const answer = await window.assay["votes.seriesRound"]({ seriesId, skip });
    if (answer.ok) setRound(answer.data);
    else setDiagnosis(answer.error.diagnosis);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `read` is made anew with each drawing.
  useEffect(() => void read(skipped), [seriesId, skipped]);
  const next = round?.next ?? null;
  const vote = async (outcome: Outcome, better: 0 | 1 | null) => {
    if (!round || !next) return;
    const [{ place: one }, { place: other }] = next.answers;
    const about = { seriesId, task: task ?? round.task, outcome, better };
    // Gone at once: a key that is pressed twice is one vote.
    setRound({ ...round, next: null, done: round.done + 1 });
    const answer = await window.assay["votes.castInSeries"]({ ...about, shown: [one, other] });
    setDiagnosis(answer.ok ? null : answer.error.diagnosis);
    setLast(answer.ok ? answer.data.id : null);
    await read(skipped);
  };
  const undo = async () => {
    if (last === null) return;
    setLast(null);
    await window.assay["votes.remove"]({ id: last });
    await read(skipped);
  };
  const names = layout.flatMap(({ alias, model }) => [alias, model ?? ""]);
  return (
    <section className="series-vote" aria-label={words.title}>
      <h2>{words.title}</h2>
      <div className="row wrap">
        <p className="small muted grow">{words.hint}</p>
        {round && <TaskField key={round.task} task={task ?? round.task} onChange={setTask} />}
      </div>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
      {next && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard. */}
          <section className="selectable judged-prompt" dir="auto" aria-label={words.prompt} tabIndex={0}>
            {next.prompt}
          </section>
          <div className="judged-answers blind-pair">
            {next.answers.map(({ place, text }, index) => (
              <BlindAnswer
                key={JSON.stringify(place)}
                letter={letters[index] ?? ""}
                text={withoutNames(text, names)}
              />
            ))}
          </div>
        </>
      )}
      {round && !next && (
        <p className="grow" role="status">
          {round.pairs === 0 ? words.few : round.done === round.pairs ? words.done : ""}
        </p>
      )}
      <div className="row wrap vote-row">
        {next && round && (
          <VoteChoice
            names={letters}
            number={round.done + 1}
            count={round.pairs}
            hasKeys
            onVote={(outcome, better) => void vote(outcome, better)}
            onSkip={() => setSkipped(skipped + 1)}
          />
        )}
        <span className="grow" />
        {last !== null && (
          <button type="button" className="button" onClick={() => void undo()}>
            {strings.votes.undo}
          </button>
        )}
        {round && round.done > 0 && (
          <a className="button" href={linkTo("scoreboard")}>
            {words.toBoard}
          </a>
        )}
        <button type="button" className="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </section>
  );
}

function BlindAnswer({ letter, text }: { letter: string; text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <article className="scroll" aria-label={fill(strings.votes.letterAnswer, { letter })} tabIndex={0}>
      <span className="chip">{letter}</span>
      <Markdown text={text} running={false} />
    </article>
  );
}
