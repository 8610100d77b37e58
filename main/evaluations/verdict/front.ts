import type { ModelMeasures, ModelScore } from "../../../preload/contract/evaluation-verdicts.ts";
import { type Standing, unbeaten } from "../../statistics/front.ts";

/** Of a grader that compares: what the baseline comes to against itself. */
const evenly = 0.5;

/**
 * The ids of models that no other beats in quality by a grader, cost of an answer and time of an answer at once. What is not
 * known of any of them, or is in several currencies, is left out of it; a model without any score is not among them.
 */
export function frontOf(
  scores: readonly ModelScore[],
  measured: readonly ModelMeasures[],
  baselineId: string | null,
): string[] {
  const currencies = new Set(measured.flatMap(({ cost }) => cost.perAnswer?.currency ?? []));
  const standings = scores.map(({ modelId, unit, mean }): Standing => {
    const own = measured.find((one) => one.modelId === modelId);
    return {
      quality: unit === "wins" && modelId === baselineId ? evenly : (mean?.value ?? null),
      cost: currencies.size === 1 ? (own?.cost.perAnswer?.amount ?? null) : null,
      latency: own?.total?.value ?? null,
    };
  });
  const known = (["quality", "cost", "latency"] as const).filter((what) =>
    standings.some((standing) => standing[what] !== null),
  );
  return unbeaten(standings, known).flatMap((place) =>
    standings[place]?.quality === null ? [] : (scores[place]?.modelId ?? []),
  );
}
