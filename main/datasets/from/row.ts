import type { RowOrigin } from "../../../preload/contract/dataset-origins.ts";

/** A row from inside the app. */
export interface FromRow {
  /** One line of JSON. */
  text: string;
  origin: RowOrigin;
  tags?: string[];
}

/** Why an answer or a vote becomes no row, or is not learned from in one. */
export type LeftOutReason =
  /** It failed, was cut, was taken back by the content filter, says nothing, or is still being written. */
  | "failed"
  | "cut"
  | "filtered"
  | "empty"
  | "running"
  /** A question without an answer. */
  | "unanswered"
  /** What is attached cannot stand in a row. */
  | "attachments"
  | "images"
  /** A vote that found none better, that was not blind, or whose answers have nothing to be told apart by. */
  | "tie"
  | "bothBad"
  | "open"
  | "same"
  /** A vote about answers to two prompts, or under two system prompts: there is no one question that both answer. */
  | "prompts"
  | "instructions";

/** What was left out, and where it is. */
export interface LeftOut {
  leftOut: LeftOutReason;
  origin: RowOrigin;
}

/** Whether something became a row. */
export const isRow = (one: FromRow | LeftOut): one is FromRow => "text" in one;
