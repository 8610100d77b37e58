import { z } from "zod";
import type { Edit, JudgedAnswer, Outcome, Vote } from "../../preload/contract/votes.ts";
import { parseJson } from "../foundry/json.ts";
import type { Database } from "../storage/database.ts";

/** A vote with what is needed to count and list it: there may be thousands, and answers are long. */
export interface StoredVote extends Pick<Vote, "id" | "at" | "task" | "isBlind" | "outcome" | "better"> {
  /** The comparison or the series that was looked at. */
  sourceId: string | null;
  /** The prompt is only how it begins. */
  answers: VotedAnswer[];
}

export type VotedAnswer = Pick<
  JudgedAnswer,
  "runId" | "contestant" | "connection" | "prompt" | "measured" | "cost"
>;

/** A vote with all that it is about. */
export interface WholeVote extends StoredVote {
  answers: JudgedAnswer[];
}

/** Characters of a prompt that a vote is told by. */
const beginningLength = 120;

/** How far the votes of a comparison have come. */
export interface StoredRound {
  comparisonId: string;
  task: string;
  isBlind: boolean;
  /** The answers it is about, by their runs. */
  runs: string[];
  /** Of the order of the columns and the pairs. */
  seed: number;
  isRevealed: boolean;
  /** Pairs of runs, as `pairKey` writes them. */
  skipped: string[];
}

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

type Row = Record<string, unknown>;

/** All columns but the answers in full. */
const short = "id, source_id, task, is_blind, outcome, better, answers, at";
const newestFirst = "order by at desc, rowid desc";

/** All of it was written by the app. */
const answers = z.array(z.object({ runId: z.string(), contestant: z.object({}).loose() }).loose());
const texts = z.array(z.string());

/** Votes and edited answers in the database. */
export function openVotes(database: Database): VoteStore {
  const all = (sql: string, ...values: (string | number)[]) => database.prepare(sql).all(...values) as Row[];

  return {
    *wholeVotes() {
      const rows = database.prepare(`select * from votes where removed_at is null ${newestFirst}`).iterate();
      for (const row of rows) yield* wholeOf(row as Row);
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

function voteOf(row: Row): StoredVote[] {
  const known = answers.safeParse(parseJson(String(row.answers)));
  if (!known.success) return [];
  return [
    {
      id: String(row.id),
      sourceId: row.source_id === null ? null : String(row.source_id),
      at: Number(row.at),
      task: String(row.task),
      isBlind: row.is_blind === 1,
      outcome: String(row.outcome) as Outcome,
      better: row.better === null ? null : String(row.better),
      answers: known.data as unknown as VotedAnswer[],
    },
  ];
}

const wholeOf = (row: Row): WholeVote[] =>
  voteOf({ ...row, answers: row.whole }).map((vote) => ({
    ...vote,
    answers: vote.answers as JudgedAnswer[],
  }));

const shortened = ({ runId, contestant, connection, prompt, measured, cost }: JudgedAnswer): VotedAnswer => ({
  runId,
  contestant,
  connection,
  prompt: prompt.trim().slice(0, beginningLength),
  measured,
  cost,
});

const roundOf = (row: Row): StoredRound => ({
  comparisonId: String(row.comparison_id),
  task: String(row.task),
  isBlind: row.is_blind === 1,
  runs: texts.catch([]).parse(parseJson(String(row.runs))),
  seed: Number(row.seed),
  isRevealed: row.is_revealed === 1,
  skipped: texts.catch([]).parse(parseJson(String(row.skipped))),
});

function editOf(row: Row): Edit[] {
  const known = answers.element.safeParse(parseJson(String(row.original)));
  if (!known.success) return [];
  const original = known.data as unknown as JudgedAnswer;
  return [{ id: String(row.id), at: Number(row.at), text: String(row.text), original }];
}
