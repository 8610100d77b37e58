import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { RunPlace } from "../../preload/contract/series.ts";
import type { Bundle, BundleRun } from "../comparisons/bundle.ts";
import { passed, waitFor } from "../comparisons/pacing.ts";
import { shuffled } from "../comparisons/random.ts";
import { recordOf, startRecording } from "../comparisons/record.ts";
import { startTiming } from "../comparisons/timing.ts";
import type { ChatEvent } from "../foundry/chat.ts";

type Column = Bundle["columns"][number];
type Prompt = Bundle["prompts"][number];

export interface Plan extends Pick<Bundle, "columns" | "prompts" | "conditions"> {
  open(column: Column, prompt: Prompt, signal: AbortSignal): AsyncIterable<ChatEvent>;
  ended(run: BundleRun, diagnosis: Diagnosis | null): void;
  signal: AbortSignal;
}

/** Asks what is planned, one after the other. */
export async function runPlan({ columns, prompts, conditions, open, ended, signal }: Plan): Promise<void> {
  const { repeats, warmUps, order, seed } = conditions;
  const first = prompts[0];
  const warm: RunPlace[] = columns.flatMap(({ id: columnId }) =>
    Array.from({ length: first ? warmUps : 0 }, (_, repeat) => ({
      columnId,
      promptId: first?.id ?? "",
      repeat,
      isWarmUp: true,
    })),
  );
  const counted: RunPlace[] = Array.from({ length: repeats }, (_, repeat) =>
    prompts.flatMap(({ id: promptId }) =>
      columns.map(({ id: columnId }) => ({ columnId, promptId, repeat, isWarmUp: false })),
    ),
  ).flat();
  for (const place of [...warm, ...(order === "random" ? shuffled(counted, seed) : counted)]) {
    const column = columns.find(({ id }) => id === place.columnId);
    const prompt = prompts.find(({ id }) => id === place.promptId);
    if (!column || !prompt) continue;
    for (let attempts = 1; ; attempts += 1) {
      if (signal.aborted) return;
      const begun = performance.now();
      const timing = startTiming(begun);
      const recording = startRecording(begun);
      const startedAt = Date.now();
      let conditions = {
        startedAt,
        model: null,
        sku: null,
        apiVersion: null,
        route: null as never,
        region: null as string | null,
        requestId: null as string | null,
        remaining: { requests: null as number | null, tokens: null as number | null },
      };
      let wait: number | null = null;
      try {
        for await (const event of open(column, prompt, signal)) {
          timing.take(event);
          recording.take(event);
          if (event.type === "started") conditions = { ...conditions, ...(event as unknown as typeof conditions) };
          if (event.type !== "end" || signal.aborted) continue;
          wait = waitFor(event, { text: "", attempts } as never);
          if (wait !== null) continue;
          const { end, diagnosis, at, usage } = event;
          ended(
            recordOf(
              { end, diagnosis, measured: timing.stop(at, usage), conditions, cost: null },
              place,
              recording,
            ),
            diagnosis,
          );
        }
      } finally {
        timing.end();
      }
      if (wait === null) break;
      await passed(wait, signal);
    }
  }
}
