/** The time that everything in the sandbox that lasts goes by. It may run faster than the real one. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Seconds since the epoch, as the service tells times. */
  seconds(): number;
  /** Resolves with `time` when it has come, at once where it is past. Rejects with the signal's reason. */
  until(time: number, signal: AbortSignal): Promise<number>;
  /** How many times as fast as the real time it runs. */
  speed(): number;
  /** The same from now on. */
  setSpeed(speed: number): void;
  /** Lets so many milliseconds have passed at once. */
  skip(milliseconds: number): void;
  /** Nothing comes any more. */
  stop(): void;
}

interface Waiting {
  time: number;
  come(): void;
}

/** The longest that a timer of Node's can be set for. */
const longest = 2 ** 31 - 1;

/** How fast it may run at most. */
export const fastest = 1_000_000;

/** Whether a clock can run so many times as fast. */
export const isSpeed = (value: unknown): value is number =>
  typeof value === "number" && value > 0 && value <= fastest;

/** A clock that begins with the real time. */
export function createClock(speed = 1): Clock {
  // Time as it was when the speed last changed, and the real time then.
  let since = { time: Date.now(), real: performance.now(), speed };
  const waiting = new Set<Waiting>();
  let timer: NodeJS.Timeout | null = null;

  const now = () => since.time + (performance.now() - since.real) * since.speed;
  const wake = () => {
    const time = now();
    const due = [...waiting].filter((one) => one.time <= time).sort((a, b) => a.time - b.time);
    for (const one of due) {
      waiting.delete(one);
      one.come();
    }
    set();
  };
  const set = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (waiting.size === 0) return;
    const first = [...waiting].reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY);
    const wait = Math.min(longest, Math.max(0, (first - now()) / since.speed));
    timer = setTimeout(wake, wait).unref();
  };
  const turn = (time: number, speed: number) => {
    since = { time, real: performance.now(), speed };
    wake();
  };

  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    until: (time, signal) =>
      new Promise((resolve, reject) => {
        const one = {
          time,
          come: () => {
            signal.removeEventListener("abort", give);
            resolve(time);
          },
        };
        const give = () => {
          waiting.delete(one);
          reject(signal.reason);
        };
        if (signal.aborted) return give();
        signal.addEventListener("abort", give, { once: true });
        // What catches up with a long time lets others have their turn.
        if (time <= now()) setImmediate(one.come);
        else {
          waiting.add(one);
          set();
        }
      }),
    speed: () => since.speed,
    setSpeed: (speed) => turn(now(), speed),
    skip: (milliseconds) => turn(now() + milliseconds, since.speed),
    stop: () => {
      if (timer) clearTimeout(timer);
      waiting.clear();
    },
  };
}
