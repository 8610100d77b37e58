import { join } from "node:path";
import { commandLine } from "../../preload/strings/command-line.ts";
import { evaluateCommand } from "../../preload/strings/evaluate-command.ts";
import { fill } from "../../preload/strings/fill.ts";
import { FileRefused } from "../datasets/files/given.ts";
import { pullRequestSummary } from "../evaluations/files/exports/markdown.ts";
import type { Report } from "../evaluations/files/exports/report.ts";
import { openReport } from "../evaluations/files/format/unpack.ts";
import { workHere } from "../evaluations/headless.ts";
import { keepRecords } from "../evaluations/process/files/keep.ts";
import { closeAll } from "../evaluations/process/session.ts";
import { FoundryError } from "../foundry/error.ts";
import type { Fetch } from "../foundry/http/send.ts";
import { type EvaluateArguments, readEvaluateArguments } from "./evaluation-arguments.ts";
import { type BaselineResult, comparedWith, openBaseline } from "./evaluation-baseline.ts";
import { readEvaluationConfig } from "./evaluation-config.ts";
import { judgedBy } from "./evaluation-judged.ts";
import { addSummary, openReportOutput } from "./evaluation-output.ts";
import { replayed } from "./evaluation-replay.ts";
import { runConfig } from "./evaluation-run.ts";
import { exitCodeOf } from "./evaluation-thresholds.ts";
import { diagnosisWords, plain, wordsOf } from "./failure.ts";
import { readInput, readTextFile } from "./files.ts";
import { openScratch } from "./scratch.ts";
import { sayTo, type Terminal } from "./terminal.ts";

/** What the command is run in. */
export interface EvaluateTerminal extends Omit<Terminal, "stdin"> {
  variables: Record<string, string | undefined>;
  fetch: Fetch;
}

/** How the command ends: all was reached, a threshold was missed, or it failed. */
export const codes = { done: 0, missed: 1, failed: 2 } as const;

/** Runs the command and says what goes wrong. Gives its exit code; throws nothing. */
export async function runEvaluateCommand(args: string[], terminal: EvaluateTerminal): Promise<number> {
  const scratch = openScratch();
  try {
    const asked = readEvaluateArguments(args);
    if (asked === "help") {
      terminal.stdout.write(`${evaluateCommand.usage}\n`);
      return codes.done;
    }
    const write = await openReportOutput(asked.out);
    const { report, code } = await ((await isReport(asked.input))
      ? replay(asked, scratch.folder, terminal)
      : run(asked, scratch.folder, terminal));
    terminal.stdout.write(pullRequestSummary(report));
    await write(report);
    sayTo(terminal, [plain(fill(commandLine.written, { file: asked.out }))]);
    for (const file of new Set([asked.summary, terminal.variables.GITHUB_STEP_SUMMARY]))
      if (file) await addSummary(file, report);
    return code ?? exitCodeOf(report.thresholds);
  } catch (error) {
    sayTo(terminal, terminal.signal.aborted ? [evaluateCommand.interruptedEarly] : failureWords(error));
    return codes.failed;
  } finally {
    closeAll();
    scratch.remove();
  }
}

/** What is written, and how the command ends; null where the thresholds decide. */
interface Ended {
  report: Report;
  code: number | null;
}

/** Whether a file is a sealed report, packed or not. */
async function isReport(file: string): Promise<boolean> {
  const beginning = (await readInput(file)).subarray(0, reportBeginning.length);
  const isGzip = beginning[0] === 0x1f && beginning[1] === 0x8b;
  return isGzip || Buffer.from(beginning).toString() === reportBeginning;
}

const reportBeginning = '{"kind":"head"';

async function replay(
  { input, baseline }: EvaluateArguments,
  folder: string,
  { signal }: EvaluateTerminal,
): Promise<Ended> {
  const source = { path: input };
  const report = await replayed(source, input, async ({ settings }) => {
    if (baseline === null) return null;
    const file = join(folder, "evaluation.db");
    await keepRecords(file, await openReport(source), { signal, progress: () => {} });
    return comparedWith({
      baseline: await named(baseline, openBaseline),
      settings,
      file,
      folder,
      worker: workHere(signal),
      signal,
    });
  });
  return { report, code: null };
}

async function run(
  { input, baseline, allowsScripts }: EvaluateArguments,
  folder: string,
  terminal: EvaluateTerminal,
): Promise<Ended> {
  const { variables, fetch, stderr, signal } = terminal;
  const config = readEvaluationConfig(await readTextFile(input), input);
  const { settings, thresholds } = config;
  // What can't be compared with is told before anything is asked that costs money.
  const opened = baseline === null ? null : await named(baseline, openBaseline);
  const ran = await runConfig({ config, allowsScripts, folder, variables, fetch, stderr, signal });
  const { report, file, counts, halts, unasked } = ran;
  let earlier: BaselineResult | null = null;
  let isCompared = true;
  if (opened && !signal.aborted)
    try {
      const worker = workHere(signal);
      earlier = await comparedWith({ baseline: opened, settings, file, folder, worker, signal });
    } catch (error) {
      // What was asked is written all the same.
      sayTo(terminal, failureWords(error));
      isCompared = false;
    }
  const judged = judgedBy(report, thresholds, earlier);
  for (const { diagnosis, modelId, connectionId } of halts) {
    const name = settings.models.find(({ id }) => id === modelId)?.name ?? connectionId;
    sayTo(terminal, [...diagnosisWords(diagnosis), plain(fill(commandLine.pausedBy, { names: name }))]);
  }
  if (signal.aborted) sayTo(terminal, [evaluateCommand.interrupted]);
  if (unasked) sayTo(terminal, [fill(evaluateCommand.unasked, unasked)]);
  const isNothing = counts.answers === counts.failed;
  if (isNothing) sayTo(terminal, [commandLine.nothingAnswered]);
  const isFailed = !isCompared || signal.aborted || halts.length > 0 || isNothing;
  return { report: judged, code: isFailed ? codes.failed : null };
}

/** What is done with a file, so that what goes wrong names it. */
const named = async <Result>(file: string, work: (file: string) => Promise<Result>): Promise<Result> => {
  try {
    return await work(file);
  } catch (error) {
    throw error instanceof FoundryError ? new FileRefused(file, error) : error;
  }
};

function failureWords(error: unknown): string[] {
  if (!(error instanceof FileRefused)) return wordsOf(error);
  const [title = "", ...rest] = diagnosisWords(error.diagnosis);
  return [plain(`${error.file}: ${title}`), ...rest];
}
