import "./blind.css";
import { useEffect } from "react";
import type { Outcome, VoteSummary, VotingRound } from "../../preload/contract/votes.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { linkTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { TaskField, VoteChoice } from "../votes/index.ts";
import { letterOf } from "./blind-columns.tsx";
import { isBusy, useCompare } from "./state.ts";
import {
  arrangeRound,
  castVote,
  readRound,
  revealNames,
  runIds,
  skipPair,
  undoVote,
  useRunIds,
  useVoting,
  useVotingView,
} from "./voting-state.ts";

const words = strings.votes;

/** Beneath the columns: whether names are hidden, what the question is about, and the vote about one pair. */
export function VoteBar() {
  useRounds();
  const view = useVotingView();
  const round = useVoting(({ round }) => round);
  const diagnosis = useVoting(({ diagnosis }) => diagnosis);
  const nameOf = useNames(view !== "named");
  const asked = useCompare(({ open, runs }) => runIds(open?.layout ?? [], runs));
  const count = useCompare(({ runs }) => Object.keys(runs).length);
  const done = useCompare(({ runs }) => Object.values(runs).filter((run) => !isBusy(run)).length);
  if (!round || view === null) return null;
  const isFresh = count > 0 && done === count && asked === round.runs.join();
  const next = isFresh ? round.next : null;
  return (
    <>
      {diagnosis && (
        <div className="notice">
          <DiagnosisView diagnosis={diagnosis} />
        </div>
      )}
      <Counted round={round} isHidden={view === "hidden"} nameOf={nameOf} />
      <section className="vote-bar" aria-label={words.bar}>
        <label className="switch">
          <input
            type="checkbox"
            checked={round.isBlind}
            onChange={({ target }) => arrangeRound({ isBlind: target.checked })}
          />
          {words.blind}
        </label>
        <p className="small muted grow" role="status">
          {hintOf(round, view, count, done, next !== null)}
        </p>
        <TaskField key={round.comparisonId} task={round.task} onChange={(task) => arrangeRound({ task })} />
        {next && (
          <VoteChoice
            names={[nameOf(next[0]), nameOf(next[1])]}
            number={round.done + 1}
            count={round.pairs}
            hasKeys={view === "hidden"}
            onVote={(outcome, better) => void castVote(outcome, better === null ? null : next[better])}
            onSkip={skipPair}
          />
        )}
        {view === "hidden" && next && (
          <button type="button" className="button quiet" onClick={revealNames}>
            {words.reveal}
          </button>
        )}
      </section>
    </>
  );
}

function hintOf(
  round: VotingRound,
  view: "named" | "hidden" | "revealed",
  count: number,
  done: number,
  canVote: boolean,
): string {
  const { hints } = words;
  if (view === "hidden") return done < count ? fill(words.answered, { done, of: count }) : hints.hidden;
  if (view === "named" && round.isBlind) return hints.before;
  if (canVote) return view === "revealed" ? hints.known : hints.off;
  if (count === 0 || done < count) return view === "revealed" ? hints.known : hints.off;
  if (round.pairs === 0) return hints.few;
  return view === "revealed" ? hints.votedBlind : hints.voted;
}

/** Asks main anew whenever other answers are shown, and when the last of them has ended. */
function useRounds() {
  const openId = useCompare(({ open }) => open?.id ?? null);
  const asked = useCompare(({ open, runs }) => runIds(open?.layout ?? [], runs));
  const busy = useCompare(({ runs }) => Object.values(runs).some(isBusy));
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these changes what main answers.
  useEffect(() => {
    useVoting.setState({ last: null, diagnosis: null });
    if (openId !== null) void readRound(openId);
  }, [openId, asked, busy]);
}

/** What a run's column is called now: by letters where names are hidden, else by its number. */
function useNames(byLetters: boolean): (runId: string) => string {
  const layout = useCompare(({ open }) => open?.layout) ?? [];
  const runs = useRunIds();
  const order = useVoting(({ round }) => round?.order) ?? [];
  const ids = byLetters ? order : layout.map(({ id }) => id);
  return (runId) => {
    const place = ids.findIndex((id) => runs[id] === runId);
    return byLetters ? letterOf(place) : String(place + 1);
  };
}

/** The vote that was counted last, or once names are known all of them. */
function Counted(props: { round: VotingRound; isHidden: boolean; nameOf: (runId: string) => string }) {
  const { round, isHidden, nameOf } = props;
  const last = useVoting(({ last }) => last);
  const hasCounted = round.votes.length > 0 && !isHidden;
  const say = (texts: Record<Outcome, string>, vote: VoteSummary, name: (runId: string) => string) => {
    const runs = vote.shown.map(({ runId }) => runId);
    const first = vote.better ?? runs[0] ?? "";
    return fill(texts[vote.outcome], { a: name(first), b: name(runs.find((one) => one !== first) ?? "") });
  };
  return (
    <div role="status">
      {(last || hasCounted) && (
        <div className="counted small">
          <div className="grow">
            {last && isHidden && <p>{say(words.last, last, nameOf)}</p>}
            {hasCounted && (
              <p>
                {round.task === "" ? words.counted : fill(words.countedFor, { task: round.task })}
                {": "}
                {[...round.votes]
                  .reverse()
                  .map((vote) => {
                    const called = (runId: string) =>
                      vote.shown.find((one) => one.runId === runId)?.name ?? "";
                    const kind = vote.isBlind ? words.kinds.blind : words.kinds.open;
                    return `${say(words.outcomes, vote, called)} (${kind})`;
                  })
                  .join("; ")}
                {"."}
              </p>
            )}
          </div>
          {last && (
            <button type="button" className="button" onClick={() => void undoVote()}>
              {words.undo}
            </button>
          )}
          {hasCounted && (
            <a className="button" href={linkTo("scoreboard")}>
              {words.board.title}
            </a>
          )}
        </div>
      )}
    </div>
  );
}
