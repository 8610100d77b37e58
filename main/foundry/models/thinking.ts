/** How a model writes its thinking into its text. */
export interface InlineThinking {
  open: string;
  close: string;
  /** Whether the chat template may write the opening, so that the text begins in the middle of thinking. */
  mayBegin: boolean;
}

const think = { open: "<think>", close: "</think>" } as const;

/**
 * Models that are known for it, by a part of their name, as publishers, the catalog and local servers spell it
 * (`DeepSeek-R1`, `FW-GLM-5`, `deepseek-r1:8b`, `Qwen/QwQ-32B`). First match wins. Sources: the models' cards and chat
 * templates; where thinking is always on, the template ends with the opening (DeepSeek-R1 since February 2025, QwQ-32B,
 * Qwen3-Thinking-2507). A model that is here and does not do it loses nothing: only an answer that begins with the mark
 * is taken apart.
 */
const models: [RegExp, InlineThinking][] = [
  [/magistral|ministral.*reasoning/, { open: "[THINK]", close: "[/THINK]", mayBegin: false }],
  [/exaone-?deep/, { open: "<thought>", close: "</thought>", mayBegin: true }],
  [/seed-oss/, { open: "<seed:think>", close: "</seed:think>", mayBegin: false }],
  [
    /deepseek.?(r1|reasoner)|mai-ds-r1|\br1-(1776|distill)|\bqwq\b|qwen.?3.*thinking|openthinker/,
    { ...think, mayBegin: true },
  ],
  [
    /phi-?4.*reasoning|qwen-?3|deepseek.?v3[.-][1-9]|kimi-k2|minimax-m\d|\bglm-(z1|4[.-][5-9]|[5-9])/,
    { ...think, mayBegin: false },
  ],
  [
    /smollm3|cogito|skywork-or1|sonar-.*reasoning|mai-thinking|nemotron|hermes-?[34]|exaone-?4|hunyuan|intellect-3/,
    { ...think, mayBegin: false },
  ],
  // A name that says so itself, such as Olmo-3-32B-Think, ERNIE-4.5-21B-A3B-Thinking and Fin-R1.
  [/\bthink(ing|er)?\b|-r1\b/, { ...think, mayBegin: false }],
];

/** How the model of this name writes its thinking into its text; null where it is not known to do so. */
export function inlineThinkingOf(name: string): InlineThinking | null {
  const known = name.toLowerCase();
  return models.find(([pattern]) => pattern.test(known))?.[1] ?? null;
}
