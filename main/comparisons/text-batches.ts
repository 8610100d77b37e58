import type { Run, RunDelta } from "../../preload/contract/comparisons.ts";
import type { ComparisonStore, RunPart } from "./store.ts";

/** How much of a run's text has been written and shown. */
export interface RunText {
  run: Run;
  /** Lengths of what has been written, and of what has been shown. */
  written: { text: number; reasoning: number };
  shown: { text: number; reasoning: number };
}

/** Of a run of which nothing has been written. */
export const runText = (run: Run): RunText => ({
  run,
  written: { text: 0, reasoning: 0 },
  shown: { text: 0, reasoning: 0 },
});

/** The run is in the database as it is now. */
export function wasWritten({ run, written }: RunText): void {
  written.text = run.text.length;
  written.reasoning = run.reasoning.length;
}

/** Writes what has arrived of all of them, or nothing of it. Throws the error of the database. */
export function writeTexts(texts: readonly RunText[], store: Pick<ComparisonStore, "append">): void {
  const parts = texts.flatMap(({ run, written }): RunPart[] => {
    const [text, reasoning] = [run.text.slice(written.text), run.reasoning.slice(written.reasoning)];
    return text === "" && reasoning === "" ? [] : [{ runId: run.id, text, reasoning }];
  });
  if (parts.length === 0) return;
  store.append(parts);
  for (const one of texts) wasWritten(one);
}

/** What has not been shown of them, which then counts as shown. */
export function newDeltas(texts: readonly RunText[]): RunDelta[] {
  return texts.flatMap(({ run, shown }) => {
    const { id: runId, columnId, comparisonId } = run;
    const [text, reasoning] = [run.text.slice(shown.text), run.reasoning.slice(shown.reasoning)];
    if (text === "" && reasoning === "") return [];
    const delta = { textFrom: shown.text, text, reasoningFrom: shown.reasoning, reasoning };
    shown.text += text.length;
    shown.reasoning += reasoning.length;
    return [{ runId, columnId, comparisonId, ...delta }];
  });
}
