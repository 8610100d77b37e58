import { datasetCommand } from "../../preload/strings/dataset-command.ts";
import { FileRefused } from "../datasets/files/given.ts";
import { readDatasetArguments } from "./dataset-arguments.ts";
import { check } from "./dataset-check.ts";
import { convert } from "./dataset-convert.ts";
import { diagnosisWords, plain, wordsOf } from "./failure.ts";
import { sayTo, type Terminal } from "./terminal.ts";

/** How the command ends: all is fit, something is not, or it failed. */
export const codes = { fit: 0, unfit: 1, failed: 2 } as const;

/** Runs the command and says what goes wrong. Gives its exit code; throws nothing. */
export async function runDatasetCommand(args: string[], terminal: Terminal): Promise<number> {
  let command: "check" | "convert" | null = null;
  try {
    const asked = readDatasetArguments(args);
    if (asked === "help") {
      terminal.stdout.write(`${datasetCommand.usage}\n`);
      return codes.fit;
    }
    command = asked.command;
    const isFit = await (asked.command === "check" ? check(asked, terminal) : convert(asked, terminal));
    return isFit ? codes.fit : codes.unfit;
  } catch (error) {
    sayTo(terminal, failureWords(error, terminal.signal.aborted ? command : null));
    return codes.failed;
  }
}

/** What went wrong, in lines; `interrupted` is the command that a person has ended. */
function failureWords(error: unknown, interrupted: "check" | "convert" | null): string[] {
  if (interrupted !== null)
    return [interrupted === "check" ? datasetCommand.interruptedCheck : datasetCommand.interrupted];
  if (!(error instanceof FileRefused)) return isOfPipe(error) ? [] : wordsOf(error);
  const [title = "", ...rest] = diagnosisWords(error.diagnosis);
  return [plain(`${error.file}: ${title}`), ...rest];
}

/** Whoever read the output has gone, and knows why. */
const isOfPipe = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EPIPE";
