import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import type { EvaluationFormat, FoundEvaluation } from "../../../../preload/contract/evaluation-files.ts";
import { writeSafely } from "../../../datasets/out/write-safely.ts";
import type { WorkContext } from "../../../processes/messages.ts";
import { askableRows } from "../../files/askable.ts";
import { evaluationExports } from "../../files/exports/exports.ts";
import type { EvaluationHead } from "../../files/format/head.ts";
import type { FileSource } from "../../files/format/texts.ts";
import { found } from "../../files/found.ts";
import { openEvaluation } from "../../files/imports/open.ts";
import type { Counts } from "../../shape.ts";
import { writeChosen } from "../chosen-rows.ts";
import { countsOf } from "../plan.ts";
import { rowCount } from "../scores.ts";
import { type OfFile, sessionOf } from "../session.ts";
import { keepRecords } from "./keep.ts";
import { type ReportWishes, reportIn } from "./report.ts";

/** Files that were picked or dropped. */
interface OfSources {
  sources: FileSource[];
}

/** What a process of evaluations can be asked about files of others and for others. */
export const fileWork = {
  /** What is in files, and its head as its rows need it. */
  found: async (
    { sources }: OfSources,
    context: WorkContext,
  ): Promise<{ about: Omit<FoundEvaluation, "id">; head: EvaluationHead }> => {
    const opened = await openEvaluation(sources, context);
    const about = await found(opened);
    return { about, head: (await askableRows(opened)).head };
  },
  /** Keeps past results. Gives how they stand, and the head as it is kept. */
  keep: async (
    { file, sources }: OfFile & OfSources,
    context: WorkContext,
  ): Promise<{ head: EvaluationHead; counts: Counts }> => {
    let isOpen = false;
    // From then on it is told how much is kept.
    const opening: WorkContext = { ...context, progress: (told) => void (isOpen || context.progress(told)) };
    const opened = await openEvaluation(sources, opening);
    isOpen = true;
    const head = await keepRecords(file, opened, context);
    return { head, counts: countsOf(sessionOf(file)) };
  },
  /** Writes the rows of files as those of a dataset, one line of JSON each. */
  writeRows: async (
    { sources, path }: OfSources & { path: string },
    { signal }: WorkContext,
  ): Promise<void> => {
    const opened = await openEvaluation(sources);
    const { textOf } = await askableRows(opened);
    const output = createWriteStream(path, { mode: 0o600 });
    const written = finished(output);
    for await (const record of opened.records()) {
      signal.throwIfAborted();
      if (record.kind !== "row") continue;
      const line = { text: textOf(record), origin: { kind: "made" }, tags: record.tags };
      if (!output.write(`${JSON.stringify(line)}\n`)) await Promise.race([once(output, "drain"), written]);
    }
    output.end();
    await written;
  },
  /** Writes all rows of an evaluation as those of a dataset. Gives how many. */
  writeAll: ({ file, path }: OfFile & { path: string }, context: WorkContext): Promise<number> => {
    const rows = Array.from({ length: rowCount(sessionOf(file)) }, (_, row) => row);
    return writeChosen(() => sessionOf(file), { choice: { rows }, tag: null, dataset: null, path }, context);
  },
  /** Writes an evaluation into a file. Gives the seal of a report, and null for other formats. */
  write: async (
    { file, format, path, ...wishes }: OfFile & WriteFile,
    context: WorkContext,
  ): Promise<string | null> => {
    const report = await reportIn(() => sessionOf(file), wishes, context);
    let seal: string | null = null;
    try {
      await writeSafely(path, (write) =>
        evaluationExports[format].write(report, write, (whole) => {
          seal = whole;
        }),
      );
      return seal;
    } finally {
      report.close();
    }
  },
};

/** Which file an evaluation becomes, and what is known of it outside of its own. */
interface WriteFile extends ReportWishes {
  format: EvaluationFormat;
  path: string;
}
