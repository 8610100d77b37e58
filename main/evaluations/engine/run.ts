import { setImmediate } from "node:timers/promises";
import { askingLane } from "./asking.ts";
import { judgeAll } from "./judging.ts";
import { drain } from "./pool.ts";
import type { EvaluationRun } from "./ports.ts";

/**
 * Asks all models what is left, and lets models grade what is to be graded by them meanwhile. Resolves when all is done,
 * when the signal ends it, or when nothing more can be asked before a person has put something right, which is told.
 */
export async function runEvaluation(run: EvaluationRun, signal: AbortSignal): Promise<void> {
  const { file, settings, writer, questions } = run;
  const left = await writer.ask("left", { file });
  // After what was told: in Electron promises go on inside calls that seem synchronous.
  await setImmediate();
  let isAsked = false;
  const asking = Promise.all(
    settings.models.map(async (model, place) => {
      const lane = askingLane({
        file,
        writer,
        questions,
        model,
        place,
        left: left[place] ?? new Int32Array(),
        waiting: (until, isLimited) => run.waiting(model.id, until, isLimited),
        written: run.counted,
      });
      const diagnosis = await drain(lane, settings.atOnce, questions.pacing, signal);
      if (diagnosis) run.halted({ diagnosis, connectionId: model.connectionId, modelId: model.id });
    }),
  ).finally(() => {
    isAsked = true;
  });
  await Promise.all([asking, judgeAll(run, () => isAsked, signal)]);
  run.counted(await writer.ask("counts", { file }));
}
