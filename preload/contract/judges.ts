import { z } from "zod";
import type { Cost } from "./conversations.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { JudgeVerdict } from "./evaluation-graders.ts";
import { id } from "./fields.ts";
import { method } from "./method.ts";

/** So many of so many, from 0 to 1 with its 95% interval. */
export interface JudgeShare {
  count: number;
  of: number;
  value: number;
  low: number;
  high: number;
}

/** A value with its 95% interval; null at both ends where it has none. */
export interface JudgeEstimate {
  value: number;
  low: number | null;
  high: number | null;
}

/** How a judge agrees with the person's own blind grades or votes. */
export interface JudgeAgreement {
  labels: number;
  /** How many of these are votes about the same two answers that the person gave in comparisons; missing in earlier ones. */
  fromVotes?: number;
  /** Whether a disagreement counts by the square of the steps between, as on a scale. */
  isWeighted: boolean;
  /** Null where both gave one and the same throughout. */
  kappa: JudgeEstimate | null;
  ac1: JudgeEstimate | null;
  raw: JudgeShare;
  /** What a judge would reach who always gave the person's most frequent label. */
  constant: JudgeShare;
  /** By label, what the judge found of what the person gave it; null where the person never gave it. */
  recalls: { label: string; recall: JudgeShare | null }[];
  /**
   * How often the person gave a label and the judge another, `table[person][judge]`, both in the order of `recalls`; missing
   * where an earlier version has measured.
   */
  table?: number[][];
  /** How many more labels would bring the interval of kappa to 0.15 to either side. */
  more: number;
}

/** What was measured of a judge. What could not be is null. */
export interface JudgeMeasurement {
  form: JudgeVerdict["form"];
  /** Rows of which one verdict was looked at, so that rows are independent of each other. */
  rows: number;
  /** The verdict it gives most often. */
  commonest: (JudgeShare & { label: string }) | null;
  /** Asked the same twice: how often it says the same, and how much of that is more than chance. */
  consistency: { same: JudgeShare; kappa: JudgeEstimate | null } | null;
  /** Of pairs: P(the first wins) - 1/2, verdicts that change with the order, and pairs in which it takes the first both times. */
  position: { bias: JudgeEstimate; flips: JudgeShare; first: JudgeShare; second: JudgeShare } | null;
  agreement: JudgeAgreement | null;
  /** How often the person agrees with themself about the same answers; null where that is not known. */
  ceiling: JudgeShare | null;
  /**
   * How verdicts rise with the length of the answer, or for pairs with the difference in length (Spearman's rho); `person`
   * is the same of the person's own.
   */
  length: { judge: JudgeEstimate; rows: number; person: JudgeEstimate | null } | null;
  /** Of what the person passed what the judge passed, and of what the person failed what it failed. */
  passes: { sensitivity: { count: number; of: number }; specificity: { count: number; of: number } } | null;
}

/** How far a judge can be relied on, by the rules that `strings.judgeCertificates.rules` states. */
export type JudgeTrust = "trust" | "care" | "distrust";

/** Something a measurement shows: a name in `strings.judgeCertificates.findings`. */
export interface JudgeFinding {
  code: string;
  weighs: JudgeTrust;
  parameters: Record<string, string>;
}

/** What was measured of a judge, bound to all that makes it the judge it is. */
export interface JudgeCertificate {
  id: string;
  /** SHA-256, in hexadecimal, of the model and its version, messages, rubric, scale and parameters. */
  hash: string;
  name: string;
  deployment: string;
  model: string | null;
  version: string | null;
  evaluationId: string;
  evaluationName: string;
  /** Milliseconds since the epoch. */
  measuredAt: number;
  measurement: JudgeMeasurement;
  trust: JudgeTrust;
  findings: JudgeFinding[];
}

/** What can have changed since a judge was measured. */
export type JudgeChange = "model" | "version" | "messages" | "rubric" | "scale" | "parameters" | "reply";

/** What is known of one judge of an evaluation. */
export interface JudgeStanding {
  graderId: string;
  /** `stale`: what was measured is of a judge that has changed since. */
  state: "none" | "measured" | "stale";
  certificate: JudgeCertificate | null;
  changed: JudgeChange[];
  /** Models of the evaluation that are the judge's own model. */
  ownModels: string[];
  /** Questions that were asked, of so many, while it is being measured. */
  running: { done: number; of: number } | null;
  /** Why measuring it has stopped. */
  problem: Diagnosis | null;
}

/** What measuring a judge would take. */
export interface JudgeWeight {
  /** Answers it is asked about a second time, and those of them that were asked already. */
  answers: number;
  asked: number;
  requests: number;
  /** Null where no price is known. */
  cost: Cost | null;
  /** The person's own blind grades or votes, and those that were given with names or verdicts in view. */
  labels: number;
  seen: number;
  /** How many of the votes were given in comparisons, about the same two answers. */
  fromVotes: number;
}

/** A rate or mean by a judge's verdicts, and what it would be by the person's; of pairs, the share of wins with ties as half. */
export interface JudgeCorrection {
  modelId: string;
  unit: "share" | "score";
  raw: JudgeEstimate;
  corrected: JudgeEstimate | null;
  /** By what is known of its mistakes, or by the person's own grades of some rows; null where neither can be. */
  method: "rogan_gladen" | "prediction_powered" | null;
}

/** An answer on which the judge and the person differ, farthest first. */
export interface JudgeDisagreement {
  row: number;
  modelId: string;
  /** From 0. */
  repeat: number;
  asked: string;
  person: string;
  judge: string;
}

/** An answer, or two, that the person is to grade, without names and without what the judge said. */
export interface AnswerToMark {
  row: number;
  messages: { role: string; content: string }[];
  reference: string | null;
  /** For a pair two of them, in a random order. */
  answers: { modelId: string; repeat: number; text: string }[];
}

/** What there is to grade, and how far that is. Some answers come twice, and count twice. */
export interface AnswersToMark {
  done: number;
  of: number;
  /** The steps of the scale, from low to high, or the judge's labels; empty where two answers are compared. */
  steps: { label: string; score: number }[];
  /** The next ones. */
  answers: AnswerToMark[];
}

const judge = z.strictObject({ evaluationId: id, graderId: id });

export const judges = {
  /** What is known of the judges of an evaluation, in the order of its graders. */
  "judges.standings": method<JudgeStanding[]>()(z.strictObject({ evaluationId: id })),
  "judges.weigh": method<JudgeWeight>()(judge),
  /**
   * Asks what has not been asked a second time and makes the certificate. Resolves when that has begun. Throws
   * `evaluation_busy` while the evaluation runs.
   */
  "judges.measure": method<void>()(judge),
  /** Ends measuring. What was asked stays, and is not asked again. */
  "judges.stop": method<void>()(judge),
  /** What its models would reach by the person's standards; empty without a certificate that holds. */
  "judges.corrections": method<JudgeCorrection[]>()(judge),
  "judges.disagreements": method<JudgeDisagreement[]>()(judge),
  /** Without the answers on rows that are left out for now. */
  "judges.toMark": method<AnswersToMark>()(
    judge.extend({ without: z.array(z.number().int().min(0)).max(10_000) }),
  ),
  /** Newest first. */
  "judges.list": method<JudgeCertificate[]>()(z.void()),
  /** Takes a certificate away; until the app ends it can be restored. */
  "judges.remove": method<void>()(z.strictObject({ id })),
  "judges.restore": method<void>()(z.strictObject({ id })),
};

export type JudgeEvents = {
  /** Something about the judges of an evaluation is new; of any where null. */
  "judges.changed": { evaluationId: string | null };
};
