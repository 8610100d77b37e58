import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { commandLine } from "../../preload/strings/command-line.ts";
import { datasetCommand } from "../../preload/strings/dataset-command.ts";
import { evaluateCommand } from "../../preload/strings/evaluate-command.ts";
import { explain } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { terminalRemedies } from "../../preload/strings/terminal-remedies.ts";
import { FoundryError } from "../foundry/error.ts";

const problems = { ...commandLine.problems, ...datasetCommand.problems, ...evaluateCommand.problems };

type Problem = keyof typeof problems;

/** A failure of the command that its words explain. Its message is never anything that was in a file or a variable. */
export class CommandError extends Error {
  readonly problem: Problem;
  readonly values: Record<string, string>;

  constructor(problem: Problem, values: Record<string, string> = {}, cause?: unknown) {
    super(problem, { cause });
    this.name = "CommandError";
    this.problem = problem;
    this.values = values;
  }
}

/** What went wrong as lines for a terminal: what happened, why, what to do. */
export function wordsOf(error: unknown): string[] {
  if (error instanceof FoundryError) return diagnosisWords(error.diagnosis);
  const known =
    error instanceof CommandError ? error : new CommandError("unexpected", { reason: reasonOf(error) });
  const { title, cause, remedy } = problems[known.problem];
  return lines(fill(title, known.values), fill(cause, known.values), [fill(remedy, known.values)], null);
}

/** A diagnosis as lines for a terminal: what happened, why, the refusal's own words, what to do. */
export function diagnosisWords(diagnosis: Diagnosis): string[] {
  const { title, cause, said, remedies } = explain(diagnosis);
  const here = diagnosis.remedies.flatMap((code, place) => {
    const own = terminalRemedies[code];
    return own === null ? [] : [own ?? remedies[place] ?? ""];
  });
  return lines(title, cause, here, said ? `${said.by} ${said.words}` : null);
}

/** Why a file could not be read or written; in the system's words where there are no others for it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return commandLine.reasons[code] ?? error.message;
}

// What a server or a file says might move the cursor or change colours: a terminal gets text only.
const lines = (title: string, cause: string, remedies: readonly string[], said: string | null): string[] =>
  [
    title,
    cause,
    ...(said === null ? [] : [said]),
    ...(remedies.length === 0 ? [] : [fill(commandLine.whatToDo, { remedies: remedies.join(" ") })]),
  ].map(plain);

/** The first sentence of a text, without its full stop: what Node says of an option goes on with how to get around it. */
export const firstSentence = (text: string): string => text.replace(/\.(?:\s[\s\S]*)?$/, "");

/** A text in one line, without what a terminal acts upon. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, " ").trim();
