import type { JudgeCorrection } from "../contract/judges.ts";
import { fill } from "./fill.ts";
import { judgeCertificates } from "./judge-certificates.ts";

const words = judgeCertificates.corrections;

/**
 * What models would reach by the person's standards, as one sentence; null where nothing could be corrected. `nameOf` gives
 * what a model is called.
 */
export function correctedSentence(
  corrections: readonly Pick<JudgeCorrection, "modelId" | "unit" | "corrected">[],
  nameOf: (modelId: string) => string,
): string | null {
  const models = corrections.flatMap(({ modelId, unit, corrected }) => {
    if (corrected === null) return [];
    const shown = (value: number) => (unit === "share" ? percent(value) : digits(value));
    const { value, low, high } = corrected;
    const facts = { model: nameOf(modelId), value: shown(value) };
    return low === null || high === null
      ? [fill(words.ofModelBare, facts)]
      : [fill(words.ofModel, { ...facts, low: shown(low), high: shown(high) })];
  });
  return models.length === 0 ? null : fill(words.sentence, { models: models.join(words.between) });
}

const percent = (value: number): string =>
  value.toLocaleString("en", { style: "percent", maximumFractionDigits: 1 });
const digits = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 2 });
