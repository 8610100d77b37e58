import type { RunPlace, WaitingColumn } from "../../preload/contract/series.ts";
import type { Pacing } from "../runs/pacing.ts";
import type { Tries } from "../runs/tries.ts";

/** What is left to ask of each column, and when it may be asked. */
export interface ColumnQueues {
  /** The first in the order of those whose column is free, which is busy from then on; null where none is. */
  take(): RunPlace | null;
  /** The column is asked nothing at this moment any more. */
  release(columnId: string): void;
  /** Puts a place back, before all others. */
  putBack(place: RunPlace): void;
  /** Asks a column nothing more. */
  drop(columnId: string): void;
  /** Nothing is asked of a column, or of a limit, for so many milliseconds. */
  hold(of: string, milliseconds: number): void;
  /** The columns that wait now. */
  waiting(): WaitingColumn[];
  /** Milliseconds until a column may be free that waits for nothing but time; infinite where none does. */
  wait(): number;
  /** Whether nothing is left, and nothing is being asked. */
  isDone(): boolean;
}

/** All of `places`, in their order. `limitOf` gives what shares a rate limit. */
export function createQueues(
  places: readonly RunPlace[],
  limitOf: (columnId: string) => string,
  pacing: Pick<Pacing, "freeAt">,
  tries: Pick<Tries, "refusals">,
): ColumnQueues {
  const queues = queuesOf(places);
  const busy = new Set<string>();
  /** Milliseconds since the epoch, of what waits for anything but a rate limit. */
  const until = new Map<string, number>();

  const freeAt = (columnId: string) => {
    const limit = limitOf(columnId);
    return Math.max(pacing.freeAt(limit), until.get(limit) ?? 0, until.get(columnId) ?? 0);
  };
  /** What has refused everything is asked by one column first. */
  const isTried = (columnId: string) => {
    const limit = limitOf(columnId);
    return tries.refusals(limit) > 0 && [...busy].some((other) => limitOf(other) === limit);
  };
  const waitingColumns = () => [...queues.keys()].filter((columnId) => !busy.has(columnId));

  return {
    take: () => {
      const now = Date.now();
      let first: { order: number; columnId: string } | null = null;
      for (const columnId of waitingColumns()) {
        const order = queues.get(columnId)?.at(-1)?.order ?? 0;
        if ((first && order > first.order) || freeAt(columnId) > now || isTried(columnId)) continue;
        first = { order, columnId };
      }
      if (!first) return null;
      const queue = queues.get(first.columnId);
      const place = queue?.pop()?.place ?? null;
      if (queue?.length === 0) queues.delete(first.columnId);
      if (place) busy.add(place.columnId);
      return place;
    },
    release: (columnId) => void busy.delete(columnId),
    putBack: (place) => {
      const queue = queues.get(place.columnId) ?? [];
      queue.push({ place, order: -1 });
      queues.set(place.columnId, queue);
    },
    drop: (columnId) => void queues.delete(columnId),
    hold: (of, milliseconds) => void until.set(of, Date.now() + milliseconds),
    waiting: () => {
      const now = Date.now();
      const waits = waitingColumns().map((columnId) => {
        const free = freeAt(columnId);
        return { columnId, until: free, isLimited: pacing.freeAt(limitOf(columnId)) === free };
      });
      return waits.filter((wait) => wait.until > now);
    },
    wait: () =>
      Math.min(
        ...waitingColumns()
          .filter((one) => !isTried(one))
          .map(freeAt),
      ) - Date.now(),
    isDone: () => queues.size === 0 && busy.size === 0,
  };
}

/** What each column is to be asked, the first last. */
function queuesOf(places: readonly RunPlace[]): Map<string, { place: RunPlace; order: number }[]> {
  const queues = new Map<string, { place: RunPlace; order: number }[]>();
  for (const [order, place] of [...places.entries()].reverse()) {
    const queue = queues.get(place.columnId);
    if (queue) queue.push({ place, order });
    else queues.set(place.columnId, [{ place, order }]);
  }
  return queues;
}
