import type { RowOrigin } from "../../../preload/contract/dataset-origins.ts";
import type { Vote, VoteSummary } from "../../../preload/contract/votes.ts";
import { FoundryError } from "../../foundry/error.ts";
import type { Votes } from "../../votes/votes.ts";
import { faultOf } from "./answers.ts";
import { titleOfPrompt } from "./edited.ts";
import { preferenceLine } from "./lines.ts";
import type { FromRow, LeftOut, LeftOutReason } from "./row.ts";

/** What votes are read by. */
export type ReadVotes = Pick<Votes, "list" | "get">;

/** Which votes: of one task or, with null, of all; and whether also those for which names were shown. */
export interface VoteChoice {
  task: string | null;
  onlyBlind: boolean;
}

/**
 * A pair of preference for each vote that found one answer better, with the question and the system prompt as they were
 * then. Read one after the other, the newest first. A vote that is taken back meanwhile is passed over.
 */
export function* fromVotes(votes: ReadVotes, { task, onlyBlind }: VoteChoice): Generator<FromRow | LeftOut> {
  for (const summary of votes.list({ task, blindOnly: false })) {
    const why = faultOfVote(summary, onlyBlind);
    const vote = why === null ? found(votes, summary.id) : null;
    if (why !== null) yield { leftOut: why, origin: originOf(summary) };
    else if (vote !== null) yield* pairsOf(vote);
  }
}

const originOf = ({ id, prompt }: Pick<VoteSummary, "id" | "prompt">): RowOrigin => ({
  kind: "vote",
  id,
  title: titleOfPrompt(prompt),
});

function faultOfVote({ isBlind, outcome }: VoteSummary, onlyBlind: boolean): LeftOutReason | null {
  if (onlyBlind && !isBlind) return "open";
  if (outcome === "tie") return "tie";
  return outcome === "both_bad" ? "bothBad" : null;
}

function found(votes: ReadVotes, id: string): Vote | null {
  try {
    return votes.get(id);
  } catch (error) {
    if (error instanceof FoundryError && error.diagnosis.code === "not_found") return null;
    throw error;
  }
}

function* pairsOf(vote: Vote): Generator<FromRow | LeftOut> {
  const origin = originOf(vote);
  const better = vote.answers.find(({ runId }) => runId === vote.better);
  if (!better) return;
  const { systemPrompt, prompt, text } = better;
  for (const other of vote.answers) {
    if (other === better) continue;
    const why = faultOfPair(better, other);
    if (why !== null) yield { leftOut: why, origin };
    else
      yield {
        text: preferenceLine(systemPrompt, prompt, text, other.text),
        origin,
        ...(vote.task !== "" && { tags: [vote.task] }),
      };
  }
}

function faultOfPair(better: Vote["answers"][number], other: Vote["answers"][number]): LeftOutReason | null {
  if (better.prompt !== other.prompt) return "prompts";
  if (better.systemPrompt !== other.systemPrompt) return "instructions";
  // That the other was cut may be why it lost.
  const ofOther = faultOf(other);
  const why = faultOf(better) ?? (ofOther === "cut" && other.text.trim() !== "" ? null : ofOther);
  return why ?? (better.text === other.text ? "same" : null);
}
