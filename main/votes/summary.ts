import type { VoteSummary } from "../../preload/contract/votes.ts";
import type { StoredVote } from "./store.ts";

/** A vote in the list of them: who answered what, without the answers. */
export const summaryOf = ({ id, at, task, isBlind, outcome, better, answers }: StoredVote): VoteSummary => ({
  id,
  at,
  task,
  isBlind,
  outcome,
  better,
  shown: answers.map(({ runId, contestant }) => ({ runId, name: contestant.name })),
  prompt: answers[0]?.prompt ?? "",
});
