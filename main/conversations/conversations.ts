import { type Arranging, createArranging } from "./arranging.ts";
import { type Asking, createAsking } from "./asking.ts";
import { createFilling, type Filling } from "./filling.ts";
import { createLookup } from "./lookup.ts";
import { createReading, type Reading } from "./reading.ts";
import { createRequests, type Requests } from "./requests.ts";
import type { Search } from "./search.ts";
import type { Streams } from "./streams.ts";

export interface Conversations extends Reading, Arranging, Asking, Requests, Filling {
  stop(replyId: string): void;
  /** Whether any answer is being written. */
  isBusy(): boolean;
  /** Called when the app ends. */
  interruptAll(): void;
}

/** Conversations: what is kept, and the answers that are running. */
export function createConversations(
  parts: Omit<Parameters<typeof createAsking>[0], "lookup" | "streams"> &
    Omit<Parameters<typeof createRequests>[0], "lookup"> & { search: Search; streams: Streams },
): Conversations {
  const { store, search, streams, emit } = parts;
  const lookup = createLookup(store, streams);
  const reading = createReading(store, lookup, search, streams);
  return {
    ...reading,
    ...createArranging({ store, lookup, get: reading.get, streams, emit }),
    ...createAsking({ ...parts, lookup }),
    ...createRequests({ ...parts, lookup }),
    ...createFilling(parts),
    stop: (replyId) => streams.stop(replyId),
    isBusy: () => streams.isBusy(),
    interruptAll: () => streams.interruptAll(),
  };
}
