import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { replyTo } from "../engine/judging.ts";
import { drain } from "../engine/pool.ts";
import type { EvaluationRun } from "../engine/ports.ts";
import type { JudgeReply, JudgeWork } from "../process/judging.ts";
import type { Amount } from "../shape.ts";
import type { AgainWork } from "./work.ts";

/** What a judge is asked a second time, and with what. */
export interface AskingAgain
  extends AgainWork,
    Pick<EvaluationRun, "questions" | "embed" | "writer" | "file" | "counted"> {}

/** Requests to one judge at a time. */
const atOnce = 4;

/**
 * Asks a judge what is left to be asked, and writes down each reply as it comes. What fails is left for another time.
 * Gives what a person has to put right first; null where all was asked.
 */
export async function askAgain(
  { works, questions, embed, writer, file, counted }: AskingAgain,
  signal: AbortSignal,
  asked: () => void,
): Promise<Diagnosis | null> {
  const left = [...works];
  const [first] = works;
  if (!first) return null;
  // Also of tries that came to nothing: it is written down with whatever is written next.
  let spent: Amount[] = [];
  const spend = (amount: Amount) => void spent.push(amount);
  const diagnosis = await drain<JudgeWork, JudgeReply[]>(
    {
      limit: questions.limitOf(first.deployed),
      waiting: () => {},
      next: async () => left.shift() ?? null,
      attempt: (work, own) => replyTo({ questions, embed }, work, own, spend),
      ended: async ({ task }, replies) => {
        const texts = replies.flatMap((reply) => ("text" in reply ? reply.text : []));
        const now = spent;
        spent = [];
        counted(await writer.ask("keepAgain", { file, task, replies: texts, spent: now }));
        asked();
      },
    },
    atOnce,
    questions.pacing,
    signal,
  );
  if (spent.length > 0) counted(await writer.ask("spent", { file, spent }));
  return diagnosis;
}
