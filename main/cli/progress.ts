import type { WaitingColumn } from "../../preload/contract/series.ts";
import { commandLine } from "../../preload/strings/command-line.ts";
import { fill } from "../../preload/strings/fill.ts";
import { series } from "../../preload/strings/series.ts";
import { plain } from "./failure.ts";
import { duration } from "./summary.ts";

/** How much of something is done. */
export interface Done {
  done: number;
  failed: number;
  of: number;
}

/** How far it is, and what it waits for, for people who watch. */
export interface Progress<Stage extends string> {
  /** Takes how much of each stage is done now. */
  done(stages: Record<Stage, Done>): void;
  /** The columns that wait now, by the names they have in results. */
  waiting(columns: readonly Waiting[]): void;
  /** Ends the line with what it came to. */
  stop(): void;
}

/** What waits, by its name, and until when. */
export interface Waiting extends Omit<WaitingColumn, "columnId"> {
  name: string;
}

type Stream = Pick<NodeJS.WriteStream, "write" | "isTTY">;

/** Milliseconds between two looks at the same line, until it is told anew where nothing happens, and between two lines of a file. */
const pause = { least: 200, most: 1000, ofLines: 60_000 };
/** Milliseconds of a wait that nobody notices. */
const unnoticed = 1000;
/** Back to the beginning of the line, and clear it. */
const anew = "\r\u001b[K";

/**
 * Tells how far stages are, each by its words: a terminal all the time in one line, a file or a pipe once a minute, what is
 * waited for, and what it came to.
 */
export function startProgress<Stage extends string>(
  words: Record<Stage, string>,
  first: Record<Stage, Done>,
  stream: Stream,
): Progress<Stage> {
  const begun = performance.now();
  let stages = first;
  let waits: readonly Waiting[] = [];
  let last = stream.isTTY ? Number.NEGATIVE_INFINITY : begun;
  /** Until when each column was said to wait, by its name. */
  const said = new Map<string, number>();

  const sum = (of: "done" | "of") => Object.values<Done>(stages).reduce((all, stage) => all + stage[of], 0);
  const line = () =>
    (Object.keys(words) as Stage[])
      .filter((stage) => stages[stage].of > 0)
      .map((stage) =>
        fill(words[stage], { done: stages[stage].done, of: stages[stage].of, failed: stages[stage].failed }),
      )
      .join("; ");
  const show = () => {
    last = performance.now();
    const each = (last - begun) / sum("done");
    const left =
      sum("done") === 0 ? "" : fill(commandLine.left, { time: duration(each * (sum("of") - sum("done"))) });
    stream.write(stream.isTTY ? `${anew}${line()}${left}${waitingWords(waits)}` : `${line()}${left}\n`);
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
    done: (now) => {
      stages = now;
      if (performance.now() - last >= (stream.isTTY ? pause.least : pause.ofLines)) show();
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
      stream.write(`${stream.isTTY ? anew : ""}${line()}${fill(commandLine.took, { time })}\n`);
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
