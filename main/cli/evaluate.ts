import { codes, runEvaluateCommand } from "./evaluate-command.ts";
import { interruption } from "./interruption.ts";

const { stdout, stderr, env } = process;

runEvaluateCommand(process.argv.slice(2), {
  ...{ stdout, stderr, fetch },
  signal: interruption(codes.failed),
  variables: env,
}).then((code) => {
  process.exitCode = code;
});
