import { logFault } from "../../log.ts";

/** Milliseconds between two news of the same thing: more than that nobody can see. */
const pause = 200;

/** News that are passed on no more often than a person can see. */
export interface Seldom {
  /** Something has changed: it is told of at once, and then no more than five times a second. */
  news(id: string): void;
  /** Nothing is told any more. */
  close(): void;
}

/** Tells of what has changed, each thing by its id. */
export function seldom(tell: (id: string) => void): Seldom {
  const waiting = new Map<string, { timer: NodeJS.Timeout; hasNews: boolean }>();
  let isClosed = false;
  const next = (id: string) => {
    const timer = setTimeout(() => {
      const hasNews = waiting.get(id)?.hasNews;
      waiting.delete(id);
      if (hasNews) next(id);
    }, pause).unref();
    waiting.set(id, { timer, hasNews: false });
    try {
      tell(id);
    } catch (error) {
      logFault("What has changed could not be told", error);
    }
  };
  return {
    news: (id) => {
      const entry = waiting.get(id);
      if (entry) entry.hasNews = true;
      else if (!isClosed) next(id);
    },
    close: () => {
      isClosed = true;
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
