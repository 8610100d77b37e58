import { z } from "zod";
import { answerLimit, taskLimit } from "../limits.ts";
import type { RunConditions, RunMeasurement } from "./comparisons.ts";
import type { ChatParameters, Cost, MessageEnd, RequestNote } from "./conversations.ts";
import { id, keptText } from "./fields.ts";
import { method } from "./method.ts";
import { type RunPlace, runPlace } from "./series.ts";

/** One answer as it was shown for a vote, or before it was edited. It depends on nothing that can be deleted. */
export interface JudgedAnswer {
  runId: string;
  /** Who it counts for on the scoreboard. */
  contestant: Contestant;
  deployment: string;
  connection: string;
  model: string | null;
  modelVersion: string | null;
  systemPrompt: string;
  parameters: ChatParameters;
  /** How its request differed from these; missing where an earlier version was judged. */
  notes?: RequestNote[];
  prompt: string;
  text: string;
  end: MessageEnd;
  measured: RunMeasurement | null;
  conditions: RunConditions;
  cost: Cost | null;
}

/**
 * Whom votes are counted for: a deployment at an endpoint with a system prompt and parameters. Another system prompt or
 * temperature is another contestant, since that is what people compare; another version of the model behind the same
 * deployment is not, since they vote for what they would use. The prompt counts only where a column has one of its own.
 */
export interface Contestant {
  /** The same for the same one, also after its connection was made anew. */
  key: string;
  /** The registered model's name, or the deployment's with what sets it apart. */
  name: string;
}

export type Outcome = "better" | "tie" | "both_bad";

/** What a person said about answers that stood side by side. */
export interface Vote extends VoteSummary {
  answers: JudgedAnswer[];
}

export interface VoteSummary {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** What the person calls this kind of question. */
  task: string;
  /** Whether names and readings were hidden. */
  isBlind: boolean;
  outcome: Outcome;
  /** The run that was better; null unless one was. */
  better: string | null;
  shown: { runId: string; name: string }[];
  /** How the prompt begins. */
  prompt: string;
}

/** An answer as a person made it better, beside the one that came. */
export interface Edit {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  text: string;
  original: JudgedAnswer;
}

/** The votes about the answers that a comparison shows now. */
export interface VotingRound {
  comparisonId: string;
  task: string;
  /** Whether the person wants names hidden. */
  isBlind: boolean;
  /** The answers it is about; others have come since where these are not those that are shown. */
  runs: string[];
  /** Columns from left to right while names are hidden: A, B, C and so on. */
  order: string[];
  /** Whether names were visible with these answers. What is voted from then on is an open vote. */
  isRevealed: boolean;
  /** Whether every answer has ended. */
  isAnswered: boolean;
  /** How many pairs there are, and how many of them have been voted about or skipped. */
  pairs: number;
  done: number;
  /** The runs that are voted about next; null where nothing is left. */
  next: [string, string] | null;
  /** The votes about these answers, newest first; without names while those are hidden. */
  votes: VoteSummary[];
  /** Whose answers they are, by column; empty while that is hidden. */
  names: Record<string, string>;
}

/** The votes about the answers of a series: each prompt's, pair by pair, in random order. */
export interface SeriesVotingRound {
  /** How many pairs there are, and how many of them have been voted about. */
  pairs: number;
  done: number;
  /** What the votes before were about. */
  task: string;
  /** The pair that is next, on the sides it is shown; null where nothing is left. */
  next: { prompt: string; answers: [SeriesVotingAnswer, SeriesVotingAnswer] } | null;
}

export interface SeriesVotingAnswer {
  place: RunPlace;
  text: string;
}

/** What the votes come to. */
export interface Scoreboard {
  contestants: Standing[];
  /** Votes that were counted, and how many of them were blind. */
  votes: number;
  blind: number;
  /** Every task there is a vote for. */
  tasks: string[];
  /** Groups of contestants, by their keys, that the votes do not tell apart, the strongest first: each one's interval reaches the next one's. */
  close: string[][];
  /** The key of the one that is ahead of all others, as far as the votes tell; null for none. */
  best: string | null;
}

export interface Standing {
  key: string;
  name: string;
  /** On the scale of Elo: 1000 is the mean, and 400 more wins ten times as often as it loses. */
  rating: number;
  /** Where the rating lies with 95% confidence; null until there are enough votes. */
  interval: { low: number; high: number } | null;
  votes: number;
  wins: number;
  losses: number;
  /** Includes those where both were bad. */
  ties: number;
  bothBad: number;
  /** Medians over the answers that were voted about; null where none is known. */
  firstToken: number | null;
  cost: Cost | null;
}

const task = keptText.trim().max(taskLimit);
const edited = keptText.min(1).max(answerLimit);
const outcome = z.enum(["better", "tie", "both_bad"]);
const which = z.strictObject({
  /** Null for all. */
  task: task.nullable(),
  blindOnly: z.boolean(),
});

export const votes = {
  "votes.round": method<VotingRound>()(z.strictObject({ comparisonId: id })),
  /** Hides or shows the names, or says what the questions are about. Hiding holds from the next answers on. */
  "votes.arrange": method<VotingRound>()(z.strictObject({ comparisonId: id, isBlind: z.boolean(), task })),
  /** Shows the names before every pair was voted about. */
  "votes.reveal": method<VotingRound>()(z.strictObject({ comparisonId: id })),
  "votes.skip": method<VotingRound>()(z.strictObject({ comparisonId: id, shown: z.tuple([id, id]) })),
  /** Counts a vote. Everything about the answers is read in main. Throws `not_found` for a run that is not shown. */
  "votes.cast": method<VotingRound>()(
    z.strictObject({
      comparisonId: id,
      shown: z.tuple([id, id]),
      outcome,
      /** One of those that were shown; null unless one was better. */
      better: id.nullable(),
    }),
  ),
  /** What is to be voted about in a series; `skip`: how many pairs to leave for later. */
  "votes.seriesRound": method<SeriesVotingRound>()(z.strictObject({ seriesId: id, skip: z.int().min(0) })),
  /** Counts a blind vote about two answers to the same prompt. `better`: which of the two, from 0. */
  "votes.castInSeries": method<VoteSummary>()(
    z.strictObject({
      seriesId: id,
      task,
      shown: z.tuple([runPlace, runPlace]),
      outcome,
      better: z.int().min(0).max(1).nullable(),
    }),
  ),
  /** Every task there is a vote for. */
  "votes.tasks": method<string[]>()(z.void()),
  /** Newest first. */
  "votes.list": method<VoteSummary[]>()(which),
  "votes.get": method<Vote>()(z.strictObject({ id })),
  /** Takes a vote back; until the app ends it can be restored. */
  "votes.remove": method<void>()(z.strictObject({ id })),
  "votes.restore": method<void>()(z.strictObject({ id })),
  "votes.scoreboard": method<Scoreboard>()(which),
  /** Writes a file the person picks: the scoreboard, or as `jsonl` every vote and edit in full. Gives its path, or null. */
  "votes.export": method<string | null>()(which.extend({ format: z.enum(["csv", "json", "jsonl"]) })),
  /** The newest first; with `comparisonId` those of what it shows. */
  "edits.list": method<Edit[]>()(z.strictObject({ comparisonId: id.nullable() })),
  /** Keeps what a person made of an answer, in the place of what they made of it before. */
  "edits.keep": method<Edit>()(z.strictObject({ comparisonId: id, runId: id, text: edited })),
  "edits.change": method<Edit>()(z.strictObject({ id, text: edited })),
  /** Takes an edit away; until the app ends it can be restored. */
  "edits.remove": method<void>()(z.strictObject({ id })),
  "edits.restore": method<Edit>()(z.strictObject({ id })),
};

export type VoteEvents = {
  /** A vote about a comparison's or a series' answers was added, taken away or brought back; null: an edit was. */
  "votes.changed": { sourceId: string | null };
};
