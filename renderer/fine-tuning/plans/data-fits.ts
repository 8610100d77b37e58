import type { Dataset } from "../../../preload/contract/datasets.ts";
import type { TuningMethod } from "../../../preload/contract/tuning-plans.ts";
import { exportTargets } from "../../../preload/export-targets.ts";
import type { tuningPlans } from "../../../preload/strings/tuning-plans.ts";

type Why = keyof typeof tuningPlans.data.why;

/**
 * Why a job can't learn from a dataset: a name in the words; null where it can. `mayHaveImages`: whether the model learns
 * from them, and null while no model is chosen.
 */
export function whyUnfit(
  { method, state, rows }: Pick<Dataset, "method" | "state" | "rows">,
  wanted: TuningMethod | null,
  mayHaveImages: boolean | null,
): Why | null {
  if (state !== "ready") return "state";
  if (rows === 0) return "empty";
  if (method === "evaluation") return "evaluation";
  if (method === "vision" && mayHaveImages === false) return "images";
  if (wanted === null || becomes(method, wanted)) return null;
  if (wanted === "preference") return "supervised";
  return method === "preference" ? "preference" : "images";
}

/** Whether rows of a method can be sent for a job of another. Rows with images are learned like those without. */
const becomes = (method: Dataset["method"], wanted: TuningMethod): boolean =>
  exportTargets[method].some((target) => target === wanted);

/** The method that rows are made for; null where none trains on them. */
export function methodFor(method: Dataset["method"]): TuningMethod | null {
  if (method === "vision") return "supervised";
  return method === "evaluation" ? null : method;
}
