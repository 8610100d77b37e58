import type { Edit, Scoreboard } from "../../preload/contract/votes.ts";
import { csvOf } from "../csv.ts";
import type { WholeVote } from "./store.ts";

/** A scoreboard as a table, one row a contestant. Times in milliseconds. */
export function scoreboardCsv({ contestants }: Omit<Scoreboard, "tasks">): string {
  return csvOf(
    contestants.map((one) => ({
      contestant: one.name,
      rating: one.rating,
      rating_low: one.interval?.low ?? null,
      rating_high: one.interval?.high ?? null,
      votes: one.votes,
      wins: one.wins,
      losses: one.losses,
      ties: one.ties,
      both_bad: one.bothBad,
      first_token_ms: one.firstToken,
      cost: one.cost?.amount ?? null,
      currency: one.cost?.currency ?? null,
    })),
  );
}

/** A scoreboard as JSON, with what was counted. */
export const scoreboardJson = (board: Omit<Scoreboard, "tasks">, counted: object): string =>
  `${JSON.stringify({ format: "assay-scoreboard", version: 1, ...counted, ...board }, null, 2)}\n`;

/** Votes and edits as JSON lines, each with all that it is about: `kind` says which of the two it is. */
export function judgementsJsonl(votes: readonly WholeVote[], edits: readonly Edit[]): string {
  const rows = [
    ...votes.map(({ sourceId: _of, ...vote }) => ({ kind: "vote", ...vote })),
    ...edits.map((edit) => ({ kind: "edit", ...edit })),
  ];
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}
