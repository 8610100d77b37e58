import { randomInt } from "node:crypto";
import type { EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";

/** The settings of a new evaluation. */
export const emptySettings = (name: string): EvaluationSettings => ({
  name,
  data: null,
  models: [],
  baseline: null,
  prompt: { kind: "row" },
  graders: [],
  lead: null,
  repeats: 1,
  atOnce: 4,
  place: { kind: "here" },
  clusters: { kind: "found" },
});

/** A seed of the order and the draw. */
export const newSeed = (): number => randomInt(2 ** 32 - 1);
