import { useEffect, useMemo, useReducer, useRef, useState } from "react";
import type { Grade } from "../../../preload/contract/graders.ts";
import type { Trial, TrialAnswer } from "../../../preload/contract/tuned-models.ts";
import { titleOf } from "../../../preload/strings/explain.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { linkTo } from "../../route.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { LongTable } from "../../ui/long-table.tsx";
import { RowWindows } from "../../ui/windows.ts";
import { numberText } from "../number-text.ts";
import { candidateName } from "./candidates.ts";

const words = tunedModels.run;

/** What each candidate answered to each row, side by side, with its grade. */
export function TrialAnswers({ trial }: { trial: Trial }) {
  const { id, candidates } = trial;
  const [read, setRead] = useState<TrialAnswer | null>(null);
  const given = candidates.reduce((sum, { asked, graded }) => sum + asked + graded, 0);
  const { windows, see } = useAnswers(id, given);
  const { total, failed } = windows;
  return (
    <section className="trial-answers" aria-labelledby="trial-answers">
      <h2 id="trial-answers">{words.answers}</h2>
      {failed && (
        <p className="row">
          <span className="status danger">{words.failed}</span>
          <button type="button" className="button" onClick={() => windows.refresh()}>
            {words.retry}
          </button>
        </p>
      )}
      {total === 0 && <p className="muted">{words.answersNone}</p>}
      {total !== null && total > 0 && (
        <LongTable
          label={words.answers}
          className="answers"
          count={total}
          onSeen={see}
          head={
            <>
              <th scope="col">{words.question}</th>
              <th scope="col">{words.reference}</th>
              {candidates.map((candidate) => (
                <th key={`${candidate.kind} ${candidate.model}`} scope="col" dir="auto">
                  {candidateName(candidate)}
                </th>
              ))}
            </>
          }
          row={(index) => {
            const answer = windows.at(index);
            if (answer === null)
              return (
                <th scope="row" colSpan={candidates.length + 2}>
                  {"\u00a0"}
                </th>
              );
            return (
              <>
                <th scope="row">
                  <button type="button" className="answer-open" onClick={() => setRead(answer)}>
                    <span className="unseen">{fill(words.read, { row: index + 1 })} </span>
                    <span className="three-lines" dir="auto">
                      {answer.asked}
                    </span>
                  </button>
                </th>
                <td>
                  <span className="three-lines muted" dir="auto">
                    {answer.reference ?? words.noReference}
                  </span>
                </td>
                {candidates.map(({ kind, model }) => {
                  const own = answer.answers.find((one) => one.model === model);
                  return <td key={`${kind} ${model}`}>{own && <Answer answer={own} isWhole={false} />}</td>;
                })}
              </>
            );
          }}
        />
      )}
      {read && <Reader trial={trial} answer={read} onClose={() => setRead(null)} />}
    </section>
  );
}

function useAnswers(id: string, given: number) {
  const [, draw] = useReducer((drawn: number) => drawn + 1, 0);
  const windows = useMemo(
    () =>
      new RowWindows<TrialAnswer>(async (from, count) => {
        const answer = await window.assay["trials.answers"]({ id, from, count });
        return answer.ok ? { rows: answer.data.answers, total: answer.data.total, state: 0 } : null;
      }, draw),
    [id],
  );
  useEffect(() => {
    const close = windows.open();
    windows.see(0, 0);
    return close;
  }, [windows]);
  const seen = useRef({ windows, given });
  useEffect(() => {
    const before = seen.current;
    seen.current = { windows, given };
    if (before.windows === windows && before.given !== given) windows.refresh();
  }, [windows, given]);
  const see = useMemo(() => (first: number, last: number) => windows.see(first, last), [windows]);
  return { windows, see };
}

function Answer({ answer, isWhole }: { answer: TrialAnswer["answers"][number]; isWhole: boolean }) {
  const { text, grade, diagnosis } = answer;
  return (
    <div className="trial-answer">
      <span className={isWhole ? "whole selectable" : "three-lines"} dir="auto">
        {text ?? (diagnosis ? titleOf(diagnosis.code) : words.nothing)}
      </span>
      {grade && (
        <small className="row">
          <span className={`status ${gradeLook(grade)}`}>{gradeText(grade)}</span>
        </small>
      )}
      {isWhole && grade?.said && (
        <small className="muted selectable" dir="auto">
          {grade.said}
        </small>
      )}
    </div>
  );
}

/** Whether a candidate was asked already. */
const hasCome = ({ text, diagnosis }: TrialAnswer["answers"][number]) => text !== null || diagnosis !== null;

const gradeLook = ({ passed }: Grade) => (passed === null ? "unknown" : passed ? "ok" : "danger");

/** What an answer got: never 0 for one that could not be graded. */
function gradeText({ score, passed }: Grade): string {
  if (score === null) return words.notGraded;
  const said = passed === null ? [] : [passed ? words.passedOne : words.failedOne];
  return [numberText(score), ...said].join(", ");
}

function Reader({ trial, answer, onClose }: { trial: Trial; answer: TrialAnswer; onClose: () => void }) {
  const { key, asked, reference, answers } = answer;
  return (
    <Dialog wide title={fill(words.readTitle, { row: key.toLocaleString() })} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard. */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in. */}
      <div className="trial-reader scroll" role="group" aria-label={words.answers} tabIndex={0}>
        <section aria-label={words.question}>
          <h3>{words.question}</h3>
          <p className="whole selectable" dir="auto">
            {asked}
          </p>
        </section>
        <section aria-label={words.reference}>
          <h3>{words.reference}</h3>
          <p className="whole selectable" dir="auto">
            {reference ?? words.noReference}
          </p>
        </section>
        {trial.candidates.map((candidate) => {
          const own = answers.find(({ model }) => model === candidate.model);
          const name = candidateName(candidate);
          return (
            own &&
            hasCome(own) && (
              <section key={`${candidate.kind} ${candidate.model}`} aria-label={name}>
                <h3>{name}</h3>
                <Answer answer={own} isWhole />
              </section>
            )
          );
        })}
      </div>
      <div className="actions">
        <a className="button" href={linkTo("datasets", `${trial.datasetId}:${key}`)} onClick={onClose}>
          {words.toRow}
        </a>
        <button type="button" className="button" onClick={onClose}>
          {tunedModels.close}
        </button>
      </div>
    </Dialog>
  );
}
