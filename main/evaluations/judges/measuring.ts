import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { diagnosisOf, FoundryError } from "../../foundry/error.ts";
import { createTasks } from "../../tasks.ts";
import { type AskingAgain, askAgain } from "./asking.ts";

/** A measurement under way: questions that were asked, of so many. */
export interface Measuring {
  done: number;
  of: number;
}

/** Measurements of judges, each by its key. */
export function createMeasuring(changed: (key: string) => void) {
  const tasks = createTasks("judges");
  const running = new Map<string, Measuring>();
  const problems = new Map<string, Diagnosis>();
  let isOver = false;
  const tell = (key: string) => {
    if (!isOver) changed(key);
  };

  /** Asks what is left, and then does what is to be done with it. */
  const begin = (key: string, prepare: () => Promise<AskingAgain>, finish: () => Promise<void>): void => {
    if (tasks.isRunning(key)) return;
    problems.delete(key);
    running.set(key, { done: 0, of: 0 });
    tasks.begin(key, async (signal) => {
      try {
        const asking = await prepare();
        const state = { done: asking.asked, of: asking.answers };
        running.set(key, state);
        tell(key);
        const diagnosis = await askAgain(asking, signal, () => {
          state.done += 1;
          tell(key);
        });
        signal.throwIfAborted();
        if (diagnosis) problems.set(key, diagnosis);
        else await finish();
      } catch (error) {
        if (signal.aborted) return;
        problems.set(key, error instanceof FoundryError ? error.diagnosis : diagnosisOf("unexpected"));
        throw error;
      } finally {
        running.delete(key);
        tell(key);
      }
    });
  };

  return {
    begin,
    stop: (key: string): void => {
      if (tasks.isRunning(key)) tasks.replace(key, async () => {});
    },
    of: (key: string): Measuring | null => running.get(key) ?? null,
    problemOf: (key: string): Diagnosis | null => problems.get(key) ?? null,
    isBusy: (): boolean => running.size > 0,
    interrupt: (): void => {
      isOver = true;
      tasks.endAll();
    },
    settled: tasks.settled,
  };
}
