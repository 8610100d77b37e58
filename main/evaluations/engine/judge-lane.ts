import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Usage } from "../../foundry/chat/chat.ts";
import { answerOnce, type Counted } from "../../graders/graders.ts";
import type { JudgeReply, JudgeWork } from "../process/judging.ts";
import type { Amount } from "../shape.ts";
import { drain, type Tried } from "./pool.ts";
import type { EvaluationRun } from "./ports.ts";

/** What judges behind one rate limit are asked, and with what. */
export interface JudgeLane extends Pick<EvaluationRun, "questions" | "embed"> {
  works: readonly JudgeWork[];
  limit: string;
  /** As in `Lane`. */
  waiting(until: number | null, isLimited: boolean): void;
  /** Writes down what a task was answered with, and what was spent since the last time, also on tries that came to nothing. */
  keep(task: JudgeWork["task"], replies: JudgeReply[], spent: Amount[]): Promise<void>;
  /** Writes down what was spent on tries that nothing came after. */
  keepSpent(spent: Amount[]): Promise<void>;
}

/** Requests to one judge at a time. */
const atOnce = 4;
/** Judges have connections of their own, beside those of the models. */
const position = 12;

/**
 * Asks judges all that their tasks have to be asked. What keeps one question from being answered keeps its task; what was
 * answered before is not asked again. Gives what a person has to put right first; null where all was asked, or the signal
 * has ended it.
 */
export async function askJudges(lane: JudgeLane, signal: AbortSignal): Promise<Diagnosis | null> {
  const { limit, waiting, questions } = lane;
  const left = [...lane.works];
  const answered = new Map<JudgeWork, JudgeReply[]>();
  let spent: Amount[] = [];
  const sinceLast = () => {
    const now = spent;
    spent = [];
    return now;
  };
  const diagnosis = await drain<JudgeWork, JudgeReply[]>(
    {
      limit,
      waiting,
      next: async () => left.shift() ?? null,
      attempt: (work, own) => {
        const before = answered.get(work) ?? [];
        answered.set(work, before);
        return replyTo(lane, work, before, own, (amount) => void spent.push(amount));
      },
      ended: (work, replies) => {
        answered.delete(work);
        return lane.keep(work.task, replies, sinceLast());
      },
    },
    atOnce,
    questions.pacing,
    signal,
  );
  if (spent.length > 0) await lane.keepSpent(sinceLast());
  return diagnosis;
}

/** Asks what a task still has to be asked after these replies, which what is answered is added to. */
async function replyTo(
  { questions, embed }: JudgeLane,
  work: JudgeWork,
  replies: JudgeReply[],
  signal: AbortSignal,
  spend: (amount: Amount) => void,
): Promise<Tried<JudgeReply[]> | null> {
  const { deployed } = work;
  const pay = async (tokens: Usage, region: string | null) => {
    const cost = await questions.cost(deployed, { tokens }, region).catch(() => null);
    if (cost) spend({ amount: cost.amount, currency: cost.currency });
  };
  if (work.kind === "embeddings") {
    const result = await embed(deployed, work.texts, signal);
    if (!("vectors" in result)) return signal.aborted ? null : failed(result.diagnosis);
    const { vectors, tokens } = result;
    if (tokens !== null) await pay({ prompt: tokens, completion: 0, reasoning: 0, cached: 0 }, null);
    return signal.aborted ? null : { value: [{ vectors }], diagnosis: null };
  }
  for (const question of work.questions.slice(replies.length)) {
    const paying: Promise<void>[] = [];
    const counted: Counted = (usage, region) => void paying.push(pay(usage, region));
    const result = await answerOnce(questions, deployed, position, question, signal, counted);
    await Promise.all(paying);
    if (signal.aborted) return null;
    if ("diagnosis" in result) return failed(result.diagnosis);
    replies.push({ text: result.value });
  }
  return { value: replies, diagnosis: null };
}

const failed = (diagnosis: Diagnosis): Tried<JudgeReply[]> => ({ value: [{ diagnosis }], diagnosis });
