import type { SeriesSummary } from "../../preload/contract/series.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";

const words = strings.repeats;

/** How far a series is, in a few words: of one prompt which repeat it is at, of many how many requests are answered. */
export function howFar(
  series: Pick<SeriesSummary, "state" | "columns" | "prompts" | "repeats" | "progress">,
) {
  const { state, columns, prompts, repeats, progress } = series;
  if (state !== "running") return strings.series.states[state];
  const { done, of } = progress;
  if (prompts > 1) return fill(words.requests, { done, of });
  const warmUps = of - columns * repeats;
  if (done < warmUps) return words.warming;
  return fill(words.run, { run: Math.min(repeats, Math.floor((done - warmUps) / columns) + 1), of: repeats });
}
