import { datasetCommand } from "../../preload/strings/dataset-command.ts";
import { datasets } from "../../preload/strings/datasets.ts";
import { duration } from "../../preload/strings/duration.ts";
import { fill } from "../../preload/strings/fill.ts";
import { timeLeft } from "../datasets/time-left.ts";

type Stream = Pick<NodeJS.WriteStream, "write" | "isTTY">;

/** Work on files, as it tells how far it is. */
interface Step {
  phase: string;
  done: number;
  total: number | null;
}

/** Milliseconds between two looks at the line. */
const pause = 200;
/** Back to the beginning of the line, and clear it. */
const anew = "\r\u001b[K";

/** Tells in one line of a terminal how far the work is; nothing where nobody watches. */
export function datasetProgress(stream: Stream): { tell(step: Step): void; stop(): void } {
  const left = timeLeft();
  let last = Number.NEGATIVE_INFINITY;
  return {
    tell: (step) => {
      const seconds = left(step);
      if (!stream.isTTY || performance.now() - last < pause) return;
      last = performance.now();
      stream.write(`${anew}${words(step, seconds)}`);
    },
    stop: () => {
      if (stream.isTTY && last > 0) stream.write(anew);
    },
  };
}

function words({ phase: name, done, total }: Step, seconds: number | null): string {
  const phase = datasets.phases[name] ?? name;
  if (!total) return phase;
  const percent = fill(datasets.percent, { percent: Math.floor((100 * Math.min(done, total)) / total) });
  return seconds === null
    ? fill(datasetCommand.progress, { phase, percent })
    : fill(datasetCommand.progressLeft, { phase, percent, time: duration(seconds) });
}
