import type { Cost } from "../../preload/contract/conversations.ts";
import type { Scoreboard, Standing } from "../../preload/contract/votes.ts";
import { withPauses } from "../pauses.ts";
import { strengths as strengthsOf, type Vote } from "../statistics/bradley-terry.ts";
import { quantile } from "../statistics/medians.ts";
import type { StoredVote, VotedAnswer } from "./store.ts";

/** Of the resampling: the same votes give the same board. */
const seed = 1;

/** What the votes come to, the strongest contestant first. Takes a while, with pauses; see `strengths` for the model. */
export async function scoreboardOf(votes: readonly StoredVote[]): Promise<Omit<Scoreboard, "tasks">> {
  const answers = votes.flatMap(({ answers }) => answers);
  const names = namesOf(answers);
  const strengths = await withPauses(strengthsOf(votes.map(countedVote), { seed }));
  const contestants = strengths.map(({ name: key, ...strength }): Standing => {
    // The same answer may have been in several votes, and is measured once.
    const own = new Map(
      answers.filter(({ contestant }) => contestant.key === key).map((answer) => [answer.runId, answer]),
    );
    return {
      key,
      name: names.get(key) ?? key,
      ...strength,
      votes: strength.wins + strength.losses + strength.ties,
      firstToken: median([...own.values()].map(({ measured }) => measured?.firstToken ?? null)),
      cost: medianCost([...own.values()].flatMap(({ cost }) => cost ?? [])),
    };
  });
  const groups = groupsOf(contestants);
  const [first] = groups;
  return {
    contestants,
    votes: votes.length,
    blind: votes.filter(({ isBlind }) => isBlind).length,
    close: groups.filter((group) => group.length > 1),
    best: groups.length > 1 && first?.length === 1 ? (first[0] ?? null) : null,
  };
}

/** Contestants with enough votes, the strongest first, cut where one's interval does not reach the next one's. */
function groupsOf(contestants: readonly Standing[]): string[][] {
  const groups: string[][] = [];
  let lowest = Number.POSITIVE_INFINITY;
  for (const { key, interval } of contestants) {
    if (interval === null) continue;
    const isApart = groups.length === 0 || interval.high < lowest;
    if (isApart) groups.push([key]);
    else groups.at(-1)?.push(key);
    lowest = isApart ? interval.low : Math.min(lowest, interval.low);
  }
  return groups;
}

function countedVote({ answers, outcome, better }: StoredVote): Vote {
  const shown = answers.map(({ contestant }) => contestant.key);
  const won = answers.find(({ runId }) => runId === better)?.contestant.key;
  if (outcome === "better" && won !== undefined) return { shown, outcome, better: won };
  return { shown, outcome: outcome === "both_bad" ? "both_bad" : "tie" };
}

/** What each contestant is called; with its connection where two are called the same. */
function namesOf(answers: readonly VotedAnswer[]): Map<string, string> {
  const newest = new Map<string, VotedAnswer>();
  for (const answer of answers) {
    // Votes come newest first: the name it has now counts.
    if (!newest.has(answer.contestant.key)) newest.set(answer.contestant.key, answer);
  }
  const times = new Map<string, number>();
  for (const { contestant } of newest.values()) {
    times.set(contestant.name, (times.get(contestant.name) ?? 0) + 1);
  }
  return new Map(
    [...newest].map(([key, { contestant, connection }]) => [
      key,
      (times.get(contestant.name) ?? 0) > 1 ? `${contestant.name} (${connection})` : contestant.name,
    ]),
  );
}

function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : quantile(known, 0.5);
}

/** In the currency that most answers were paid in: amounts of two currencies have no median. */
function medianCost(costs: readonly Cost[]): Cost | null {
  const counts = new Map<string, number[]>();
  for (const { currency, amount } of costs) counts.set(currency, [...(counts.get(currency) ?? []), amount]);
  const [most] = [...counts].sort(([, one], [, other]) => other.length - one.length);
  return most ? { currency: most[0], amount: quantile(most[1], 0.5) } : null;
}
