import type { GraderOf } from "../../../preload/contract/evaluation-graders.ts";
import type { Grade } from "../../../preload/contract/graders.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { judgeWords } from "../../../preload/strings/judges.ts";
import type { ChatMessage } from "../../foundry/chat/chat.ts";
import { type GradedAnswer, ungraded } from "../local/graded.ts";
import type { JudgeQuestion } from "../model-grader.ts";
import { promptOf } from "../prompt.ts";
import { type Graded, readTemplate, type Unfilled } from "../template.ts";

export type Judge = GraderOf<"judge">;

/** Which of two answers is shown first: the one that is judged, or the baseline's. */
export const judgeOrders = ["own_first", "baseline_first"] as const;
export type JudgeOrder = (typeof judgeOrders)[number];

/** One question to a judge; `order` is null where no two answers are compared. */
export interface OrderedQuestion extends JudgeQuestion {
  order: JudgeOrder | null;
}

/** The places of a judge's templates besides the service's; the answers of a pair only where two are compared. */
export const judgePlaces = (isPair: boolean): string[] => [
  "reference",
  "question",
  ...(isPair ? ["answer_a", "answer_b"] : []),
];

/**
 * What a judge is to be asked about an answer: one question, or for a pair two, with either answer first. `baseline` is the
 * answer it is compared with. Gives why it cannot be asked instead: a place without a value, or an answer that is missing.
 */
export function judgeQuestions(
  judge: Judge,
  graded: GradedAnswer,
  baseline: string | null = null,
): OrderedQuestion[] | Grade {
  if (graded.answer === null) return ungraded("answer_missing");
  const isPair = judge.verdict.form === "pair";
  if (isPair && baseline === null) return ungraded("baseline_missing");
  const shown = { reference: graded.reference, question: questionIn(graded.item) };
  const questions: OrderedQuestion[] = [];
  for (const order of isPair ? judgeOrders : [null]) {
    const [a, b] = order === "baseline_first" ? [baseline, graded.answer] : [graded.answer, baseline];
    const named = { ...shown, ...(isPair && { answer_a: a, answer_b: b }) };
    const question = questionOf(judge, { item: graded.item, sample: graded.answer, named });
    if ("error" in question) return ungraded(question.error, question.place);
    questions.push({ ...question, order });
  }
  return questions;
}

function questionOf(judge: Judge, graded: Graded): JudgeQuestion | Unfilled {
  const names = judgePlaces(judge.verdict.form === "pair");
  const rubric = readTemplate(judge.rubric, names)(graded);
  if ("error" in rubric) return rubric;
  const messages: ChatMessage[] = [];
  for (const { role, content } of judge.messages) {
    const written = readTemplate(content, names)(graded);
    if ("error" in written) return written;
    messages.push({ role, content: written.text });
  }
  const system = [judgeWords.role, rubric.text.trim(), formOf(judge)].filter(Boolean).join("\n\n");
  return { system, messages, parameters: parametersOf(judge) };
}

/** What a row asks, as a text: who says what where it is more than one message. */
function questionIn(item: GradedAnswer["item"]): string | null {
  const messages = promptOf(item);
  return messages && askedText(messages);
}

/** Messages as one text: who says what where there is more than one. */
export function askedText(messages: readonly Pick<ChatMessage, "role" | "content">[]): string {
  const [only] = messages;
  if (messages.length === 1 && only) return only.content;
  return messages.map(({ role, content }) => `${role}: ${content}`).join("\n\n");
}

/** How the judge has to reply. The reason comes first, so that the verdict follows from it. */
function formOf({ verdict }: Judge): string {
  switch (verdict.form) {
    case "score":
      return fill(judgeWords.scoreForm, { low: verdict.range[0], high: verdict.range[1] });
    case "label":
      return fill(judgeWords.labelForm, {
        labels: verdict.labels.map((label) => JSON.stringify(label)).join(", "),
      });
    case "pair":
      return judgeWords.pairForm;
  }
}

const parametersOf = ({ temperature, maxTokens }: Judge): JudgeQuestion["parameters"] => ({
  ...(temperature !== null && { temperature }),
  ...(maxTokens !== null && { maxTokens }),
});
