import { commandLine } from "../../preload/strings/command-line.ts";
import { fill } from "../../preload/strings/fill.ts";
import { columnResults } from "../series/column-results.ts";
import { sizeOf } from "../series/plan.ts";
import { judge } from "../series/thresholds.ts";
import { readArguments } from "./arguments.ts";
import { askAll } from "./ask.ts";
import { type Asked, readAsked } from "./asked.ts";
import { counted } from "./counted.ts";
import { diagnosisWords, plain, wordsOf } from "./failure.ts";
import { openOutput } from "./files.ts";
import { interruption } from "./interruption.ts";
import { startProgress } from "./progress.ts";
import { openService } from "./service.ts";
import { summaryOf } from "./summary.ts";

/** How the command ends: all was asked and reached, a threshold was missed, or it failed. */
const codes = { done: 0, missed: 1, failed: 2 } as const;

const say = (lines: readonly string[]) => process.stderr.write(`${lines.join("\n")}\n`);

async function run(): Promise<number> {
  const { input, out, connections } = readArguments(process.argv.slice(2));
  const asked = await readAsked(input, connections);
  const write = await openOutput(out);
  if (asked.notes.length > 0) say(asked.notes.map(plain));
  const service = openService(asked, process.env, fetch);
  const signal = interruption(codes.failed);
  await service.readLists();
  const of = requestsOf(asked);
  say([
    fill(commandLine.begins, {
      prompts: counted(commandLine.counted.prompts, asked.prompts.length),
      columns: counted(commandLine.counted.columns, asked.columns.length),
      requests: counted(commandLine.counted.requests, of),
    }),
  ]);
  const progress = startProgress(
    commandLine.progress,
    { requests: { done: 0, failed: 0, of } },
    process.stderr,
  );
  const { bundle, problems, failures } = await askAll(asked, { service, progress, fetch }, signal);
  progress.stop();
  const results = columnResults(bundle);
  const verdicts = judge(asked.thresholds, results);
  process.stdout.write(`${summaryOf(bundle, verdicts).join("\n")}\n`);
  await write(bundle);
  say([fill(commandLine.written, { file: out })]);
  for (const { diagnosis, count } of failures)
    say([fill(commandLine.failedLike, { count }), ...diagnosisWords(diagnosis)]);
  for (const { diagnosis, names } of problems)
    say([...diagnosisWords(diagnosis), plain(fill(commandLine.pausedBy, { names: names.join(", ") }))]);
  if (signal.aborted) {
    say([commandLine.interrupted]);
    return codes.failed;
  }
  if (problems.length > 0) return codes.failed;
  if (results.every((result) => result.runs === result.failures) && failures.length > 0) {
    say([commandLine.nothingAnswered]);
    return codes.failed;
  }
  return verdicts.every(({ passed }) => passed) ? codes.done : codes.missed;
}

const requestsOf = ({ columns, prompts, conditions }: Asked): number =>
  sizeOf({
    columnIds: columns.map(({ id }) => id),
    promptIds: prompts.map(({ id }) => id),
    conditions,
  });

run().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    say(wordsOf(error));
    process.exitCode = codes.failed;
  },
);
