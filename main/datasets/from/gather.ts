import type { Edit } from "../../../preload/contract/votes.ts";
import { withPauses } from "../../pauses.ts";
import { type ConversationChoice, fromConversations, type ReadConversations } from "./conversations.ts";
import { editedBy } from "./edited.ts";
import { type FromRow, isRow, type LeftOut } from "./row.ts";
import { fromSeries, type ReadSeries, type SeriesChoice } from "./series.ts";
import { fromVotes, type ReadVotes, type VoteChoice } from "./votes.ts";

/** What inside the app becomes rows, as `datasets.gather` asks for it. */
type Choice =
  | ({ from: "conversations" } & ConversationChoice)
  | ({ from: "votes" } & VoteChoice)
  | ({ from: "series" } & SeriesChoice);

/** What rows are gathered from. */
export interface Sources {
  conversations: ReadConversations;
  votes: ReadVotes;
  /** Every answer that people made better, the newest first. */
  edits(): readonly Edit[];
  series: ReadSeries;
}

/** What rows of a choice are for. */
export const methodOf = (choice: Choice): "supervised" | "preference" | "evaluation" =>
  choice.from === "votes" ? "preference" : choice.from === "series" ? choice.as : "supervised";

/**
 * The rows of a choice, and what is left out, one after the other as they are read. With all conversations come the
 * answers that people made better elsewhere. Throws `not_found` for a series that is not there, `storage_failed`.
 */
export function* gathered(choice: Choice, sources: Sources): Generator<FromRow | LeftOut> {
  if (choice.from === "votes") return yield* fromVotes(sources.votes, choice);
  if (choice.from === "series") return yield* fromSeries(sources.series, choice);
  const edited = editedBy(sources.edits());
  yield* fromConversations(sources.conversations, choice, edited);
  if (choice.ids === null && choice.search.trim() === "") yield* edited.others();
}

/** What gathering comes to. */
export interface Weighed {
  rows: number;
  leftOut: { why: LeftOut["leftOut"]; count: number }[];
  /** The first rows. */
  preview: string[];
}

const previewRows = 3;

/** Counts what a choice would give, while everything else in the process goes on. */
export const weighed = (all: Iterable<FromRow | LeftOut>): Promise<Weighed> => withPauses(weighing(all));

function* weighing(all: Iterable<FromRow | LeftOut>): Generator<void, Weighed> {
  const preview: string[] = [];
  const reasons = new Map<LeftOut["leftOut"], number>();
  let rows = 0;
  for (const one of all) {
    if (isRow(one)) {
      rows++;
      if (preview.length < previewRows) preview.push(one.text);
    } else reasons.set(one.leftOut, (reasons.get(one.leftOut) ?? 0) + 1);
    yield;
  }
  return { rows, leftOut: [...reasons].map(([why, count]) => ({ why, count })), preview };
}
