import { FoundryError } from "../../foundry/error.ts";
import { longestTimer } from "../../foundry/http/pause.ts";
import { logFault } from "../../log.ts";

/** When jobs are read again: each by one timer, whoever looks at it. */
export interface Following {
  /** Looks again at when a job is to be read, since something about it has changed. */
  settle(id: string): void;
  /** Reads again what a person had to help with. */
  release(): void;
  /** Reads all of them now: time has passed that no timer has counted. */
  wake(): void;
  /** How many timers are running. */
  timers(): number;
  close(): void;
}

/** Milliseconds between two tries after failures, at most. */
const longest = 600_000;

/**
 * Follows jobs. `pace` gives the milliseconds between two readings of a job, null where it is not to be read: then there
 * is no timer for it. After failures they grow, are never shorter than the service asks for, and where only a person can
 * help it is not tried again before `release`.
 */
export function createFollowing(parts: {
  pace(id: string): number | null;
  read(id: string): Promise<void>;
}): Following {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const running = new Set<string>();
  /** When each was read last, and from when on it may be again. */
  const lasts = new Map<string, { at: number; failures: number; notBefore: number }>();
  const held = new Set<string>();
  let isClosed = false;

  const dueOf = (id: string, pace: number): number => {
    const last = lasts.get(id);
    if (!last) return 0;
    return Math.max(last.at + Math.min(pace * 2 ** last.failures, Math.max(pace, longest)), last.notBefore);
  };
  const settle = (id: string) => {
    if (running.has(id)) return;
    clearTimeout(timers.get(id));
    timers.delete(id);
    const pace = isClosed || held.has(id) ? null : parts.pace(id);
    if (pace === null) return;
    const left = Math.max(0, dueOf(id, pace) - Date.now());
    const timer =
      left > longestTimer
        ? setTimeout(() => settle(id), longestTimer)
        : setTimeout(() => void read(id), left);
    timers.set(id, timer);
  };
  const read = async (id: string) => {
    timers.delete(id);
    running.add(id);
    let [failures, notBefore] = [0, 0];
    try {
      await parts.read(id);
    } catch (error) {
      failures = (lasts.get(id)?.failures ?? 0) + 1;
      const diagnosis = error instanceof FoundryError ? error.diagnosis : null;
      if (!diagnosis && !isClosed) logFault("Reading a job", error);
      const seconds = Number(diagnosis?.parameters.seconds);
      if (diagnosis && Number.isFinite(seconds)) notBefore = diagnosis.at + seconds * 1_000;
      if (diagnosis && !diagnosis.retryable) held.add(id);
    } finally {
      lasts.set(id, { at: Date.now(), failures, notBefore });
      running.delete(id);
      settle(id);
    }
  };
  const release = () => {
    const ids = [...held];
    held.clear();
    for (const id of ids) {
      lasts.delete(id);
      settle(id);
    }
  };
  return {
    settle,
    release,
    wake: () => {
      release();
      for (const id of [...timers.keys()]) {
        const notBefore = lasts.get(id)?.notBefore ?? 0;
        lasts.set(id, { at: 0, failures: 0, notBefore });
        settle(id);
      }
    },
    timers: () => timers.size,
    close: () => {
      isClosed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
