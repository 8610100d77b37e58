import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { datasetCommand } from "../../preload/strings/dataset-command.ts";
import { datasets } from "../../preload/strings/datasets.ts";
import { groupTitleOfRule } from "../../preload/strings/rule-titles.ts";
import { type Converted, convertFiles } from "../datasets/files/convert.ts";
import { writeSafely } from "../datasets/out/write-safely.ts";
import { FoundryError } from "../foundry/error.ts";
import { counted } from "./counted.ts";
import type { ConvertArguments } from "./dataset-arguments.ts";
import { readInputs } from "./dataset-input.ts";
import { datasetProgress } from "./dataset-progress.ts";
import { fileLines } from "./dataset-report.ts";
import { CommandError, plain, reasonOf } from "./failure.ts";
import { outputOf } from "./output.ts";
import { openScratch } from "./scratch.ts";
import { manyFiles, sayTo, type Terminal } from "./terminal.ts";

/** Converts files and says what came of it. Gives whether every row fit. Throws what reading and writing throw. */
export async function convert(
  { files: paths, wish, model, allowsMemory, format, gzip, to, out, fix }: ConvertArguments,
  terminal: Terminal,
): Promise<boolean> {
  const { stdin, stdout, stderr, signal } = terminal;
  if (out === null && stdout.isTTY && (gzip || format === "parquet"))
    throw new CommandError("datasetUsage", { reason: datasetCommand.reasons.terminal });
  const target = out === null ? null : await targetOf(out);
  const scratch = openScratch();
  const progress = datasetProgress(stderr);
  try {
    const settings = { wish, allowsMemory, stdin, folder: scratch.folder, signal };
    const { files, method, isCut } = await readInputs(paths, settings);
    if (isCut) manyFiles(terminal);
    sayTo(terminal, fileLines(files.map((file) => ({ ...file, isAsWritten: false }))));
    const conversion = { files, format, gzip, to: to ?? method, model, fix };
    const context = { signal, progress: progress.tell };
    const converted =
      target === null
        ? await convertFiles(conversion, outputOf(stdout), context)
        : await written(target, (write) => convertFiles(conversion, write, context));
    progress.stop();
    sayTo(terminal, summaryOf(converted, out ?? datasetCommand.stdout).map(plain));
    return converted.unfit.length === 0 && converted.leftOut === 0 && (converted.left ?? 0) === 0;
  } finally {
    progress.stop();
    scratch.remove();
  }
}

/** The file that is written: behind a link the one that it leads to. Throws a `CommandError` for what is no file. */
async function targetOf(out: string): Promise<string> {
  const there = await stat(out).catch(() => null);
  if (there === null) return resolve(out);
  if (!there.isFile())
    throw new CommandError("datasetOut", { file: out, reason: datasetCommand.reasons.notAFile });
  return realpath(out);
}

async function written<Value>(
  target: string,
  work: Parameters<typeof writeSafely<Value>>[1],
): Promise<Value> {
  try {
    return await writeSafely(target, work);
  } catch (error) {
    if (!(error instanceof FoundryError) || error.diagnosis.code !== "storage_failed") throw error;
    throw new CommandError("datasetOut", { file: target, reason: reasonOf(error.cause) }, error);
  }
}

function summaryOf({ written, leftOut, unfit, fixed, removed, left }: Converted, file: string): string[] {
  const some = (words: { one: string; many: string }, count: number) =>
    count > 0 ? [counted(words, count)] : [];
  return [
    ...unfit.map(({ why, count, ...place }) =>
      counted(datasetCommand.unfit, count, { ...place, why: datasets.unmapped[why] ?? why }),
    ),
    ...(unfit.length > 0 && leftOut === 0 ? [datasetCommand.kept] : []),
    ...fixed.map(({ rule, count }) => counted(datasetCommand.fixed, count, { rule: groupTitleOfRule(rule) })),
    ...(removed === null ? [] : [counted(datasetCommand.removed, removed.count, { ...removed })]),
    ...some(datasetCommand.left, left ?? 0),
    ...some(datasetCommand.leftOut, leftOut),
    counted(datasetCommand.written, written, { file }),
  ];
}
