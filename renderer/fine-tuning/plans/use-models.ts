import { useEffect, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { TunableModel, TuningMethod } from "../../../preload/contract/tuning-plans.ts";

/** The models of a resource, or why they could not be read; neither while they are being read for the first time. */
export interface ModelsState {
  models: TunableModel[] | null;
  diagnosis: Diagnosis | null;
  isReading: boolean;
  retry: () => void;
}

/** What can be tuned at a connection by a method, and what cannot and why. */
export function useModels(connectionId: string | null, method: TuningMethod | null): ModelsState {
  const [read, setRead] = useState<Omit<ModelsState, "retry" | "isReading">>({
    models: null,
    diagnosis: null,
  });
  const [isReading, setReading] = useState(false);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is tried again when the person asks.
  useEffect(() => {
    setRead({ models: null, diagnosis: null });
    setReading(false);
    if (connectionId === null) return;
    let isOld = false;
    setReading(true);
    void window.assay["tuningPlans.models"]({ connectionId, method }).then((answer) => {
      if (isOld) return;
      setReading(false);
      setRead(
        answer.ok
          ? { models: answer.data, diagnosis: null }
          : { models: null, diagnosis: answer.error.diagnosis },
      );
    });
    return () => {
      isOld = true;
    };
  }, [connectionId, method, tries]);
  return { ...read, isReading, retry: () => setTries(tries + 1) };
}
