import { codes, runDatasetCommand } from "./dataset-command.ts";
import { interruption } from "./interruption.ts";

const { stdin, stdout, stderr } = process;

runDatasetCommand(process.argv.slice(2), { stdin, stdout, stderr, signal: interruption(codes.failed) }).then(
  (code) => {
    process.exitCode = code;
    // A terminal or a pipe that has more to give would keep the process.
    stdin.destroy();
  },
);
