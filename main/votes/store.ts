import type { Edit } from "../../preload/contract/votes.ts";
import type { Database } from "../storage/database.ts";
import { eachRow } from "../storage/each-row.ts";
import {
  editOf,
  type Row,
  roundOf,
  type StoredRound,
  type StoredVote,
  shortened,
  voteOf,
  type WholeVote,
  wholeOf,
} from "./rows.ts";

export type { StoredRound, StoredVote, VotedAnswer, WholeVote } from "./rows.ts";

export interface VoteStore {
  /** Newest first, without what was taken back. */
  votes(): StoredVote[];
  /** The same, each with all that it is about, one by one. */
  wholeVotes(): Iterable<WholeVote>;
  /** Every task there is a vote for, in the order of the alphabet. */
  tasks(): string[];
  /** Of a comparison or a series. */
  votesOf(sourceId: string): StoredVote[];
  vote(id: string): WholeVote | null;
  putVote(vote: WholeVote): void;
  round(comparisonId: string): StoredRound | null;
  putRound(round: StoredRound): void;
  /** Newest first. With `comparisonId` those that were made there. */
  edits(comparisonId: string | null): Edit[];
  edit(id: string): Edit | null;
  /** Keeps an edit in the place of those of the same run. */
  putEdit(edit: Edit, comparisonId: string): void;
  changeEdit(edit: Pick<Edit, "id" | "at" | "text">): void;
  setVoteRemoved(id: string, removed: boolean): void;
  setEditRemoved(id: string, removed: boolean): void;
  /** Deletes what was taken back. */
  purge(): void;
}

/** All columns but the answers in full. */
const short = "id, source_id, task, is_blind, outcome, better, answers, at";
const newestFirst = "order by at desc, rowid desc";

/** Votes and edited answers in the database. */
export function openVotes(database: Database): VoteStore {
  const all = (sql: string, ...values: (string | number)[]) => database.prepare(sql).all(...values) as Row[];

  return {
    *wholeVotes() {
      const votes = database.prepare(`select * from votes where removed_at is null ${newestFirst}`);
      for (const row of eachRow(votes)) yield* wholeOf(row);
    },
    tasks: () =>
      all("select distinct task from votes where removed_at is null order by task").map(({ task }) =>
        String(task),
      ),
    votes: () => all(`select ${short} from votes where removed_at is null ${newestFirst}`).flatMap(voteOf),
    votesOf: (sourceId) =>
      all(
        `select ${short} from votes where source_id = ? and removed_at is null ${newestFirst}`,
        sourceId,
      ).flatMap(voteOf),
    vote: (id) =>
      all("select * from votes where id = ? and removed_at is null", id).flatMap(wholeOf)[0] ?? null,
    putVote: ({ id, sourceId, task, isBlind, outcome, better, answers, at }) => {
      database
        .prepare("insert into votes values (?, ?, ?, ?, ?, ?, ?, ?, ?, null)")
        .run(
          id,
          sourceId,
          task,
          isBlind ? 1 : 0,
          outcome,
          better,
          JSON.stringify(answers.map(shortened)),
          JSON.stringify(answers),
          at,
        );
    },
    round: (comparisonId) =>
      all("select * from voting_rounds where comparison_id = ?", comparisonId).map(roundOf)[0] ?? null,
    putRound: ({ comparisonId, task, isBlind, runs, seed, isRevealed, skipped }) => {
      database
        .prepare("insert or replace into voting_rounds values (?, ?, ?, ?, ?, ?, ?)")
        .run(
          comparisonId,
          task,
          isBlind ? 1 : 0,
          JSON.stringify(runs),
          seed,
          isRevealed ? 1 : 0,
          JSON.stringify(skipped),
        );
    },
    edits: (comparisonId) =>
      comparisonId === null
        ? all(`select * from edits where removed_at is null ${newestFirst}`).flatMap(editOf)
        : all(
            `select * from edits where comparison_id = ? and removed_at is null ${newestFirst}`,
            comparisonId,
          ).flatMap(editOf),
    edit: (id) =>
      all("select * from edits where id = ? and removed_at is null", id).flatMap(editOf)[0] ?? null,
    putEdit: ({ id, at, text, original }, comparisonId) => {
      database.prepare("delete from edits where run_id = ?").run(original.runId);
      database
        .prepare("insert into edits values (?, ?, ?, ?, ?, ?, null)")
        .run(id, comparisonId, original.runId, text, JSON.stringify(original), at);
    },
    changeEdit: ({ id, at, text }) => {
      database.prepare("update edits set text = ?, at = ? where id = ?").run(text, at, id);
    },
    setVoteRemoved: (id, removed) => {
      database.prepare("update votes set removed_at = ? where id = ?").run(removed ? Date.now() : null, id);
    },
    setEditRemoved: (id, removed) => {
      database.prepare("update edits set removed_at = ? where id = ?").run(removed ? Date.now() : null, id);
    },
    purge: () => {
      database.exec("delete from votes where removed_at is not null");
      database.exec("delete from edits where removed_at is not null");
    },
  };
}
