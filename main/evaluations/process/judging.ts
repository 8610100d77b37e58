import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { Grade } from "../../../preload/contract/graders.ts";
import { explain } from "../../../preload/strings/explain.ts";
import {
  combinedVerdict,
  type Deployed,
  type GradedAnswer,
  grade as gradeByService,
  gradeCosine,
  type JudgeQuestion,
  judgementIn,
  judgeQuestions,
  readTexts,
  ungraded,
} from "../../graders/graders.ts";
import { keepReplies } from "../judges/replies.ts";
import { baselinePlace, isPair } from "../pair.ts";
import { type Counts, isFailed, type JudgeTask } from "../shape.ts";
import { storedAnswer } from "../store/answers.ts";
import type { Session } from "./session.ts";
import { countsIn, gradedAnswer, putJudged } from "./writing.ts";

/** What is to be asked of a model so that an answer gets a grade. */
export type JudgeWork = { task: JudgeTask; deployed: Deployed } & (
  | { kind: "questions"; questions: JudgeQuestion[] }
  | { kind: "embeddings"; texts: string[] }
);

/** What came of it: a text for each question, the vectors of all texts, or why there is nothing. */
export type JudgeReply = { text: string } | { vectors: readonly Float32Array[] } | { diagnosis: Diagnosis };

/**
 * The next tasks that models have to grade, without those of some graders. What cannot be asked about at all is graded as
 * such at once.
 */
export async function judgeWorkOf(
  session: Session,
  limit: number,
  without: readonly number[],
): Promise<JudgeWork[]> {
  const found = session.database
    .prepare(
      `select grader, row, model, repeat from pending
       where grader not in (select value from json_each(?)) order by grader, row, model, repeat limit ?`,
    )
    .all(JSON.stringify(without), limit);
  const works: JudgeWork[] = [];
  for (const one of found) {
    const task = {
      grader: Number(one.grader),
      row: Number(one.row),
      model: Number(one.model),
      repeat: Number(one.repeat),
    };
    const asked = await askedOf(session, task);
    if ("deployed" in asked) works.push({ task, ...asked });
    else putJudged(session, task, asked, false);
  }
  return works.length > 0 || found.length === 0 ? works : judgeWorkOf(session, limit, without);
}

type Asked =
  | Omit<Extract<JudgeWork, { kind: "questions" }>, "task">
  | Omit<Extract<JudgeWork, { kind: "embeddings" }>, "task">;

/** What is asked for a task, or the grade where nothing can be. */
export async function askedOf(session: Session, task: JudgeTask): Promise<Asked | Grade> {
  const grader = session.settings.graders[task.grader];
  const graded = gradedOf(session, task);
  if (!grader || !graded) return ungraded("answer_missing");
  switch (grader.kind) {
    case "judge": {
      const questions = judgeQuestions(grader, graded, baselineOf(session, task));
      return "error" in questions ? questions : { kind: "questions", deployed: grader.judge, questions };
    }
    case "similarity": {
      const texts = readTexts(grader)(graded);
      if ("error" in texts) return texts;
      if (!grader.embeddings) return ungraded("no_embeddings");
      const both = [texts.text, texts.reference];
      if (both.includes("")) return ungraded("text_empty");
      return { kind: "embeddings", deployed: grader.embeddings, texts: both };
    }
    case "foundry": {
      if (!grader.judge) return ungraded("no_judge");
      const questions: JudgeQuestion[] = [];
      await serviceGrade(grader, graded, async (question) => {
        questions.push(question);
        return { text: "" };
      });
      return { kind: "questions", deployed: grader.judge, questions };
    }
    default:
      return ungraded("not_asked");
  }
}

/** Writes down what came of a task. One that is graded by now stays as it is. */
export async function judgedBy(
  session: Session,
  task: JudgeTask,
  replies: readonly JudgeReply[],
): Promise<Counts> {
  const { grader, row, model, repeat } = task;
  const waits = session.database
    .prepare("select 1 from pending where grader = ? and row = ? and model = ? and repeat = ?")
    .get(grader, row, model, repeat);
  if (!waits) return countsIn(session);
  const { grade, isFlip } = await gradeOf(session, task, replies);
  // Who stood first when it changed its mind is in its words only.
  const texts = replies.flatMap((reply) => ("text" in reply ? reply.text : []));
  if (isPair(session.settings.graders[grader])) keepReplies(session, task, texts, false);
  return putJudged(session, task, grade, isFlip);
}

interface Judged {
  grade: Grade;
  isFlip: boolean;
}

async function gradeOf(session: Session, task: JudgeTask, replies: readonly JudgeReply[]): Promise<Judged> {
  const grader = session.settings.graders[task.grader];
  const graded = gradedOf(session, task);
  const failed = replies.find((reply) => "diagnosis" in reply);
  const plain = (grade: Grade): Judged => ({ grade, isFlip: false });
  if (failed) return plain(ungraded("judge_failed", explain(failed.diagnosis).title));
  if (!grader || !graded) return plain(ungraded("answer_missing"));
  const texts = replies.map((reply) => ("text" in reply ? reply.text : ""));
  switch (grader.kind) {
    case "judge": {
      if (grader.verdict.form !== "pair") return plain(judgementIn(grader, texts[0] ?? "").grade);
      const own = judgementIn(grader, texts[0] ?? "", "own_first");
      const other = judgementIn(grader, texts[1] ?? "", "baseline_first");
      const { grade, isFlip } = combinedVerdict(own, other);
      return { grade, isFlip: isFlip ?? false };
    }
    case "similarity": {
      const vectors = replies.flatMap((reply) => ("vectors" in reply ? reply.vectors : []));
      return plain(gradeCosine(grader, [...(vectors[0] ?? [])], [...(vectors[1] ?? [])]));
    }
    case "foundry": {
      const left = [...texts];
      return plain(await serviceGrade(grader, graded, async () => ({ text: left.shift() ?? "" })));
    }
    default:
      return plain(ungraded("not_asked"));
  }
}

type Ask = (question: JudgeQuestion) => Promise<{ text: string }>;

const serviceGrade = (
  { grader }: Extract<EvaluationGrader, { kind: "foundry" }>,
  { answer, item, reference }: GradedAnswer,
  ask: Ask,
): Promise<Grade> =>
  gradeByService(grader, answer ?? "", reference === null ? item : { reference, ...item }, {
    ask,
    signal: new AbortController().signal,
  });

function gradedOf(session: Session, task: JudgeTask): GradedAnswer | null {
  const answer = storedAnswer(session.database, task);
  return answer && gradedAnswer(session, answer);
}

/** The baseline's answer to the same row; null where there is none to hold against. */
function baselineOf({ database, settings }: Session, { row, repeat }: JudgeTask): string | null {
  const answer = storedAnswer(database, { row, model: baselinePlace(settings), repeat });
  return answer && !isFailed(answer) ? answer.text : null;
}
