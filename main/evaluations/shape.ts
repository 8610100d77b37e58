import type { MessageEnd } from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";

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
  cost: { amount: number; currency: string } | null;
}

/** What a model has still to grade. */
export interface JudgeTask extends AnswerPlace {
  grader: number;
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
  /** What answers have cost, by currency. */
  spent: { amount: number; currency: string }[];
  stamp: number;
}

/** Ends after which there is no answer to grade. */
export const isFailed = ({ end, diagnosis }: Pick<EndedAnswer, "end" | "diagnosis">): boolean =>
  end === "failed" || end === "connection_lost" || (end === "unknown" && diagnosis !== null);
