import type { Comparison } from "../../preload/contract/comparisons.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { Scoreboard, SeriesVotingRound, Vote, VoteSummary } from "../../preload/contract/votes.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import { keep } from "../keep.ts";
import type { SeriesStore } from "../series/store.ts";
import { judgementsJsonl, scoreboardCsv, scoreboardJson } from "./exports.ts";
import type { Known } from "./judged.ts";
import { createRounds, type Rounds } from "./rounds.ts";
import { scoreboardOf } from "./scoreboard.ts";
import { createSeriesVotes } from "./series-rounds.ts";
import type { StoredVote, VoteStore } from "./store.ts";
import { summaryOf } from "./summary.ts";

type Which = Input<"votes.list">;

export interface Votes extends Rounds {
  /** Each of these throws `not_found` for what is not there, and `storage_failed`. */
  seriesRound(input: Input<"votes.seriesRound">): SeriesVotingRound;
  castInSeries(input: Input<"votes.castInSeries">): VoteSummary;
  tasks(): string[];
  list(which: Which): VoteSummary[];
  get(id: string): Vote;
  remove(id: string): void;
  restore(id: string): void;
  scoreboard(which: Which): Promise<Scoreboard>;
  /** The text of a file. */
  exported(input: Input<"votes.export">): Promise<string>;
  purge(): void;
}

/** Votes about answers that stand side by side, and what they come to. */
export function createVotes(
  parts: Known & {
    store: VoteStore;
    comparison: (id: string) => Comparison;
    series: Pick<SeriesStore, "get" | "runs">;
    emit: Emit;
  },
): Votes {
  const { store, emit } = parts;
  const rounds = createRounds(parts);
  const inSeries = createSeriesVotes(parts);
  /** Boards by what they count, as long as no vote is added or taken back. */
  const boards = new Map<string, Promise<Omit<Scoreboard, "tasks">>>();

  const changed = (sourceId: string | null) => {
    boards.clear();
    emit("votes.changed", { sourceId });
  };

  const counts = ({ task, blindOnly }: Which, vote: StoredVote): boolean =>
    (task === null || vote.task === task) && (vote.isBlind || !blindOnly);

  const counted = (which: Which): StoredVote[] => store.votes().filter((vote) => counts(which, vote));

  const board = (which: Which) => {
    const key = JSON.stringify([which.task, which.blindOnly]);
    const known = boards.get(key) ?? scoreboardOf(counted(which));
    boards.set(key, known);
    return known;
  };

  return {
    ...rounds,
    cast: (input) => {
      const told = rounds.cast(input);
      changed(input.comparisonId);
      return told;
    },
    seriesRound: (input) => inSeries.round(input),
    castInSeries: (input) => {
      const vote = inSeries.cast(input);
      changed(input.seriesId);
      return summaryOf(vote);
    },
    tasks: () => store.tasks(),
    list: (which) => counted(which).map(summaryOf),
    get: (id) => {
      const vote = store.vote(id);
      if (!vote) throw problem("not_found");
      const { answers } = vote;
      return { ...summaryOf(vote), answers };
    },
    remove: (id) => {
      const vote = store.vote(id);
      if (!vote) throw problem("not_found");
      keep(() => store.setVoteRemoved(id, true));
      changed(vote.sourceId);
    },
    restore: (id) => {
      keep(() => store.setVoteRemoved(id, false));
      const vote = store.vote(id);
      if (!vote) throw problem("not_found");
      changed(vote.sourceId);
    },
    scoreboard: async (which) => ({
      ...(await board(which)),
      tasks: store.tasks(),
    }),
    exported: async ({ format, ...which }) => {
      if (format === "jsonl") {
        return judgementsJsonl(
          [...store.wholeVotes()].filter((vote) => counts(which, vote)),
          store.edits(null),
        );
      }
      const told = await board(which);
      return format === "csv" ? scoreboardCsv(told) : scoreboardJson(told, which);
    },
    purge: () => store.purge(),
  };
}
