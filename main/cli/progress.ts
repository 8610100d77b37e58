import type { WaitingColumn } from "../../preload/contract/series.ts";
import { commandLine } from "../../preload/strings/command-line.ts";
import { fill } from "../../preload/strings/fill.ts";
import { series } from "../../preload/strings/series.ts";
import { plain } from "./failure.ts";
import { duration } from "./summary.ts";

/** How far it is, and what it waits for, for people who watch. */
export interface Progress {
  ended(isFailed: boolean): void;
  /** The columns that wait now, by the names they have in results. */
  waiting(columns: readonly Waiting[]): void;
  /** Ends the line with what it came to. */
  stop(): void;
}

interface Waiting extends Omit<WaitingColumn, "columnId"> {
  name: string;
}

type Stream = Pick<NodeJS.WriteStream, "write" | "isTTY">;

/** Milliseconds between two looks at the same line, and until it is told anew where nothing happens. */
const pause = { least: 200, most: 1000 };
/** Milliseconds of a wait that nobody notices. */
const unnoticed = 1000;
/** Back to the beginning of the line, and clear it. */
const anew = "\r\u001b[K";

/** Tells of `of` requests: a terminal all the time in one line, a file or a pipe what is waited for and what it came to. */
export function startProgress(of: number, stream: Stream): Progress {
  const begun = performance.now();
  let done = 0;
  let failed = 0;
  let waits: readonly Waiting[] = [];
  let last = Number.NEGATIVE_INFINITY;
  /** Until when each column was said to wait, by its name. */
  const said = new Map<string, number>();

  const show = () => {
    last = performance.now();
    const each = (last - begun) / done;
    const left = done === 0 ? "" : fill(commandLine.left, { time: duration(each * (of - done)) });
    const line = fill(commandLine.progress, { done, of, failed, left });
    stream.write(`${anew}${line}${waitingWords(waits)}`);
  };
  const say = () => {
    for (const wait of waits) {
      const isNew = wait.until > (said.get(wait.name) ?? 0) + unnoticed;
      if (!isNew || wait.until - Date.now() < unnoticed) continue;
      said.set(wait.name, wait.until);
      stream.write(`${sentence(wait)}\n`);
    }
  };
  const timer = stream.isTTY ? setInterval(show, pause.most).unref() : null;

  return {
    ended: (isFailed) => {
      done += 1;
      if (isFailed) failed += 1;
      if (stream.isTTY && performance.now() - last >= pause.least) show();
    },
    waiting: (columns) => {
      const isSame = columns.length === waits.length;
      waits = columns;
      if (!stream.isTTY) say();
      else if (!isSame) show();
    },
    stop: () => {
      if (timer) clearInterval(timer);
      const time = duration(performance.now() - begun);
      const line = fill(commandLine.ended, { done, of, failed, time });
      stream.write(`${stream.isTTY ? anew : ""}${line}\n`);
    },
  };
}

const sentence = ({ name, until, isLimited }: Waiting): string =>
  fill(isLimited ? series.waits : series.waitsToRetry, {
    name: plain(name),
    time: duration(Math.max(0, until - Date.now())),
  });

/** The wait that is over first, and how many others there are. */
function waitingWords(waits: readonly Waiting[]): string {
  const [first, ...others] = [...waits].sort((one, other) => one.until - other.until);
  if (!first) return "";
  const wait = sentence(first);
  return others.length === 0
    ? fill(commandLine.waiting, { wait })
    : fill(commandLine.waitingMore, { wait, count: others.length });
}
