import { type Fit, fitDavidson, type PairCounts } from "./davidson.ts";
import { type Interval, quantile } from "./medians.ts";
import { normal, type Random, seededRandom } from "./random.ts";

/** What a person said about answers that were shown side by side. */
export type Vote = {
  /** Who answered, in any order; the same one twice counts once. */
  shown: readonly string[];
} & ({ outcome: "better"; better: string } | { outcome: "tie" | "both_bad" });

/** How strong one of them is, by the votes. */
export interface Strength {
  name: string;
  /** On the scale of Elo: 1000 is the mean, and 400 more wins ten times as often as it loses. */
  rating: number;
  /** Where the rating lies; null until there are enough votes. */
  interval: Interval | null;
  wins: number;
  losses: number;
  /** Includes those where both were bad. */
  ties: number;
  bothBad: number;
}

/** Votes about one of them below which its interval is not told: it would be as wide as the scale. */
export const fewestVotes = 10;
const scale = 400 / Math.LN10;
const mean = 1000;
/** How far strengths lie apart before any vote, as a standard deviation in units of the logit: 400 points. */
const spread = Math.LN10;
const resamples = 400;
/**
 * The strengths of all that were voted about, the strongest first. Bradley and Terry's model with ties after Davidson
 * (1970), which says how likely a tie is instead of counting half a win: many ties then make the others' wins no less
 * sure. Both bad is a tie here, since neither was better. Every strength has a prior as wide as 400 points, so that one
 * who won all, or was never shown with the rest, has a place too. Intervals are of the bootstrap over votes, at 95%. It
 * takes a while, and stops after each of many steps, so that others can have their turn.
 */
export function* strengths(votes: readonly Vote[], { seed }: { seed: number }): Generator<void, Strength[]> {
  const names = [...new Set(votes.flatMap(({ shown }) => shown))];
  const index = new Map(names.map((name, place) => [name, place]));
  const ballots = ballotsOf(votes.map((vote) => pairsOf(vote, index)));
  yield;
  const fitted = estimate(names.length, ballots, () => 0);
  const random = seededRandom(seed);
  const drawn: Fit[] = [];
  while (votes.length > 0 && drawn.length < resamples) {
    drawn.push(estimateAgain(names.length, ballots, votes.length, random));
    yield;
  }
  const told: Strength[] = [];
  for (const [place, name] of names.entries()) {
    const about = votes.filter(({ shown }) => shown.includes(name) && new Set(shown).size > 1);
    const others = drawn.map((fit) => rating(fit.strengths[place] ?? 0));
    told.push({
      name,
      rating: rating(fitted.strengths[place] ?? 0),
      interval:
        about.length < fewestVotes ? null : { low: quantile(others, 0.025), high: quantile(others, 0.975) },
      wins: about.filter((vote) => vote.outcome === "better" && vote.better === name).length,
      losses: about.filter((vote) => vote.outcome === "better" && vote.better !== name).length,
      ties: about.filter(({ outcome }) => outcome !== "better").length,
      bothBad: about.filter(({ outcome }) => outcome === "both_bad").length,
    });
    yield;
  }
  return told.sort((a, b) => b.rating - a.rating);
}

/** One vote as pairs: who was better than whom. Of more than two, the better one beat each; the rest says nothing. */
function pairsOf(vote: Vote, index: ReadonlyMap<string, number>): PairCounts[] {
  const shown = [...new Set(vote.shown)];
  return shown.flatMap((name, place) =>
    shown.slice(place + 1).flatMap((other): PairCounts[] => {
      const pair = { a: index.get(name) ?? 0, b: index.get(other) ?? 0, aWins: 0, bWins: 0, ties: 0 };
      if (vote.outcome !== "better") return [{ ...pair, ties: 1 }];
      if (vote.better === name) return [{ ...pair, aWins: 1 }];
      return vote.better === other ? [{ ...pair, bWins: 1 }] : [];
    }),
  );
}

/** Votes that say the same: there are far fewer kinds of them than votes. */
interface Ballot {
  pairs: PairCounts[];
  count: number;
}

function ballotsOf(votes: readonly PairCounts[][]): Ballot[] {
  const ballots = new Map<string, Ballot>();
  for (const pairs of votes) {
    const key = JSON.stringify(pairs);
    ballots.set(key, { pairs, count: (ballots.get(key)?.count ?? 0) + 1 });
  }
  return [...ballots.values()];
}

const estimate = (size: number, ballots: readonly Ballot[], centre: () => number): Fit =>
  fitDavidson(size, addedUp(ballots), {
    centres: Array.from({ length: size }, centre),
    precision: spread ** -2,
  });

/**
 * The strengths by as many votes drawn from the votes. The prior is drawn too: resampled votes of one who won all are
 * all the same and would leave nothing uncertain.
 */
function estimateAgain(size: number, ballots: readonly Ballot[], votes: number, random: Random): Fit {
  const drawn = ballots.map(({ pairs }) => ({ pairs, count: 0 }));
  const ofVote = ballots.flatMap(({ count }, kind) => new Array<number>(count).fill(kind));
  for (let vote = 0; vote < votes; vote++) {
    const ballot = drawn[ofVote[Math.floor(random() * votes)] ?? 0];
    if (ballot) ballot.count++;
  }
  return estimate(size, drawn, () => spread * normal(random));
}

/** What all ballots say about each pair. */
function addedUp(ballots: readonly Ballot[]): PairCounts[] {
  const sums = new Map<string, PairCounts>();
  for (const { pairs, count } of ballots) {
    for (const { a, b, aWins, bWins, ties } of pairs) {
      const key = a < b ? `${a} ${b}` : `${b} ${a}`;
      const sum = sums.get(key) ?? { a: Math.min(a, b), b: Math.max(a, b), aWins: 0, bWins: 0, ties: 0 };
      sum.aWins += count * (a < b ? aWins : bWins);
      sum.bWins += count * (a < b ? bWins : aWins);
      sum.ties += count * ties;
      sums.set(key, sum);
    }
  }
  return [...sums.values()];
}

const rating = (strength: number): number => mean + scale * strength;
