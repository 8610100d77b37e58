import type { JobState, OpenTuningJob } from "../../../preload/contract/tuning-jobs.ts";

/** The words of both specifications (Azure's FineTuningState, OpenAI's type), and spellings that were seen. */
const states = new Map<string, JobState>([
  ["created", "waiting"],
  ["pending", "waiting"],
  ["validating_files", "waiting"],
  ["queued", "waiting"],
  ["notrunning", "waiting"],
  ["running", "running"],
  ["paused", "paused"],
  ["pausing", "ending"],
  ["resuming", "ending"],
  ["cancelling", "ending"],
  ["canceling", "ending"],
  ["deleting", "ending"],
  ["succeeded", "succeeded"],
  ["failed", "failed"],
  ["cancelled", "cancelled"],
  ["canceled", "cancelled"],
]);

/** What the service's word for a state means. */
export const stateOf = (said: string): JobState => states.get(said.toLowerCase()) ?? "unknown";

/** Whether nothing of it will change any more. */
export const isOver = (state: JobState): boolean =>
  state === "succeeded" || state === "failed" || state === "cancelled";

/** What can be done to a job at the service. It is paused while it runs and after its first step only (Foundry, fine-tuning REST). */
export function possible(
  state: JobState,
  step: number | null,
  isThere: boolean,
): Omit<OpenTuningJob["can"], "hide"> {
  if (!isThere) return { pause: false, resume: false, cancel: false, remove: false };
  return {
    pause: state === "running" && step !== 0,
    resume: state === "paused",
    cancel: state === "waiting" || state === "running" || state === "paused" || state === "unknown",
    remove: isOver(state),
  };
}
