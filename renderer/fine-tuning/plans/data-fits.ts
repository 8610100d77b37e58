import type { Dataset } from "../../../preload/contract/datasets.ts";
import type { TuningMethod } from "../../../preload/contract/tuning-plans.ts";
import { learnsFrom, methodFor } from "../../../preload/tuning-methods.ts";

/**
 * Why a job can't learn from a dataset; null where it can. `mayHaveImages`: whether the model learns from them, and null
 * where that is not known.
 */
export function whyUnfit(
  { method, state, rows }: Pick<Dataset, "method" | "state" | "rows">,
  wanted: TuningMethod | null,
  mayHaveImages: boolean | null,
): "state" | "empty" | "images" | "method" | null {
  if (state !== "ready") return "state";
  if (rows === 0) return "empty";
  const fits = wanted === null ? methodFor(method) !== null : learnsFrom[wanted].includes(method);
  if (!fits) return "method";
  return method === "vision" && mayHaveImages === false ? "images" : null;
}
