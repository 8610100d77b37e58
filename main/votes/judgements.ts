import type { Edit } from "../../preload/contract/votes.ts";
import type { Bundle } from "../runs/shape.ts";
import type { StoredVote } from "./store.ts";

/** Where an answer stands in a bundle. */
export interface BundlePlace {
  columnId: string;
  promptId: string;
  repeat: number;
}

/** The votes and edits of some runs. `placeOf` gives null for a run that is not among them. */
export type Judgements = (placeOf: (runId: string) => BundlePlace | null) => Pick<Bundle, "votes" | "edits">;

/**
 * Votes and edits as a bundle keeps them: those about runs that are in it. A vote about answers to two different prompts
 * has no place there.
 */
export function judgementsOf(
  votes: readonly StoredVote[],
  edits: readonly Edit[],
  placeOf: (runId: string) => BundlePlace | null,
): Pick<Bundle, "votes" | "edits"> {
  return {
    votes: votes.flatMap(({ answers, outcome, better, isBlind, task, at }) => {
      const places = answers.flatMap(({ runId }) => placeOf(runId) ?? []);
      const [first] = places;
      const isOnePrompt = places.every(({ promptId }) => promptId === first?.promptId);
      if (!first || places.length < answers.length || !isOnePrompt) return [];
      const shown = places.map(({ columnId }) => columnId);
      const won = better === null ? null : (placeOf(better)?.columnId ?? null);
      return [{ promptId: first.promptId, shown, outcome, better: won, isBlind, task, at }];
    }),
    edits: edits.flatMap(({ original, text, at }) => {
      const place = placeOf(original.runId);
      return place ? [{ ...place, text, at }] : [];
    }),
  };
}
