import "./scoreboard.css";
import { Download, Scale } from "lucide-react";
import { useEffect, useState } from "react";
import type { Scoreboard } from "../../preload/contract/votes.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { linkTo } from "../route.ts";
import { CompareTabs } from "../ui/compare-tabs.tsx";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { Removed } from "../ui/removed.tsx";
import { CostChart } from "./cost-chart.tsx";
import { EditList } from "./edit-list.tsx";
import { ExportDialog } from "./export.tsx";
import { Ratings } from "./ratings.tsx";
import { choose, followVotes, taskName, undoRemove, useScoreboard } from "./state.ts";
import { VoteList } from "./vote-list.tsx";

const words = strings.votes.board;

/** What the votes come to, the votes themselves, and the answers that people made better. */
export function ScoreboardScreen() {
  const board = useScoreboard(({ board }) => board);
  const edits = useScoreboard(({ edits }) => edits);
  const diagnosis = useScoreboard(({ diagnosis }) => diagnosis);
  const [exporting, setExporting] = useState(false);
  useEffect(followVotes, []);
  const hasVotes = board !== null && board.tasks.length > 0;
  return (
    <main className="screen">
      <div className="work scoreboard">
        <div className="bar">
          <h1>{strings.compare.title}</h1>
          <CompareTabs current="scoreboard" />
          <span className="grow" />
          {hasVotes && <Which tasks={board.tasks} />}
          {(hasVotes || edits.length > 0) && (
            <button type="button" className="button" onClick={() => setExporting(true)}>
              <Icon of={Download} />
              {words.export}
            </button>
          )}
        </div>
        <JustRemoved />
        {diagnosis && (
          <div className="notice">
            <DiagnosisView diagnosis={diagnosis} />
          </div>
        )}
        {board && !hasVotes && edits.length === 0 && <Empty />}
        {board && (hasVotes || edits.length > 0) && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
          <div className="scroll scoreboard-body" tabIndex={0}>
            {hasVotes && board.votes === 0 && <p className="muted">{words.none}</p>}
            {board.votes > 0 && (
              <>
                <Ratings board={board} />
                <Verdict board={board} />
                <CostChart contestants={board.contestants} />
              </>
            )}
            <VoteList />
            <EditList />
          </div>
        )}
      </div>
      {exporting && <ExportDialog onClose={() => setExporting(false)} />}
    </main>
  );
}

function Which({ tasks }: { tasks: string[] }) {
  const { task, blindOnly } = useScoreboard(({ which }) => which);
  return (
    <>
      <select
        className="picker"
        aria-label={words.task}
        value={task === null ? "all" : `task:${task}`}
        onChange={({ target: { value } }) => choose({ task: value === "all" ? null : value.slice(5) })}
      >
        <option value="all">{words.all}</option>
        {tasks.map((one) => (
          <option key={one} value={`task:${one}`} dir="auto">
            {taskName(one, strings.votes.noTask)}
          </option>
        ))}
      </select>
      <select
        className="picker"
        aria-label={words.counting}
        value={blindOnly ? "blind" : "all"}
        onChange={({ target }) => choose({ blindOnly: target.value === "blind" })}
      >
        <option value="blind">{words.blindOnly}</option>
        <option value="all">{words.withOpen}</option>
      </select>
    </>
  );
}

/** What the votes tell and what they do not, in sentences. */
function Verdict({ board }: { board: Scoreboard }) {
  const { contestants, close, best } = board;
  const nameOf = (key: string) => contestants.find((one) => one.key === key)?.name ?? key;
  const thin = contestants.filter(({ interval }) => interval === null).map(({ name }) => name);
  const known = contestants.filter(({ interval }) => interval !== null).map(({ name }) => name);
  const isApart = known.length > 1 && close.length === 0;
  return (
    <section className="verdict">
      <ul>
        {best !== null && <li>{fill(words.best, { name: nameOf(best) })}</li>}
        {isApart && <li>{fill(words.apart, { names: listed(known) })}</li>}
        {close.map((group) => (
          <li key={group.join()}>{fill(words.close, { names: listed(group.map(nameOf)) })}</li>
        ))}
        {thin.length > 0 && (
          <li>{fill(thin.length === 1 ? words.fewOne : words.fewMany, { names: listed(thin) })}</li>
        )}
      </ul>
      <p className="small muted">{words.method}</p>
    </section>
  );
}

function listed(names: string[]): string {
  const [last = "", ...others] = [...names].reverse();
  if (others.length === 0) return last;
  return fill(words.and, { first: others.reverse().join(", "), last });
}

function Empty() {
  return (
    <div className="empty">
      <Icon of={Scale} size={32} />
      <h2>{words.emptyTitle}</h2>
      <p>{words.emptyText}</p>
      <a className="button primary" href={linkTo("compare")}>
        {words.toCompare}
      </a>
    </div>
  );
}

/** What was removed last. */
function JustRemoved() {
  const removed = useScoreboard(({ removed }) => removed);
  const text =
    removed && (removed.kind === "vote" ? strings.votes.list.removed : strings.votes.edits.removed);
  return <Removed text={text} undo={strings.votes.undo} onUndo={() => void undoRemove()} />;
}
