import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { SeriesSummary } from "../../preload/contract/series.ts";
import { keep } from "../keep.ts";
import type { Bundle } from "../runs/shape.ts";
import { piecesOf } from "./pieces.ts";
import type { SeriesStore, StoredSeries } from "./store.ts";

/** Whole series on their way out of the app and into it. */
export interface Transfer {
  /** A series with all its runs and events. */
  bundle(id: string): Promise<Bundle>;
  /** Keeps what a bundle holds as a series that can be looked at, or nothing of it. */
  take(bundle: Bundle): Promise<SeriesSummary>;
}

/** Runs that are worked through before others have their turn: some have as many pieces as their answer has words. */
const atOnce = 200;

/** `found` throws `not_found`; `told` shows a series as it is now. */
export function createTransfer(
  store: SeriesStore,
  found: (id: string) => StoredSeries,
  told: (id: string) => SeriesSummary,
): Transfer {
  return {
    bundle: async (id) => {
      const { title, createdAt, about } = found(id);
      const runs: Bundle["runs"] = [];
      for (const numbers of piecesOf(store.runNumbers(id), atOnce)) {
        for (const run of store.bundleRuns(numbers)) runs.push(run);
        await setImmediate();
      }
      return { title, createdAt, ...about, runs };
    },
    take: async ({ title, createdAt, runs, ...about }) => {
      const id = randomUUID();
      const series: StoredSeries = {
        id,
        comparisonId: null,
        title,
        origin: "file",
        state: "done",
        problem: null,
        about,
        targets: {},
        createdAt,
      };
      // Nobody sees it before it is whole. What the end of the app cuts is deleted with what was removed.
      keep(() => store.put(series, true));
      for (const chunk of piecesOf(runs, atOnce)) {
        keep(() => store.putRuns(id, chunk));
        await setImmediate();
      }
      keep(() => store.setRemoved(id, false));
      return told(id);
    },
  };
}
