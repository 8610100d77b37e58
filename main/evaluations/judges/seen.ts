import type { BothOrders } from "../../statistics/position-bias.ts";
import type { Session } from "../process/session.ts";
import { labelsOf } from "./labels.ts";
import type { Seen } from "./measurement.ts";
import type { OutsideVote } from "./outside-votes.ts";
import { ordersIn, repliesTo, saidIn } from "./replies.ts";
import { firstOf, type JudgedAnswer, lengthOf, sampleOf } from "./sample.ts";
import type { Judge } from "./steps.ts";

/** Rows on which a judge is asked again. */
export const askedAgain = 50;
/** Rows whose verdicts are looked at: more tell nothing more. */
const looked = 5000;

/** What an evaluation's file and votes from comparisons show of one of its judges, the grader at this place. */
export function seenOf(session: Session, grader: number, judge: Judge, votes: readonly OutsideVote[]): Seen {
  const isPair = judge.verdict.form === "pair";
  const sample = firstOf(sampleOf(session, grader), looked);
  const { labels, twice, fromVotes } = labelsOf(session, grader, judge, votes);
  return {
    judged: sample.map((one) => ({
      score: one.score,
      label: one.label,
      length: lengthOf(session, one, isPair),
    })),
    twice: sample.slice(0, askedAgain).flatMap((one) => {
      const second = saidIn(judge, repliesTo(session, { grader, ...one }, true));
      return second === null ? [] : [{ first: one, second }];
    }),
    orders: isPair ? sample.flatMap((one) => ordersOf(session, grader, judge, one) ?? []) : [],
    labels: labels.map((one) => ({
      person: one.person,
      judge: one.judge,
      length: lengthOf(session, one, isPair),
    })),
    fromVotes,
    personTwice: twice,
  };
}

function ordersOf(session: Session, grader: number, judge: Judge, place: JudgedAnswer): BothOrders | null {
  const orders = ordersIn(judge, repliesTo(session, { grader, ...place }, false));
  const [forward, backward] = orders?.map(({ better }) => better) ?? [];
  return forward && backward ? { forward, backward } : null;
}
