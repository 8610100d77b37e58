import { commandLine } from "../../preload/strings/command-line.ts";
import { fill } from "../../preload/strings/fill.ts";
import { duration } from "./summary.ts";

/** One line about how far it is, for people who watch. */
export interface Progress {
  ended(isFailed: boolean): void;
  /** How many columns wait for a rate limit. */
  waiting(count: number): void;
  /** Ends the line with what it came to. */
  stop(): void;
}

type Stream = Pick<NodeJS.WriteStream, "write" | "isTTY">;

/** Milliseconds between two looks at the same line. */
const pause = 200;

/** Tells of `of` requests. Only a terminal is told while they run; a file or a pipe only what it came to. */
export function startProgress(of: number, stream: Stream): Progress {
  const begun = performance.now();
  let done = 0;
  let failed = 0;
  let waits = 0;
  let last = Number.NEGATIVE_INFINITY;
  const show = () => {
    if (!stream.isTTY || performance.now() - last < pause) return;
    last = performance.now();
    const each = (last - begun) / done;
    const left = done === 0 ? "" : fill(commandLine.left, { time: duration(each * (of - done)) });
    const waiting = waits === 0 ? "" : fill(commandLine.waiting, { count: waits });
    // Back to the beginning of the line, and clear it.
    stream.write(`\r\u001b[K${fill(commandLine.progress, { done, of, failed, left })}${waiting}`);
  };
  return {
    ended: (isFailed) => {
      done += 1;
      if (isFailed) failed += 1;
      show();
    },
    waiting: (count) => {
      waits = count;
      show();
    },
    stop: () => {
      const time = duration(performance.now() - begun);
      const said = fill(commandLine.ended, { done, of, failed, time });
      stream.write(`${stream.isTTY ? "\r\u001b[K" : ""}${said}\n`);
    },
  };
}
