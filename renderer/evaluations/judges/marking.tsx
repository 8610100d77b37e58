import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import type { AnswersToMark, AnswerToMark } from "../../../preload/contract/judges.ts";
import { codedText } from "../../../preload/strings/coded.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { judgeCertificates } from "../../../preload/strings/judge-certificates.ts";
import { roleWords } from "../../../preload/strings/roles.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { withoutNames } from "../../votes/index.ts";
import { namedRows } from "../results/row/named.ts";
import { type Choice, choicesFor, keysText } from "./marking-keys.ts";

const words = judgeCertificates.marking;

/** Grading answers oneself, one after the other, without names and without what the judge said. */
export function Marking(props: { evaluation: Evaluation; judge: GraderOf<"judge">; onClose: () => void }) {
  const { evaluation, judge, onClose } = props;
  const asked = { evaluationId: evaluation.id, graderId: judge.id };
  const [page, setPage] = useState<AnswersToMark | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [given, setGiven] = useState(0);
  // Rows that were seen with names do not count, and those that were skipped come another time.
  const off = useRef(new Set(namedRows(evaluation.id)));
  /** Rows of this page that were graded. */
  const graded = useRef(new Set<number>());
  const isBusy = useRef(false);
  const read = useCallback(async () => {
    const without = [...off.current].slice(0, mostOff);
    const answer = await window.assay["judges.toMark"]({
      evaluationId: evaluation.id,
      graderId: judge.id,
      without,
    });
    if (answer.ok) {
      graded.current.clear();
      setPage(answer.data);
    } else setDiagnosis(answer.error.diagnosis);
  }, [evaluation.id, judge.id]);
  useEffect(() => void read(), [read]);

  const isLeft = ({ row }: AnswerToMark) => !off.current.has(row) && !graded.current.has(row);
  const current = page?.answers.find(isLeft) ?? null;
  const choices = page ? choicesFor(page.steps) : [];
  const next = async (row: number, isGiven: boolean) => {
    (isGiven ? graded : off).current.add(row);
    setGiven((count) => count + Number(isGiven));
    if (!page?.answers.some(isLeft)) {
      await read();
      setGiven(0);
    }
  };
  const give = async (one: AnswerToMark, choice: Choice) => {
    if (isBusy.current) return;
    isBusy.current = true;
    const answer = await sent(asked, one, choice, judge.verdict.form === "label");
    isBusy.current = false;
    if (!answer.ok) setDiagnosis(answer.error.diagnosis);
    else await next(one.row, true);
  };
  // With what is shown: a key that is pressed at once is about that.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const choice = choices.find(({ key }) => key === event.key);
      if (!choice || !current || event.ctrlKey || event.metaKey || event.altKey) return;
      // A text that is longer than its place is scrolled by this key.
      if (event.key === "ArrowDown" && event.target instanceof Element && event.target.matches(".judge-text"))
        return;
      event.preventDefault();
      void give(current, choice);
    };
    // Before the dialog, which lets no arrow key through.
    document.addEventListener("keydown", press, { capture: true });
    return () => document.removeEventListener("keydown", press, { capture: true });
  });
  const { text, from, to } = keysText(choices);
  const names = evaluation.settings.models.flatMap(({ name, deployment }) => [name, deployment]);
  const progress = page && {
    done: (page.done + given).toLocaleString(),
    of: page.of.toLocaleString(),
  };
  return (
    <Dialog title={words.title} onClose={onClose} whole>
      <div className="judge-marking">
        <p className="row wrap">
          <span className="muted small grow">{words.hint}</span>
          {progress && <b role="status">{fill(words.progress, progress)}</b>}
        </p>
        {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
        {page === null && !diagnosis && <p className="muted">{words.loading}</p>}
        {page && current === null && <p className="empty">{words.done}</p>}
        {current && <Shown key={current.row} answer={current} names={names} />}
        <div className="row wrap judge-controls">
          {current && (
            <fieldset className="row wrap judge-choices" aria-label={words.grade}>
              {choices.map((choice) => (
                <button
                  key={choice.label}
                  type="button"
                  className="button"
                  aria-keyshortcuts={choice.key ?? undefined}
                  onClick={() => void give(current, choice)}
                >
                  <span dir="auto">{choice.label}</span>
                  {choice.key !== null && choice.label !== choice.shown && (
                    <span className="shortcut" aria-hidden="true">
                      {choice.shown}
                    </span>
                  )}
                </button>
              ))}
              <button type="button" className="button quiet" onClick={() => void next(current.row, false)}>
                {words.skip}
              </button>
              <span className="muted small">{fill(text, { from, to })}</span>
            </fieldset>
          )}
          <span className="grow" />
          <button type="button" className="button" onClick={onClose}>
            {words.close}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** Rows that can be left out at once. */
const mostOff = 10_000;

/** Keeps what was said: a grade of one answer, or a vote about two. */
function sent(
  { evaluationId, graderId }: { evaluationId: string; graderId: string },
  { row, answers }: AnswerToMark,
  { score, label }: Choice,
  isLabel: boolean,
) {
  const [one, other] = answers.map(({ modelId, repeat }) => ({ modelId, repeat }));
  const place = one ?? { modelId: "", repeat: 0 };
  const of = { id: evaluationId, row, isBlind: true };
  return other
    ? window.assay["evaluationResults.vote"]({ ...of, shown: [place, other], better: score })
    : window.assay["evaluationResults.mark"]({
        ...{ ...of, answer: place, graderId, score },
        label: isLabel ? label : null,
      });
}

function Shown({ answer, names }: { answer: AnswerToMark; names: readonly string[] }) {
  const { messages, reference, answers } = answer;
  const titles = answers.length > 1 ? [words.left, words.right] : [words.answer];
  return (
    <div className="judge-shown">
      <section aria-label={words.question}>
        <h3>{words.question}</h3>
        {messages.map(({ role, content }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages have their places.
          <div key={place}>
            {messages.length > 1 && <p className="muted small">{codedText(roleWords, role) ?? role}</p>}
            <Text text={content} />
          </div>
        ))}
        {reference !== null && (
          <>
            <h3>{words.reference}</h3>
            <Text text={reference} />
          </>
        )}
      </section>
      <div className="judge-answers">
        {answers.map(({ text }, place) => (
          <article key={titles[place]} aria-label={titles[place]}>
            <h3>{titles[place]}</h3>
            <Text text={withoutNames(text, names)} />
          </article>
        ))}
      </div>
    </div>
  );
}

function Text({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <p className="judge-text selectable" dir="auto" tabIndex={0}>
      {text}
    </p>
  );
}
