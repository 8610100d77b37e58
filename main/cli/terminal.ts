import type { Readable, Writable } from "node:stream";
import { datasetCommand } from "../../preload/strings/dataset-command.ts";

/** What a command reads, writes and says, and what ends it before its time. */
export interface Terminal {
  stdin: Readable;
  stdout: Writable & { isTTY?: boolean };
  stderr: Pick<NodeJS.WriteStream, "write" | "isTTY">;
  signal: AbortSignal;
}

/** Says lines beside the output. */
export const sayTo = ({ stderr }: Pick<Terminal, "stderr">, lines: readonly string[]): void => {
  stderr.write(lines.map((line) => `${line}\n`).join(""));
};

/** Says that a folder had more files than are read. */
export const manyFiles = (terminal: Terminal): void => sayTo(terminal, [datasetCommand.manyFiles]);
