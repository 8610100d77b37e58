import type { Example, Prompt } from "./examples.ts";

/** Examples learned by heart, and how much an answer leans on them: from 0, not at all, to 1. */
export interface Memory {
  examples: readonly Example[];
  share: number;
}

/**
 * How much of an answer comes by heart after some passes over the data. A model that has seen its examples as often as the
 * service would show them begins to repeat them; one that goes on repeats little else. `usual` is how often that is.
 */
export const shareByHeart = (passes: number, usual: number): number =>
  Math.min(0.9, Math.max(0, (passes / usual - 0.75) * 1.6));

/** The answer of the example whose prompt is most like this one, by the words they share; null where none has any. */
export function byHeart({ examples }: Memory, prompt: Prompt): readonly string[] | null {
  const known = recalls.get(examples) ?? new WeakMap<Prompt, readonly string[] | null>();
  recalls.set(examples, known);
  const before = known.get(prompt);
  if (before !== undefined) return before;
  const answer = mostLike(examples, prompt);
  known.set(prompt, answer);
  return answer;
}

/** What was recalled before. */
const recalls = new WeakMap<readonly Example[], WeakMap<Prompt, readonly string[] | null>>();

function mostLike(examples: readonly Example[], prompt: Prompt): readonly string[] | null {
  const words = new Set(prompt.words);
  let found: Example | null = null;
  let most = 0;
  for (const example of examples) {
    const own = example.prompt.words;
    let shared = 0;
    for (const word of own) if (words.has(word)) shared++;
    const likeness = shared / Math.sqrt(Math.max(1, own.length));
    if (likeness > most) [found, most] = [example, likeness];
  }
  return found?.answer ?? null;
}
