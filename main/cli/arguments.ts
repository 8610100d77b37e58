import { parseArgs } from "node:util";
import { commandLine } from "../../preload/strings/command-line.ts";
import { CommandError, firstSentence, reasonOf } from "./failure.ts";

/** What the command is asked to do; paths as they were given. */
export interface Arguments {
  input: string;
  out: string;
  connections: string | null;
}

/** Options of the command line. Throws a `CommandError` with what is wrong with them. */
export function readArguments(args: string[]): Arguments {
  const { values, positionals } = parsed(args);
  const [input, ...more] = positionals;
  if (input === undefined || more.length > 0 || values.out === undefined) {
    throw new CommandError("usage", { reason: commandLine.usage });
  }
  return { input, out: values.out, connections: values.connections ?? null };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { out: { type: "string" }, connections: { type: "string" } },
    });
  } catch (error) {
    throw new CommandError("usage", { reason: `${firstSentence(reasonOf(error))} (${commandLine.usage})` });
  }
}
