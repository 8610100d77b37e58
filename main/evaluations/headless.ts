import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import type { WorkContext } from "../processes/messages.ts";
import type { Questions } from "../runs/questions.ts";
import type { EmbedTexts, EvaluationRun, Halt } from "./engine/ports.ts";
import { runEvaluation } from "./engine/run.ts";
import { type Writer, work } from "./process/work.ts";
import { doneOf } from "./progress.ts";

/** An evaluation that is run without the app: in this process, over a file of rows. */
export interface HeadlessRun {
  settings: EvaluationSettings;
  /** A file of `ExtractedRow` lines. */
  rows: string;
  /** Where rows, answers and grades are kept; what is there already goes on, where it was asked the same. */
  file: string;
  questions: Questions;
  embed: EmbedTexts;
  /** Told how much is done, in answers and in grades by models. */
  done(done: ReturnType<typeof doneOf>): void;
  waiting: EvaluationRun["waiting"];
  halted(halt: Halt): void;
}

/** Does in this process what the app has processes for. */
export const workHere = (signal: AbortSignal): Writer => ({
  ask: async (name, input) => {
    const handle = work[name] as (input: unknown, context: WorkContext) => unknown;
    return (await handle(input, { signal, progress: () => {} })) as never;
  },
});

/** Runs an evaluation to its end. Throws what preparing its rows throws; `evaluation_started` where the file has another. */
export async function runHeadless(run: HeadlessRun, signal: AbortSignal): Promise<void> {
  const { settings, rows, file } = run;
  const writer = workHere(signal);
  // Whoever ends it has all rows in what is written, so that these are not ended.
  await workHere(new AbortController().signal).ask("prepare", { file, settings, path: rows });
  await runEvaluation(
    {
      remote: null,
      file,
      settings,
      writer,
      questions: run.questions,
      embed: run.embed,
      counted: (counts) => run.done(doneOf(settings, counts)),
      waiting: run.waiting,
      halted: run.halted,
      followed: () => {},
    },
    signal,
  );
}
