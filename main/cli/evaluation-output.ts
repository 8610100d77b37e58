import { constants } from "node:fs";
import { access, appendFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { commandLine } from "../../preload/strings/command-line.ts";
import { writeSafely } from "../datasets/out/write-safely.ts";
import { evaluationExports } from "../evaluations/files/exports/exports.ts";
import { pullRequestSummary } from "../evaluations/files/exports/markdown.ts";
import type { Report, WriteReport } from "../evaluations/files/exports/report.ts";
import { FoundryError } from "../foundry/error.ts";
import { CommandError, reasonOf } from "./failure.ts";

const endings = Object.values(evaluationExports).map(({ extension, write }) => ({
  ending: `.${extension}`,
  write,
}));

/** What writes a file, by the longest ending it has. */
function writerOf(file: string): WriteReport {
  const fitting = endings.filter(({ ending }) => file.toLowerCase().endsWith(ending));
  const [longest] = fitting.sort((one, other) => other.ending.length - one.ending.length);
  if (longest) return longest.write;
  throw new CommandError("outFormat", { file, endings: endings.map(({ ending }) => ending).join(", ") });
}

/**
 * Takes a report to `file`, in the format its ending says. Throws a `CommandError` at once, before anything is asked, where
 * the ending is not known or the file cannot be written there.
 */
export async function openReportOutput(file: string): Promise<(report: Report) => Promise<void>> {
  const write = writerOf(file);
  await explained(file, async () => {
    await access(dirname(file), constants.W_OK);
    const there = await stat(file).catch(() => null);
    if (there && !there.isFile()) throw new Error(commandLine.notAFile);
    if (there) await access(file, constants.W_OK);
  });
  return (report) => explained(file, () => writeSafely(file, (piece) => write(report, piece)));
}

/** Adds the summary for a pull request to a file, as GitHub wants it at `GITHUB_STEP_SUMMARY`. Throws a `CommandError`. */
export const addSummary = (file: string, report: Report): Promise<void> =>
  explained(file, () => appendFile(file, pullRequestSummary(report)));

async function explained(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof FoundryError && error.diagnosis.code !== "storage_failed") throw error;
    const reason = reasonOf(error instanceof FoundryError ? error.cause : error);
    throw new CommandError("outUnwritable", { file, reason }, error);
  }
}
