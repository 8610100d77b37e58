import { type Size, usualJudgement } from "../before/costs.ts";
import type { JudgeWork } from "../process/judging.ts";

/** Characters of a token, about. */
const perToken = 4;

/** How many requests there are, and the tokens of one of them. */
export function requestsOf(works: readonly JudgeWork[]): { requests: number; size: Size } {
  const questions = works.flatMap((work) => (work.kind === "questions" ? work.questions : []));
  const characters = questions.reduce(
    (sum, { system, messages }) =>
      sum + system.length + messages.reduce((length, { content }) => length + content.length, 0),
    0,
  );
  const requests = questions.length;
  const question = requests === 0 ? 0 : characters / perToken / requests;
  return { requests, size: { question, answer: usualJudgement } };
}
