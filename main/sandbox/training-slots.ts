/** Places in which jobs run: so many at a time. */
export interface Slots {
  /**
   * Resolves with the time at which a place is there, which is `time` where one is free, for whoever has waited longest.
   * Rejects with the signal's reason.
   */
  take(kind: string, time: number, signal: AbortSignal): Promise<number>;
  /** Gives a place to the next, at a time. */
  free(kind: string, time: number): void;
}

interface Waiting {
  kind: string;
  since: number;
  come(time: number): void;
}

/** Free places, by what runs in them. */
export function createSlots(places: Readonly<Record<string, number>>): Slots {
  const taken = new Map<string, number>();
  const waiting: Waiting[] = [];
  const count = (kind: string) => taken.get(kind) ?? 0;
  return {
    take: async (kind, time, signal) => {
      signal.throwIfAborted();
      if (count(kind) < (places[kind] ?? 0)) {
        taken.set(kind, count(kind) + 1);
        return time;
      }
      return new Promise((resolve, reject) => {
        const one: Waiting = {
          kind,
          since: time,
          come: (time) => {
            signal.removeEventListener("abort", give);
            resolve(time);
          },
        };
        const give = () => {
          waiting.splice(waiting.indexOf(one), 1);
          reject(signal.reason);
        };
        signal.addEventListener("abort", give, { once: true });
        waiting.push(one);
      });
    },
    free: (kind, time) => {
      const next = waiting.findIndex((one) => one.kind === kind);
      const [one] = next < 0 ? [] : waiting.splice(next, 1);
      if (one) one.come(Math.max(one.since, time));
      else taken.set(kind, count(kind) - 1);
    },
  };
}
