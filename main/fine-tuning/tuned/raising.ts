import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { makeOnce } from "./making.ts";
import { removeOnce } from "./removing.ts";
import { start } from "./starting.ts";
import type { RaisingParts, Steps } from "./steps.ts";
import { untilDone } from "./until-done.ts";

/** Brings deployments up, and takes them away again, step by step from wherever they are. */
export interface Raising {
  /**
   * Until it answers, has failed, is gone, or only a person or time can help; its row says which. Throws the signal's
   * reason.
   */
  raise(id: string, signal: AbortSignal): Promise<void>;
  /** Until it is not there any more, or only a person or time can help; its row says which. Throws the signal's reason. */
  remove(id: string, signal: AbortSignal): Promise<void>;
}

/** Brings deployments up and takes them down again, each step written before it is taken, so that none is made twice. */
export function createRaising(parts: RaisingParts): Raising {
  const { store, clock, changed } = parts;
  const set: Steps["set"] = (id, change) => {
    store.change(id, change);
    changed();
  };
  const steps: Steps = {
    ...parts,
    set,
    gone: (id) => set(id, { state: "gone", goneAt: clock.now(), diagnosis: null }),
  };
  return {
    raise: async (id, signal) => {
      const course = { missed: 0, looks: 0, operation: null };
      const work = async () => {
        const row = store.get(id);
        return row?.state === "creating" ? makeOnce(steps, row, course, signal) : null;
      };
      // What Azure has taken is there, whatever it says now.
      const refused = (diagnosis: Diagnosis) =>
        set(id, { diagnosis, ...(!store.get(id)?.isAccepted && { state: "failed" as const }) });
      const hindered = (diagnosis: Diagnosis) => set(id, { diagnosis });
      await untilDone(clock, work, { hindered, refused }, signal);
      await start(steps, id, signal);
    },
    remove: async (id, signal) => {
      const course = { absent: 0, looks: 0, wasSeen: false };
      if (store.get(id)?.state !== "gone") set(id, { state: "deleting", diagnosis: null });
      const work = async () => {
        const row = store.get(id);
        return row?.state === "deleting" ? removeOnce(steps, row, course, signal) : null;
      };
      const hindered = (diagnosis: Diagnosis) => set(id, { diagnosis });
      await untilDone(clock, work, { hindered, refused: hindered }, signal);
    },
  };
}
