import { BookOpen, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Vote, VoteSummary } from "../../preload/contract/votes.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Icon } from "../ui/icon.tsx";
import { outcomeOf } from "./outcome.ts";
import { readVote, remove, taskName, useScoreboard } from "./state.ts";
import { VoteDialog } from "./vote-dialog.tsx";

const words = strings.votes.list;
/** Votes that are shown at first, and with each step more. */
const step = 50;

/** The votes that are counted, newest first; each can be read again and deleted. */
export function VoteList() {
  const votes = useScoreboard(({ votes }) => votes);
  const [count, setCount] = useState(step);
  const [open, setOpen] = useState<Vote | null>(null);
  if (votes.length === 0) return null;
  return (
    <section>
      <h2>{words.title}</h2>
      <table className="votes">
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            <th scope="col" className="task-column">
              {words.task}
            </th>
            <th scope="col" className="kind-column">
              {words.kind}
            </th>
            <th scope="col">{words.outcome}</th>
            <th scope="col">{words.prompt}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {votes.slice(0, count).map((vote) => (
            <Row key={vote.id} vote={vote} onOpen={() => void readVote(vote.id).then(setOpen)} />
          ))}
        </tbody>
      </table>
      {votes.length > count && (
        <button type="button" className="button" onClick={() => setCount(count + step)}>
          {fill(words.more, { count: Math.min(step, votes.length - count) })}
        </button>
      )}
      {open && <VoteDialog vote={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

function Row({ vote, onOpen }: { vote: VoteSummary; onOpen: () => void }) {
  const time = new Date(vote.at).toLocaleString();
  return (
    <tr>
      <td className="when">{time}</td>
      <td dir="auto">{taskName(vote.task, strings.votes.noTask)}</td>
      <td>{vote.isBlind ? words.hidden : words.visible}</td>
      <td>{outcomeOf(vote)}</td>
      <td className="clip muted" dir="auto" title={vote.prompt}>
        {vote.prompt}
      </td>
      <td>
        <div className="row end">
          <button
            type="button"
            className="button quiet square"
            aria-label={words.open}
            title={words.open}
            onClick={onOpen}
          >
            <Icon of={BookOpen} />
          </button>
          <button
            type="button"
            className="button quiet square"
            aria-label={fill(words.removeOne, { time })}
            title={words.remove}
            onClick={() => void remove("vote", vote.id)}
          >
            <Icon of={Trash2} />
          </button>
        </div>
      </td>
    </tr>
  );
}
