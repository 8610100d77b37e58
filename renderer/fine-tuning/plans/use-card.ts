import { useCallback, useEffect, useRef, useState } from "react";
import type { TuningCard } from "../../../preload/contract/tuning-plans.ts";
import { ask } from "./state.ts";

/** What is known of a plan, and whether that is being worked out anew. */
export interface CardState {
  card: TuningCard | null;
  isReading: boolean;
  refresh: () => void;
}

/** What is known of a plan before it starts, worked out anew whenever `stamp` is another; what was shown stays until then. */
export function useCard(id: string, stamp: string): CardState {
  const [card, setCard] = useState<TuningCard | null>(null);
  const [isReading, setReading] = useState(true);
  const turn = useRef(0);
  const read = useCallback(
    async (refresh: boolean) => {
      turn.current += 1;
      const own = turn.current;
      setReading(true);
      const read = await ask(window.assay["tuningPlans.card"]({ id, refresh }), "card");
      if (own !== turn.current) return;
      setReading(false);
      if (read) setCard(read);
    },
    [id],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says that something has changed.
  useEffect(() => {
    void read(false);
    return () => {
      turn.current += 1;
    };
  }, [read, stamp]);
  return { card, isReading, refresh: () => void read(true) };
}
