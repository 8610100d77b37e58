import { useEffect } from "react";
import { create } from "zustand";
import type { TrainingPlace } from "../../preload/contract/tuning-plans.ts";
import { useConnections } from "../connections/index.ts";
import { ask } from "./plans/state.ts";

const useKnown = create<{ list: TrainingPlace[] | null }>(() => ({ list: null }));

/** Every connection and whether it can train, those that can first; null until main has answered. */
export function usePlaces(): TrainingPlace[] | null {
  const connections = useConnections(({ list }) => list);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when a connection has changed.
  useEffect(() => {
    void ask(window.assay["tuningPlans.places"](), "places").then(
      (list) => list && useKnown.setState({ list }),
    );
  }, [connections]);
  return useKnown(({ list }) => list);
}
