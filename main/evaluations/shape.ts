import type { MessageEnd } from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Grade } from "../../preload/contract/graders.ts";

/** Which answer: its row, and the places of its model and repeat. */
export interface AnswerPlace {
  row: number;
  model: number;
  repeat: number;
}

/** An answer that has ended, as it is written down. */
export interface EndedAnswer extends AnswerPlace {
  text: string;
  calls: { name: string; arguments: string }[];
  end: MessageEnd;
  diagnosis: Diagnosis | null;
  /** Milliseconds since the epoch. */
  startedAt: number;
  requestId: string | null;
  /** Milliseconds; null where nothing came, or where it was not measured. */
  firstToken: number | null;
  total: number | null;
  tokens: { prompt: number; completion: number; reasoning: number } | null;
  cost: Amount | null;
}

/** What a model has still to grade. */
export interface JudgeTask extends AnswerPlace {
  grader: number;
}

/** An amount of money. */
export interface Amount {
  amount: number;
  currency: string;
}

/** How much of an evaluation is done. */
export interface Counts {
  rows: number;
  /** Rows that ask nothing. */
  unasked: number;
  answers: number;
  failed: number;
  /** Grades by models: those that are there, those of them without a score, and those that are waited for. */
  judged: number;
  unjudged: number;
  pending: number;
  /** What answers, judges and embeddings have cost, by currency. */
  spent: Amount[];
  stamp: number;
}

/** Ends after which there is no answer to grade. */
export const isFailed = ({ end, diagnosis }: Pick<EndedAnswer, "end" | "diagnosis">): boolean =>
  end === "failed" || end === "connection_lost" || (end === "unknown" && diagnosis !== null);

/** Why a model was not asked for a grade at all: names in `strings.graders.errors`. */
export const nothingToGrade: readonly string[] = ["answer_missing", "baseline_missing"];

/** Whether a model that was to grade an answer gave no score. Where there was nothing to grade, none was to be given. */
export const isUnjudged = ({ score, error }: Pick<Grade, "score" | "error">): boolean =>
  score === null && !nothingToGrade.includes(error ?? "");

/** What is written down of a row that could not be asked. */
export const notAsked = (place: AnswerPlace, diagnosis: Diagnosis): EndedAnswer => ({
  ...{ ...place, diagnosis, text: "", calls: [], end: "failed", startedAt: Date.now(), requestId: null },
  ...{ firstToken: null, total: null, tokens: null, cost: null },
});

/** What finds the answer to a line of a batch again. */
export const customIdOf = ({ row, model, repeat }: AnswerPlace): string => `${row}/${model}/${repeat}`;

/** The field that has a message of a row where the service asks it. */
export const messageField = (place: number): string => `assay_message_${place + 1}`;

/** The field that has what a row asks as one text, for judges at the service. */
export const questionField = "assay_question";

/** Answers of a run at the service that are graded here as well. */
export const twinRows = 20;
