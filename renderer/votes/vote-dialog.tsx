import type { JudgedAnswer, Vote } from "../../preload/contract/votes.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { parameterList } from "../../preload/strings/request-notes.ts";
import { Notes } from "../answers/notes.tsx";
import { formatCost, formatTime } from "../figures/format.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { outcomeOf } from "./outcome.ts";

const words = strings.votes.vote;

/** A vote with the answers it is about, side by side as they were. */
export function VoteDialog({ vote, onClose }: { vote: Vote; onClose: () => void }) {
  const { at, answers, better } = vote;
  const prompts = new Set(answers.map(({ prompt }) => prompt));
  return (
    <Dialog wide title={fill(words.title, { time: new Date(at).toLocaleString() })} onClose={onClose}>
      <p>{outcomeOf(vote)}</p>
      {prompts.size === 1 && (
        <p className="selectable judged-prompt" dir="auto">
          {answers[0]?.prompt}
        </p>
      )}
      <div className="judged-answers">
        {answers.map((answer) => (
          <JudgedView
            key={answer.runId}
            answer={answer}
            isBetter={answer.runId === better}
            hasPrompt={prompts.size > 1}
          />
        ))}
      </div>
      <div className="actions">
        <button type="button" className="button primary" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </Dialog>
  );
}

function JudgedView(props: { answer: JudgedAnswer; isBetter: boolean; hasPrompt: boolean }) {
  const { answer, isBetter, hasPrompt } = props;
  const { contestant, prompt, text, systemPrompt, parameters, model, modelVersion, measured, cost } = answer;
  const { notes = [] } = answer;
  const given = parameterList(parameters, notes);
  const { readings } = strings.compare;
  const facts: [string, string][] = [
    [words.model, [model, modelVersion].filter(Boolean).join(", ") || readings.notKnown],
    [words.system, systemPrompt || words.none],
    [words.parameters, given.join(", ") || words.none],
    [readings.firstToken, measured?.firstToken == null ? readings.notKnown : formatTime(measured.firstToken)],
    [readings.total, measured ? formatTime(measured.total) : readings.notKnown],
    [readings.cost, cost ? formatCost(cost) : readings.notKnown],
  ];
  return (
    <article>
      <h3 className="row">
        <span dir="auto">{contestant.name}</span>
        {isBetter && <span className="chip">{words.better}</span>}
      </h3>
      {hasPrompt && (
        <p className="selectable judged-prompt" dir="auto">
          {prompt}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard. */}
      <div className="scroll judged-text" tabIndex={0}>
        <Markdown text={text} running={false} />
      </div>
      <Notes notes={notes} />
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div className="fact" key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
