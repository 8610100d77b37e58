/** How many tokens one example may have. */
export interface TokenLimit {
  tokens: number;
  /** Whether a page of the service says so for this model; else it is the least of what it says for any. */
  isKnown: boolean;
}

/**
 * Tokens of one example by model family (fine-tune-models page of early 2026, as old rows; the page of 2026-10-06 has
 * none). Longer names first: the first that a model's name begins with counts.
 */
const families: readonly [name: string, tokens: number][] = [
  ["gpt-4.1-nano", 32_768],
  ["gpt-4.1-mini", 65_536],
  ["gpt-4.1", 65_536],
  ["gpt-4o-mini", 65_536],
  ["gpt-4o", 65_536],
];

/** The limit for a base model, by its name with or without a version; of a tuned one by that of its base. */
export function tokenLimitOf(model: string | undefined): TokenLimit {
  const name = (model ?? "").trim().toLowerCase();
  const family = families.find(
    ([start]) => name === start || name.startsWith(`${start}-`) || name.startsWith(`${start}.`),
  );
  return family === undefined ? { tokens: 32_768, isKnown: false } : { tokens: family[1], isKnown: true };
}

/** Base models that learn from images (fine-tune-supported-models page, 2026-10-06). */
const visionModels = ["gpt-4o-2024-08-06", "gpt-4.1-2025-04-14"];

/** Whether a base model learns from images; null where no page says so for it. */
export function learnsFromImages(model: string | undefined): boolean | null {
  const name = (model ?? "").trim().toLowerCase();
  if (name === "gpt-4o" || name === "gpt-4.1") return true;
  if (visionModels.some((known) => name === known || name.startsWith(`${known}.`))) return true;
  return tokenLimitOf(model).isKnown ? false : null;
}
