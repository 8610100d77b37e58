import { logFault } from "../log.ts";
import type { ConversationStore, Ending } from "./store.ts";

/** Milliseconds after which the end of an answer that could not be written is tried again. */
const retryInterval = 5_000;

/** How answers ended, until it is written. */
export interface Endings {
  /** Writes how an answer ended, later if it cannot be now. Gives whether it could. */
  write(replyId: string, ending: Ending): boolean;
  /** The end of an answer that could not be written yet. */
  unwritten(replyId: string): Ending | undefined;
}

/** Nothing waits to be written yet. */
export function createEndings(store: Pick<ConversationStore, "finish">): Endings {
  const waiting = new Map<string, Ending>();

  const write = (replyId: string, ending: Ending): boolean => {
    try {
      store.finish(replyId, ending, Date.now());
      waiting.delete(replyId);
      return true;
    } catch (error) {
      logFault("The end of an answer could not be written", error);
      waiting.set(replyId, ending);
      setTimeout(() => waiting.has(replyId) && write(replyId, ending), retryInterval).unref();
      return false;
    }
  };

  return { write, unwritten: (replyId) => waiting.get(replyId) };
}
