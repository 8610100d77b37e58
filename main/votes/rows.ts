import { z } from "zod";
import type { Edit, JudgedAnswer, Outcome, Vote } from "../../preload/contract/votes.ts";
import { beginningOf } from "../../preload/cut.ts";
import { parseJson } from "../foundry/json.ts";

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

/** Characters of a prompt that a vote is told by. */
const beginningLength = 120;

export type Row = Record<string, unknown>;

/** All of it was written by the app. */
const answers = z.array(z.object({ runId: z.string(), contestant: z.object({}).loose() }).loose());
const texts = z.array(z.string());

/** The vote in a row; none where its answers are not as they were written. */
export function voteOf(row: Row): StoredVote[] {
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

/** The same from a row with the answers in full. */
export const wholeOf = (row: Row): WholeVote[] =>
  voteOf({ ...row, answers: row.whole }).map((vote) => ({
    ...vote,
    answers: vote.answers as JudgedAnswer[],
  }));

/** What is kept of an answer for counting and listing. */
export const shortened = ({
  runId,
  contestant,
  connection,
  prompt,
  measured,
  cost,
}: JudgedAnswer): VotedAnswer => ({
  runId,
  contestant,
  connection,
  prompt: beginningOf(prompt.trim(), beginningLength),
  measured,
  cost,
});

/** The round in a row. */
export const roundOf = (row: Row): StoredRound => ({
  comparisonId: String(row.comparison_id),
  task: String(row.task),
  isBlind: row.is_blind === 1,
  runs: texts.catch([]).parse(parseJson(String(row.runs))),
  seed: Number(row.seed),
  isRevealed: row.is_revealed === 1,
  skipped: texts.catch([]).parse(parseJson(String(row.skipped))),
});

/** The edit in a row; none where its answer is not as it was written. */
export function editOf(row: Row): Edit[] {
  const known = answers.element.safeParse(parseJson(String(row.original)));
  if (!known.success) return [];
  const original = known.data as unknown as JudgedAnswer;
  return [{ id: String(row.id), at: Number(row.at), text: String(row.text), original }];
}
