import { randomInt, randomUUID } from "node:crypto";
import type { Comparison } from "../../preload/contract/comparisons.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { VotingRound } from "../../preload/contract/votes.ts";
import { problem } from "../foundry/error.ts";
import { keep } from "../keep.ts";
import { judged, type Known, shownRun } from "./judged.ts";
import { isWhole, orderOf, pairKey, pairsOf } from "./pairing.ts";
import type { StoredRound, StoredVote, VoteStore } from "./store.ts";
import { summaryOf } from "./summary.ts";

/** Rounds of votes about what comparisons show. */
export interface Rounds {
  /** Each of these throws `not_found` for what is not there, and `storage_failed`. */
  round(comparisonId: string): VotingRound;
  arrange(input: Input<"votes.arrange">): VotingRound;
  reveal(comparisonId: string): VotingRound;
  skip(input: Input<"votes.skip">): VotingRound;
  /** Counts a vote; a pair counts once. Throws `input_refused` where the better one was not shown. */
  cast(input: Input<"votes.cast">): VotingRound;
}

/** Rounds and their votes in the store; `comparison` throws `not_found`. */
export function createRounds(
  parts: Known & { store: VoteStore; comparison: (id: string) => Comparison },
): Rounds {
  const { store, comparison } = parts;

  /** The round of what a comparison shows now: other answers than before begin another one. */
  const current = (shown: Comparison): StoredRound => {
    const runs = shown.layout.flatMap(({ run }) => run?.id ?? []).sort();
    const before = store.round(shown.id) ?? firstRound(shown.id);
    if (runs.join() === before.runs.join()) return before;
    return { ...before, runs, seed: randomInt(2 ** 31), isRevealed: !before.isBlind, skipped: [] };
  };

  const kept = (round: StoredRound): VotingRound => {
    const shown = comparison(round.comparisonId);
    const told = roundOf(round, shown);
    // Whoever has voted about everything may see everything.
    const isRevealed = round.isRevealed || (told.isAnswered && told.next === null);
    const before = store.round(round.comparisonId);
    const next = { ...round, isRevealed };
    if (JSON.stringify(before) !== JSON.stringify(next)) keep(() => store.putRound(next));
    if (isRevealed || !round.isBlind) return { ...told, isRevealed };
    const votes = told.votes.map((vote) => ({
      ...vote,
      shown: vote.shown.map((one) => ({ ...one, name: "" })),
    }));
    return { ...told, isRevealed, votes, names: {} };
  };

  const roundOf = (round: StoredRound, { layout }: Comparison): VotingRound => {
    const { comparisonId, task, isBlind, isRevealed, runs, seed } = round;
    const order = isBlind ? orderOf(layout, seed) : layout.map(({ id }) => id);
    const candidates = order.flatMap((columnId) => {
      const column = layout.find(({ id }) => id === columnId);
      if (!column?.run || !isWhole(column.run)) return [];
      return [{ run: column.run, contestant: judged(column, column.run, parts).contestant.key }];
    });
    const votes = store.votesOf(comparisonId).filter((vote) => isAbout(vote, runs));
    const done = new Set([...votes.map(keyOf), ...round.skipped]);
    const pairs = pairsOf(candidates, seed);
    const left = pairs.filter(([one, other]) => !done.has(pairKey(one.id, other.id)));
    const [next] = left;
    const isAnswered = runs.length > 0 && layout.every(({ run }) => run === null || run.state === "ended");
    return {
      comparisonId,
      task,
      isBlind,
      isRevealed,
      runs,
      order,
      isAnswered,
      pairs: pairs.length,
      done: pairs.length - left.length,
      next: isAnswered && next ? [next[0].id, next[1].id] : null,
      votes: votes.map(summaryOf),
      names: Object.fromEntries(
        layout.flatMap((column) =>
          column.run ? [[column.id, judged(column, column.run, parts).contestant.name]] : [],
        ),
      ),
    };
  };

  return {
    round: (comparisonId) => kept(current(comparison(comparisonId))),
    arrange: ({ comparisonId, isBlind, task }) => {
      const round = current(comparison(comparisonId));
      // What was on the screen with its name once is known from then on.
      const isRevealed = round.isRevealed || !round.isBlind || !isBlind;
      return kept({ ...round, isBlind, task, isRevealed });
    },
    reveal: (comparisonId) => kept({ ...current(comparison(comparisonId)), isRevealed: true }),
    skip: ({ comparisonId, shown }) => {
      const round = current(comparison(comparisonId));
      return kept({ ...round, skipped: [...new Set([...round.skipped, pairKey(...shown)])] });
    },
    cast: ({ comparisonId, shown: runIds, outcome, better }) => {
      const shown = comparison(comparisonId);
      const round = current(shown);
      const isSaid = outcome === "better" ? better !== null && runIds.includes(better) : better === null;
      if (!isSaid || runIds[0] === runIds[1]) throw problem("input_refused");
      const answers = runIds.map((runId) => {
        const { column, run } = shownRun(shown, runId);
        return judged(column, run, parts);
      });
      const isCounted = store.votesOf(comparisonId).some((vote) => keyOf(vote) === pairKey(...runIds));
      if (!isCounted) {
        const isBlind = round.isBlind && !round.isRevealed;
        const about = { id: randomUUID(), at: Date.now(), sourceId: comparisonId, task: round.task, isBlind };
        keep(() => store.putVote({ ...about, outcome, better, answers }));
      }
      return kept(round);
    },
  };
}

const firstRound = (comparisonId: string): StoredRound => ({
  comparisonId,
  task: "",
  isBlind: false,
  runs: [],
  seed: 0,
  isRevealed: false,
  skipped: [],
});

const keyOf = ({ answers }: StoredVote): string => pairKey(answers[0]?.runId ?? "", answers[1]?.runId ?? "");

const isAbout = ({ answers }: StoredVote, runs: readonly string[]): boolean =>
  answers.every(({ runId }) => runs.includes(runId));
