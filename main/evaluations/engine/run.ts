import { setImmediate } from "node:timers/promises";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { Questions } from "../../runs/questions.ts";
import type { Writer } from "../process/work.ts";
import type { Counts } from "../shape.ts";
import { askingLane } from "./asking.ts";
import { judgeAll } from "./judging.ts";
import { drain } from "./pool.ts";
import type { EmbedTexts } from "./remote.ts";

/** What has to be put right before the rest of an evaluation can be asked, and at which connection. */
export interface Halt {
  diagnosis: Diagnosis;
  connectionId: string;
  /** The model it is about; null where it is a judge. */
  modelId: string | null;
}

/** What an evaluation is run with. It knows neither the app nor its database: the command line runs one with the same. */
export interface EvaluationRun {
  file: string;
  settings: EvaluationSettings;
  writer: Writer;
  questions: Questions;
  embed: EmbedTexts;
  /** Only the first so many rows of the order; null for all. */
  limit: number | null;
  /** Told how much is done, as often as something is written. */
  counted(counts: Counts): void;
  /** Told that a model or a judge waits, by its id; until null when it goes on. */
  waiting(id: string, until: number | null, isLimited: boolean): void;
  halted(halt: Halt): void;
}

/**
 * Asks all models what is left, and lets models grade what is to be graded by them meanwhile. Resolves when all is done,
 * when the signal ends it, or when nothing more can be asked before a person has put something right, which is told.
 */
export async function runEvaluation(run: EvaluationRun, signal: AbortSignal): Promise<void> {
  const { file, settings, writer, questions, limit } = run;
  const left = await writer.ask("left", { file, limit });
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
