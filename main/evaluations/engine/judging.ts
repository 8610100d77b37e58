import { setTimeout as wait } from "node:timers/promises";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Usage } from "../../foundry/chat/chat.ts";
import { type Counted, judgeOver } from "../../graders/graders.ts";
import type { JudgeReply, JudgeWork } from "../process/judging.ts";
import type { Amount } from "../shape.ts";
import { drain, type Tried } from "./pool.ts";
import type { EvaluationRun } from "./ports.ts";

/** Tasks that are taken from the file at a time, and that are asked of one deployment at a time. */
const taken = 64;
const atOnce = 4;
/** Milliseconds between two looks for more while answers are still coming. */
const lookPause = 200;

/**
 * Lets models grade what is to be graded by them, until nothing is left and `isAsked` says that nothing more will come. What
 * is left of a judge that only a person can help stays for another time.
 */
export async function judgeAll(
  run: EvaluationRun,
  isAsked: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  const { file, writer } = run;
  const halted = new Set<number>();
  while (!signal.aborted) {
    const isLast = isAsked();
    const works = await writer.ask("judgeWork", { file, limit: taken, without: [...halted] });
    if (works.length > 0) {
      for (const grader of await judgeSome(run, works, signal)) halted.add(grader);
    } else if (isLast) return;
    else await wait(lookPause, null, { signal }).catch(() => {});
  }
}

/** Asks the judges of some tasks. Gives the graders that only a person can help. */
async function judgeSome(
  run: EvaluationRun,
  works: readonly JudgeWork[],
  signal: AbortSignal,
): Promise<number[]> {
  const lanes = new Map<string, JudgeWork[]>();
  for (const work of works) {
    const limit = run.questions.limitOf(work.deployed);
    lanes.set(limit, [...(lanes.get(limit) ?? []), work]);
  }
  const halted = [...lanes].map(async ([limit, own]) => {
    const left = [...own];
    // Also of tries that came to nothing: it is written down with whatever is written next.
    let spent: Amount[] = [];
    const spend = (amount: Amount) => void spent.push(amount);
    const [first] = own;
    const diagnosis = await drain<JudgeWork, JudgeReply[]>(
      {
        limit,
        waiting: (until, isLimited) => run.waiting(limit, until, isLimited),
        next: async () => left.shift() ?? null,
        attempt: (work, own) => replyTo(run, work, own, spend),
        ended: async ({ task }, replies) => {
          const now = spent;
          spent = [];
          run.counted(await run.writer.ask("judged", { file: run.file, task, replies, spent: now }));
        },
      },
      atOnce,
      run.questions.pacing,
      signal,
    );
    if (spent.length > 0) run.counted(await run.writer.ask("spent", { file: run.file, spent }));
    if (!diagnosis || !first) return [];
    run.halted({ diagnosis, connectionId: first.deployed.connectionId, modelId: null });
    return own.map(({ task }) => task.grader);
  });
  return (await Promise.all(halted)).flat();
}

/**
 * Asks all that a task has to be asked; what keeps one question from being answered keeps the task. `spend` is told what
 * each answer has cost, where its price is known.
 */
export async function replyTo(
  { questions, embed }: Pick<EvaluationRun, "questions" | "embed">,
  work: JudgeWork,
  signal: AbortSignal,
  spend: (amount: Amount) => void = () => {},
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
  const replies: JudgeReply[] = [];
  for (const question of work.questions) {
    const paying: Promise<void>[] = [];
    const counted: Counted = (usage, region) => void paying.push(pay(usage, region));
    const result = await judgeOver(questions, deployed, judgePosition, counted)(question, signal);
    await Promise.all(paying);
    if (signal.aborted) return null;
    if ("diagnosis" in result) return failed(result.diagnosis);
    replies.push(result);
  }
  return { value: replies, diagnosis: null };
}

/** Judges have connections of their own, beside those of the models. */
const judgePosition = 12;

const failed = (diagnosis: Diagnosis): Tried<JudgeReply[]> => ({ value: [{ diagnosis }], diagnosis });
