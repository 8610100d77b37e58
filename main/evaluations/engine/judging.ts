import { setTimeout as wait } from "node:timers/promises";
import type { JudgeWork } from "../process/judging.ts";
import { askJudges } from "./judge-lane.ts";
import type { EvaluationRun } from "./ports.ts";

/** Tasks that are taken from the file at a time. */
const taken = 64;
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
    const { questions, embed, file, writer } = run;
    const diagnosis = await askJudges(
      {
        ...{ questions, embed, works: own, limit },
        waiting: (until, isLimited) => run.waiting(limit, until, isLimited),
        keep: async (task, replies, spent) =>
          run.counted(await writer.ask("judged", { file, task, replies, spent })),
        keepSpent: async (spent) => run.counted(await writer.ask("spent", { file, spent })),
      },
      signal,
    );
    const [first] = own;
    if (!diagnosis || !first) return [];
    run.halted({ diagnosis, connectionId: first.deployed.connectionId, modelId: null });
    return own.map(({ task }) => task.grader);
  });
  return (await Promise.all(halted)).flat();
}
