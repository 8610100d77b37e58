import { duration } from "../../../preload/strings/duration.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";

const words = tunedModels.ends;

/** How long it is until a time, by the minute unless it is close; that it should be over where it is past. */
export function countdown(until: number, now: number): string {
  const seconds = Math.round((until - now) / 1000);
  if (seconds <= 0) return words.ended;
  return fill(words.in, { time: timeText(seconds) });
}

/** A length of time to wait, by the minute unless it is short. */
export const timeText = (seconds: number): string =>
  duration(seconds >= 600 ? Math.round(seconds / 60) * 60 : seconds).replace(/ 0 (s|min|h)$/, "");
