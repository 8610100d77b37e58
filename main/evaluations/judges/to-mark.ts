import type { AnswersToMark, AnswerToMark } from "../../../preload/contract/judges.ts";
import { seededRandom } from "../../statistics/random.ts";
import { baselinePlace } from "../pair.ts";
import { questionOf } from "../process/asked.ts";
import type { Session } from "../process/session.ts";
import { storedAnswer } from "../store/answers.ts";
import { labelsOf } from "./labels.ts";
import { firstOf, type JudgedAnswer, sampleOf } from "./sample.ts";
import { type Judge, stepsOf } from "./steps.ts";

/** Answers that are given at once, and answers that a person is asked to grade in all. */
const atOnce = 10;
const wanted = 150;

/**
 * What the person is to grade next, drawn at random among the rows that a judge has graded: which ones says nothing about
 * them. What was graded blind already is left out, and so are some rows that were put off.
 */
export function toMark(
  session: Session,
  grader: number,
  judge: Judge,
  without: readonly number[],
): AnswersToMark {
  const { labels } = labelsOf(session, grader, judge);
  const done = new Set(labels.map(({ row }) => row));
  const off = new Set(without);
  const sample = firstOf(sampleOf(session, grader), Math.max(wanted, done.size + without.length + atOnce));
  const left = sample.filter(({ row }) => !done.has(row));
  const isPair = judge.verdict.form === "pair";
  const answers = left
    .filter(({ row }) => !off.has(row))
    .flatMap((one) => shownOf(session, one, isPair) ?? [])
    .slice(0, atOnce);
  return {
    done: done.size,
    of: Math.min(wanted, done.size + left.length),
    steps: isPair ? [] : stepsOf(judge),
    answers,
  };
}

function shownOf(
  session: Session,
  { row, model, repeat }: JudgedAnswer,
  isPair: boolean,
): AnswerToMark | null {
  const { settings, database } = session;
  const question = questionOf(session, row);
  const places = isPair ? inOrder([model, baselinePlace(settings)], row, settings.data?.seed ?? 0) : [model];
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
