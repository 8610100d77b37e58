import type { Run, RunMeasurement } from "../../preload/contract/comparisons.ts";
import type { RunPlace } from "../../preload/contract/series.ts";
import type { ChatEvent } from "../foundry/chat/chat.ts";
import { type BundleRun, eventLimit } from "./shape.ts";

type RecordedEvent = BundleRun["events"][number];
type Note = BundleRun["notes"][number];

/** What happened in one run, with its times, as a bundle keeps it. */
export interface Recording {
  take(event: ChatEvent): void;
  events(): RecordedEvent[];
  notes(): Note[];
}

/** Records a run whose request leaves at `begun` (`performance.now()`); the times count from the request that was answered. */
export function startRecording(begun: number): Recording {
  let sent = begun;
  const events: RecordedEvent[] = [];
  const notes: Note[] = [];
  return {
    take: (event) => {
      if (event.type === "started") {
        sent = event.sent;
        return;
      }
      if (event.type === "note") {
        notes.push(event.note);
        return;
      }
      if (!isRecorded(event) || events.length >= eventLimit) return;
      events.push({ ...event, at: Math.max(0, event.at - sent) });
    },
    events: () => events,
    notes: () => notes,
  };
}

/** What a bundle has of an answer: not what only this app needs, and no pictures. */
const isRecorded = (event: ChatEvent): event is Extract<ChatEvent, { type: RecordedEvent["type"] }> =>
  recorded.has(event.type);

const recorded: ReadonlySet<string> = new Set<RecordedEvent["type"]>([
  "text",
  "reasoning",
  "refusal",
  "commentary",
  "tool_call",
  "hosted_call",
  "citation",
  "filter",
]);

/** The text a run answered with, without what it thought. */
export const answerOf = ({ events }: BundleRun): string =>
  events.map((event) => (event.type === "text" || event.type === "refusal" ? event.text : "")).join("");

/** A run that has ended, as a bundle keeps it. */
export function recordOf(
  run: Pick<Run, "end" | "diagnosis" | "measured" | "conditions" | "cost">,
  place: RunPlace,
  recording: Pick<Recording, "events" | "notes">,
): BundleRun {
  const { end, diagnosis, measured, conditions, cost } = run;
  const { startedAt, dialect, route, region, requestId, remaining } = conditions;
  const { columnId, promptId, repeat, isWarmUp } = place;
  return {
    columnId,
    promptId,
    repeat,
    isWarmUp,
    startedAt,
    ...(dialect && { dialect }),
    route,
    region,
    requestId,
    remaining,
    notes: recording.notes(),
    end: end ?? "unknown",
    diagnosis: diagnosis?.code ?? null,
    measurement: timesOf(measured),
    tokens: measured?.tokens ?? null,
    cost,
    events: recording.events(),
  };
}

function timesOf(measured: RunMeasurement | null): BundleRun["measurement"] {
  const { tokens: _tokens, ...times } = measured ?? { ...nothingMeasured, tokens: null };
  return times;
}

const nothingMeasured = {
  firstToken: null,
  gapMedian: null,
  gap95: null,
  total: 0,
  tokensPerSecond: null,
  tokensPerSecondWithReasoning: null,
  late: 0,
};
