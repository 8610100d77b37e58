import { parseArgs } from "node:util";
import { evaluateCommand } from "../../preload/strings/evaluate-command.ts";
import { CommandError, firstSentence, reasonOf } from "./failure.ts";

/** What the command is asked to do; paths as they were given. */
export interface EvaluateArguments {
  /** A config or a sealed report. */
  input: string;
  out: string;
  /** Earlier results to compare with. */
  baseline: string | null;
  /** Where the summary for a pull request is added. */
  summary: string | null;
  /** Whether all scripts of the config may run. */
  allowsScripts: boolean;
}

const text = { type: "string" } as const;

const options = {
  help: { type: "boolean", short: "h" },
  out: text,
  baseline: text,
  summary: text,
  "allow-scripts": { type: "boolean" },
} as const;

/** Options of the command line; `help` where those are asked for. Throws a `CommandError` with what is wrong with them. */
export function readEvaluateArguments(args: string[]): EvaluateArguments | "help" {
  const { values, positionals } = parsed(args);
  if (values.help) return "help";
  const [input, ...more] = positionals;
  if (input === undefined || more.length > 0 || values.out === undefined)
    throw new CommandError("evaluateUsage", { reason: evaluateCommand.usage });
  const { out, baseline = null, summary = null } = values;
  return { input, out, baseline, summary, allowsScripts: values["allow-scripts"] ?? false };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new CommandError("evaluateUsage", {
      reason: `${firstSentence(reasonOf(error))} (${evaluateCommand.usage})`,
    });
  }
}
