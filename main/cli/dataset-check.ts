import { checkFiles } from "../datasets/files/check.ts";
import type { CheckArguments } from "./dataset-arguments.ts";
import { readInputs } from "./dataset-input.ts";
import { jsonOf } from "./dataset-json.ts";
import { datasetProgress } from "./dataset-progress.ts";
import { reportOf, verdictOf } from "./dataset-report.ts";
import { outputOf } from "./output.ts";
import { openScratch } from "./scratch.ts";
import type { Terminal } from "./terminal.ts";
import { manyFiles } from "./terminal.ts";

/** Checks files and says what was found. Gives whether they are fit. Throws what reading and checking throw. */
export async function check(
  { files: paths, against: others, wish, model, allowsMemory, showsAll, isJson }: CheckArguments,
  terminal: Terminal,
): Promise<boolean> {
  const { stdin, stdout, stderr, signal } = terminal;
  const scratch = openScratch();
  const progress = datasetProgress(stderr);
  try {
    const settings = { allowsMemory, stdin, folder: scratch.folder, signal };
    const { files, method, isCut } = await readInputs(paths, { ...settings, wish });
    const given = await readInputs(others, { ...settings, wish: { method } });
    if (isCut || given.isCut) manyFiles(terminal);
    const checked = await checkFiles(
      { files, method, model, against: given.files, folder: scratch.folder },
      { signal, progress: progress.tell },
    );
    progress.stop();
    try {
      const result = { checked, files, method, model };
      const write = outputOf(stdout);
      for (const piece of isJson ? jsonOf(result, given.files) : lines(reportOf(result, showsAll))) {
        signal.throwIfAborted();
        await write(piece);
      }
      return verdictOf(result).isFit;
    } finally {
      checked.close();
    }
  } finally {
    progress.stop();
    scratch.remove();
  }
}

function* lines(of: Iterable<string>) {
  for (const line of of) yield `${line}\n`;
}
