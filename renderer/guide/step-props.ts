import type { Draft } from "../../preload/contract/drafts.ts";

/** What a step is given: the draft, how to change it, and how to go on. */
export interface StepProps {
  draft: Draft;
  onChange: (changed: Partial<Draft>) => void;
  /** Goes to the next step, or ends where it was the last one. */
  onNext: () => void;
}
