import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { askJudges } from "../engine/judge-lane.ts";
import type { EvaluationRun } from "../engine/ports.ts";
import type { AgainWork } from "./work.ts";

/** What a judge is asked a second time, and with what. */
export interface AskingAgain
  extends AgainWork,
    Pick<EvaluationRun, "questions" | "embed" | "writer" | "file" | "counted"> {}

/**
 * Asks a judge what is left to be asked, and writes down each reply as it comes. What fails is left for another time.
 * Gives what a person has to put right first; null where all was asked.
 */
export async function askAgain(
  { works, questions, embed, writer, file, counted }: AskingAgain,
  signal: AbortSignal,
  asked: () => void,
): Promise<Diagnosis | null> {
  const [first] = works;
  if (!first) return null;
  return askJudges(
    {
      ...{ questions, embed, works, limit: questions.limitOf(first.deployed) },
      waiting: () => {},
      keep: async (task, replies, spent) => {
        const texts = replies.flatMap((reply) => ("text" in reply ? reply.text : []));
        counted(await writer.ask("keepAgain", { file, task, replies: texts, spent }));
        asked();
      },
      keepSpent: async (spent) => counted(await writer.ask("spent", { file, spent })),
    },
    signal,
  );
}
