import { setMaxListeners } from "node:events";
import { setImmediate } from "node:timers/promises";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { EvaluationModel } from "../../../preload/contract/evaluation-settings.ts";
import { FoundryError } from "../../foundry/error.ts";
import { askingLane } from "./asking.ts";
import { askInBatches, cancelBatches } from "./batch.ts";
import { cancelThere, runThere } from "./foundry.ts";
import { judgeAll } from "./judging.ts";
import { drain } from "./pool.ts";
import type { EvaluationRun, SomeRun } from "./ports.ts";

/**
 * Asks all models what is left, and lets models grade what is to be graded by them meanwhile. Resolves when all is done,
 * when the signal ends it, or when nothing more can be asked before a person has put something right, which is told.
 */
export async function runEvaluation(run: EvaluationRun, signal: AbortSignal): Promise<void> {
  const own = new AbortController();
  const ended = AbortSignal.any([signal, own.signal]);
  // Each of its requests listens to its end.
  setMaxListeners(0, ended);
  const { file, writer } = run;
  // After what was told: in Electron promises go on inside calls that seem synchronous.
  await setImmediate();
  const { remote: services, settings } = run;
  if (services && settings.place.kind === "foundry") {
    const { connectionId } = settings.place;
    const diagnosis = await runThere({ run, services, connectionId }, signal);
    if (diagnosis) run.halted({ diagnosis, connectionId, modelId: null });
    run.counted(await writer.ask("counts", { file }));
    return;
  }
  let isAsked = false;
  /** Whatever fails ends all: nothing is asked any more that could not be written down. */
  const orEnd = async <Value>(part: Promise<Value>): Promise<Value> => {
    try {
      return await part;
    } catch (error) {
      own.abort();
      throw error;
    }
  };
  const asking = settings.models.map(async (model, place) => {
    const diagnosis = await orEnd(askModel(run, model, place, ended));
    if (diagnosis) run.halted({ diagnosis, connectionId: model.connectionId, modelId: model.id });
  });
  void Promise.allSettled(asking).then(() => {
    isAsked = true;
  });
  const judging = orEnd(judgeAll(run, () => isAsked, ended));
  const all = await Promise.allSettled([...asking, judging]);
  const failed = all.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
  run.counted(await writer.ask("counts", { file }));
}

/** Asks a model what is left, where it is asked. Gives what a person has to put right before the rest can be. */
async function askModel(
  run: EvaluationRun,
  model: EvaluationModel,
  place: number,
  signal: AbortSignal,
): Promise<Diagnosis | null> {
  const { remote: services, settings, file, writer, questions } = run;
  if (services && settings.place.kind === "batch") {
    try {
      if (await services.isBatch(model)) return await askInBatches({ run, services, model, place }, signal);
    } catch (error) {
      if (error instanceof FoundryError) return error.diagnosis;
      throw error;
    }
  }
  const lane = askingLane({
    ...{ file, writer, questions, model, place },
    waiting: (until, isLimited) => run.waiting(model.id, until, isLimited),
    written: run.counted,
  });
  return drain(lane, settings.atOnce, questions.pacing, signal);
}

/** Cancels what the service does for an evaluation by itself. Throws what keeps it from being cancelled. */
export async function cancelRemote(run: SomeRun, signal: AbortSignal): Promise<void> {
  const { remote: services, settings } = run;
  if (!services || settings.place.kind === "here") return;
  if (settings.place.kind === "foundry")
    return cancelThere({ run, services, connectionId: settings.place.connectionId }, signal);
  for (const [place, model] of settings.models.entries())
    if (await services.isBatch(model)) await cancelBatches({ run, services, model, place }, signal);
}
