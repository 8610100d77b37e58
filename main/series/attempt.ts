import type { RunConditions, RunMeasurement } from "../../preload/contract/comparisons.ts";
import type { Cost } from "../../preload/contract/conversations.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { RunPlace } from "../../preload/contract/series.ts";
import { answerLimit } from "../../preload/limits.ts";
import type { ChatEvent } from "../foundry/chat/chat.ts";
import { problem } from "../foundry/error.ts";
import type { Headroom } from "../foundry/http/waiting.ts";
import { startedUnder } from "../runs/questions.ts";
import { recordOf, startRecording } from "../runs/record.ts";
import type { BundleRun } from "../runs/shape.ts";
import { startTiming } from "../runs/timing.ts";

/** How a run of a series is asked, under which conditions, and what it has cost. */
export interface RunAsking {
  ask(place: RunPlace, signal: AbortSignal): AsyncIterable<ChatEvent>;
  conditions(columnId: string): RunConditions;
  cost(columnId: string, measured: RunMeasurement | null, region: string | null): Promise<Cost | null>;
}

/** One try of one run of a series; null where it gave no end. `started` is told when the answer begins. */
export async function attempt(
  work: RunAsking,
  place: RunPlace,
  signal: AbortSignal,
  started: (headroom: Headroom) => void,
): Promise<{ run: BundleRun; diagnosis: Diagnosis | null } | null> {
  const { columnId } = place;
  const own = new AbortController();
  const cut = () => own.abort();
  signal.addEventListener("abort", cut, { once: true });
  const begun = performance.now();
  const timing = startTiming(begun);
  const recording = startRecording(begun);
  let conditions = work.conditions(columnId);
  let end: (ChatEvent & { type: "end" }) | null = null;
  let length = 0;
  try {
    for await (const event of work.ask(place, own.signal)) {
      timing.take(event);
      recording.take(event);
      if (event.type === "started") {
        conditions = startedUnder(conditions, event);
        started(event);
      }
      if (event.type === "text" || event.type === "reasoning" || event.type === "refusal") {
        length += event.text.length;
      }
      if (event.type === "end") end = event;
      if (length > answerLimit) {
        own.abort();
        const { diagnosis } = problem("reply_not_understood");
        end = { type: "end", at: event.at, end: "failed", usage: null, diagnosis };
        break;
      }
    }
    if (!end || signal.aborted) return null;
    const measured = timing.stop(end.at, end.usage);
    const cost = await work.cost(columnId, measured, conditions.region).catch(() => null);
    const { diagnosis } = end;
    return {
      run: recordOf({ end: end.end, diagnosis, measured, conditions, cost }, place, recording),
      diagnosis,
    };
  } finally {
    timing.end();
    signal.removeEventListener("abort", cut);
  }
}
