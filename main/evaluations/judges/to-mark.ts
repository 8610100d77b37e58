import type { AnswersToMark, AnswerToMark } from "../../../preload/contract/judges.ts";
import { seededRandom } from "../../statistics/random.ts";
import { baselinePlace } from "../pair.ts";
import { questionOf } from "../process/asked.ts";
import type { Session } from "../process/session.ts";
import type { AnswerPlace } from "../shape.ts";
import { storedAnswer } from "../store/answers.ts";
import { labelsOf } from "./labels.ts";
import type { OutsideVote } from "./outside-votes.ts";
import { firstOf, sampleOf } from "./sample.ts";
import { type Judge, stepsOf } from "./steps.ts";

/** Answers that are given at once, and answers that a person is asked to grade in all. */
const atOnce = 10;
const wanted = 150;
/** Answers of a page that come a second time, and how many of all do: a fifth, at most so many. */
const againAtOnce = 2;
const mostAgain = 20;
/** Others that are graded before one comes again, so that nobody remembers what they said. */
const between = 20;

/**
 * What the person is to grade next, drawn at random among the rows that a judge has graded: which ones says nothing about
 * them. What was graded blind already is left out but for some that come a second time, which shows how often the person
 * agrees with themself; so are some rows that were put off or seen with names.
 */
export function toMark(
  session: Session,
  grader: number,
  judge: Judge,
  without: readonly number[],
  votes: readonly OutsideVote[],
): AnswersToMark {
  const { labels, twice } = labelsOf(session, grader, judge, votes);
  const done = new Set(labels.map(({ row }) => row));
  const off = new Set(without);
  const sample = firstOf(sampleOf(session, grader), Math.max(wanted, done.size + without.length + atOnce));
  const left = sample.filter(({ row }) => !done.has(row));
  // Who has graded enough may go on.
  const of = done.size < wanted ? Math.min(wanted, done.size + left.length) : done.size + left.length;
  const ofAgain = Math.min(mostAgain, Math.floor(of / 5));
  const isPair = judge.verdict.form === "pair";
  const shown = (places: readonly AnswerPlace[], count: number, isAgain: boolean) =>
    places
      .filter(({ row }) => !off.has(row))
      .flatMap((one) => shownOf(session, one, { isPair, isAgain }) ?? [])
      .slice(0, Math.max(0, count));
  const longAgo = labels.slice(0, Math.max(0, labels.length - between)).filter(({ isOnce }) => isOnce);
  const most = Math.min(ofAgain - twice.length, left.length === 0 ? atOnce : againAtOnce);
  const again = shown(longAgo, most, true);
  return {
    done: done.size + Math.min(twice.length, ofAgain),
    of: of + ofAgain,
    steps: isPair ? [] : stepsOf(judge),
    answers: mixed(shown(left, atOnce - again.length, false), again, labels.length),
  };
}

/** Those that come again stand anywhere among the others, so that they are not told by their place. */
function mixed<Item>(fresh: readonly Item[], again: readonly Item[], seed: number): Item[] {
  const random = seededRandom(seed);
  const all = [...fresh];
  for (const one of again) all.splice(Math.floor(random() * (all.length + 1)), 0, one);
  return all;
}

function shownOf(
  session: Session,
  { row, model, repeat }: AnswerPlace,
  { isPair, isAgain }: { isPair: boolean; isAgain: boolean },
): AnswerToMark | null {
  const { settings, database } = session;
  const question = questionOf(session, row);
  const pair = inOrder([model, baselinePlace(settings)], row, settings.data?.seed ?? 0);
  // The other way round when they come again: who always takes the left one agrees with nobody.
  const places = !isPair ? [model] : isAgain ? pair.toReversed() : pair;
  const answers = places.flatMap((place) => {
    const answer = storedAnswer(database, { row, model: place, repeat });
    return answer ? [{ modelId: settings.models[place]?.id ?? "", repeat, text: answer.text }] : [];
  });
  if (answers.length < places.length || !question) return null;
  return {
    row,
    messages: question.messages.map(({ role, content }) => ({ role, content })),
    reference: question.reference,
    answers,
  };
}

/** Two in an order that is random by the row, and the same whenever it is shown. */
const inOrder = (places: number[], row: number, seed: number): number[] =>
  seededRandom(seed ^ Math.imul(row + 1, 0x9e3779b1))() < 0.5 ? places : places.toReversed();
