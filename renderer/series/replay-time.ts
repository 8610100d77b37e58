import type { SeriesAnswer } from "../../preload/contract/series.ts";

/** An answer with what had come by when, ready to be asked for any moment. */
export interface Track {
  answer: SeriesAnswer;
  text: string;
  reasoning: string;
  /** Milliseconds since the request left, in order; and how long both texts were from then on. */
  moments: { at: number; text: number; reasoning: number }[];
  /** Milliseconds until it ended. */
  total: number;
}

/** Readies an answer to be played. What has no times, since it was cut or is a refusal, comes at once at the end. */
export function trackOf(answer: SeriesAnswer): Track {
  let text = "";
  let reasoning = "";
  const pieces = [...answer.pieces].sort((a, b) => a.at - b.at);
  const moments = pieces.map((piece) => {
    if (piece.type === "reasoning") reasoning += piece.text;
    else text += piece.text;
    return { at: piece.at, text: text.length, reasoning: reasoning.length };
  });
  const total = Math.max(answer.measurement.total, moments.at(-1)?.at ?? 0);
  return { answer, text, reasoning, moments, total };
}

/** What of an answer had come by then. */
export function shownAt(
  { text, reasoning, moments }: Track,
  at: number,
): { text: string; reasoning: string } {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const last = moments[low - 1];
  return { text: text.slice(0, last?.text ?? 0), reasoning: reasoning.slice(0, last?.reasoning ?? 0) };
}

/** When the last of several answers had ended, in milliseconds. */
export const totalOf = (tracks: readonly Track[]): number => Math.max(0, ...tracks.map(({ total }) => total));

/** A time as a clock shows it, to a hundredth of a second: `0:03.42`. */
export function clockOf(milliseconds: number): string {
  const hundredths = Math.round(milliseconds / 10);
  const minutes = Math.floor(hundredths / 6000);
  const seconds = ((hundredths % 6000) / 100).toFixed(2).padStart(5, "0");
  return `${minutes}:${seconds}`;
}
