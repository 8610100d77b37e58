/** How a model writes its thinking into its text. */
export interface InlineThinking {
  open: string;
  close: string;
  /** Whether the chat template may write the opening, so that the text begins in the middle of thinking. */
  mayBegin: boolean;
}

const think = { open: "<think>", close: "</think>" } as const;

/**
 * Models that are known for it, by a part of their name, as publishers and local servers spell it (`DeepSeek-R1`,
 * `deepseek-r1:8b`, `Qwen/QwQ-32B`). First match wins. Sources: the models' cards and chat templates; where thinking is
 * always on, the template ends with the opening (DeepSeek-R1 since February 2025, QwQ-32B, Qwen3-Thinking-2507).
 */
const models: [RegExp, InlineThinking][] = [
  [/magistral|ministral.*reasoning/, { open: "[THINK]", close: "[/THINK]", mayBegin: false }],
  [/exaone-?deep/, { open: "<thought>", close: "</thought>", mayBegin: true }],
  [
    /deepseek.?(r1|reasoner)|mai-ds-r1|\br1-(1776|distill)|\bqwq\b|qwen.?3.*thinking|openthinker/,
    { ...think, mayBegin: true },
  ],
  [
    /phi-?4.*reasoning|qwen-?3|deepseek.?v3\.1|kimi-k2-thinking|minimax-m[12]|\bglm-(z1|4\.[5-9])|smollm3|cogito|skywork-or1|sonar-.*reasoning|mai-thinking/,
    { ...think, mayBegin: false },
  ],
];

/** How the model of this name writes its thinking into its text; null where it is not known to do so. */
export function inlineThinkingOf(name: string): InlineThinking | null {
  const known = name.toLowerCase();
  return models.find(([pattern]) => pattern.test(known))?.[1] ?? null;
}
