import type { ModelFamily } from "./family.ts";

/**
 * What a row may say; what it does not say is not known, and then nothing is held back. Where sources disagree on a
 * parameter it is not held back either: the service refuses it, or does not.
 */
export type FamilyRow = { models: readonly string[] } & Partial<ModelFamily>;

/** Azure OpenAI reasoning models guide, "Not supported". That some refuse `stop` too is reported, and not said there. */
const sampling = ["temperature", "top_p", "presence_penalty", "frequency_penalty"] as const;

/** Azure OpenAI reasoning models guide, "API & feature support". */
const reasoning = {
  systemRole: "developer",
  maxTokens: "max_completion_tokens",
  refuses: sampling,
} as const;
/**
 * The guide says the same of these, OpenAI's guide that temperature and top P count while the effort is `none`, which is
 * what gpt-5.1 begins with.
 */
const mayNotThink = { ...reasoning, refuses: ["presence_penalty", "frequency_penalty"] } as const;
/** The effort belongs to the guide's reasoning models only. */
const plain = {
  systemRole: "system",
  maxTokens: "max_tokens",
  reasoningEffort: [],
} as const;
/** Models of other publishers know the older name only (a reply quoted in Microsoft's questions and answers). */
const partner = { systemRole: "system", maxTokens: "max_tokens" } as const;

const lowToHigh = ["low", "medium", "high"] as const;
/**
 * `xhigh` came after gpt-5.1 (ReasoningEffort of @azure/ai-projects). The guide has `minimal` for the whole series, and of
 * models after gpt-5.1 one of its tables denies `none` and `xhigh`, another gives `none`, and the types of OpenAI's client
 * know `max` too: so these rows name no efforts.
 */
const noneToHigh = ["none", "minimal", ...lowToHigh] as const;

/**
 * Claude (Microsoft's page "Claude models in Foundry", 21 September 2026, and a recorded refusal that names the efforts of
 * 4.6). From 4.7 on sampling is refused, which several people have reported; of the models after Opus 5 no source says
 * that it is taken. Where a table and a text of that page disagree about a way of thinking, it is sent.
 */
const claude = { images: true, contextTokens: 1_000_000, outputTokens: 128_000 } as const;
const claudeOf45 = {
  images: true,
  contextTokens: 200_000,
  outputTokens: 64_000,
  thinking: ["budget", "off"],
} as const;
const unsampled = { ...claude, refuses: ["temperature", "top_p"] } as const;
const lowToMax = [...lowToHigh, "xhigh", "max"] as const;

const large = { contextTokens: 1_050_000, outputTokens: 128_000 } as const;
const usual = { contextTokens: 400_000, outputTokens: 128_000 } as const;
const chatSized = { contextTokens: 128_000, outputTokens: 16_384 } as const;
const oSized = { contextTokens: 200_000, outputTokens: 100_000 } as const;

/**
 * The families, each by the names of its models. Sources besides those above: sizes and images are from Microsoft's
 * pages "Azure OpenAI in Foundry Models" (11 June 2026) and "Other Foundry Models sold by Azure" (5 October 2026). A model
 * whose page names input and output apart has its input as the context. Where versions differ, the newest one counts.
 */
export const familyRows: readonly FamilyRow[] = [
  {
    models: ["gpt-5.5"],
    ...mayNotThink,
    ...large,
    images: true,
  },
  {
    models: ["gpt-5.4"],
    ...mayNotThink,
    ...large,
    images: true,
  },
  {
    models: ["gpt-5.4-mini", "gpt-5.4-nano"],
    ...mayNotThink,
    ...usual,
    images: true,
  },
  {
    models: ["gpt-5.2"],
    ...mayNotThink,
    ...usual,
    images: true,
  },
  {
    models: ["gpt-5.1"],
    ...mayNotThink,
    ...usual,
    images: true,
    reasoningEffort: noneToHigh,
  },
  { models: ["gpt-5.1-chat"], ...mayNotThink, ...chatSized, images: true },
  { models: ["gpt-5.2-chat", "gpt-5.3-chat", "gpt-chat-latest"], ...chatSized },
  {
    models: ["gpt-5", "gpt-5-mini", "gpt-5-nano"],
    ...reasoning,
    ...usual,
    images: true,
    reasoningEffort: ["minimal", ...lowToHigh],
  },
  { models: ["gpt-5-chat"], ...plain, ...chatSized, images: true },
  { models: ["gpt-5.4-pro"], ...reasoning, ...large, images: true },
  { models: ["gpt-5-pro"], ...reasoning, ...usual, images: true, reasoningEffort: ["high"] },
  {
    models: ["gpt-5.1-codex-max"],
    ...reasoning,
    ...usual,
    images: true,
    reasoningEffort: [...lowToHigh, "xhigh"],
  },
  { models: ["gpt-5-codex"], ...reasoning, ...usual, images: true, reasoningEffort: lowToHigh },
  {
    models: ["gpt-5.1-codex", "gpt-5.1-codex-mini", "gpt-5.2-codex", "gpt-5.3-codex"],
    ...reasoning,
    ...usual,
    images: true,
  },
  {
    models: ["o3", "o4-mini"],
    ...reasoning,
    ...oSized,
    images: true,
    reasoningEffort: lowToHigh,
  },
  {
    models: ["o3-mini"],
    ...reasoning,
    ...oSized,
    images: false,
    reasoningEffort: lowToHigh,
  },
  { models: ["o1"], ...reasoning, ...oSized, images: true, reasoningEffort: lowToHigh },
  { models: ["o3-pro", "codex-mini"], ...reasoning, ...oSized, images: true, reasoningEffort: lowToHigh },
  {
    models: ["computer-use-preview"],
    images: true,
    contextTokens: 8_192,
    outputTokens: 1_024,
  },
  {
    models: ["gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano"],
    ...plain,
    images: true,
    contextTokens: 1_047_576,
    outputTokens: 32_768,
  },
  { models: ["gpt-4o", "gpt-4o-mini"], ...plain, ...chatSized, images: true },
  // Its versions have contexts from 8,192 to 128,000 tokens, and only one takes images: the name does not tell.
  { models: ["gpt-4"], ...plain },
  { models: ["gpt-35-turbo", "gpt-3.5-turbo"], ...plain, images: false },
  {
    models: ["gpt-oss-120b", "gpt-oss-20b"],
    images: false,
    contextTokens: 131_072,
    outputTokens: 131_072,
  },
  { models: ["model-router"], images: true, contextTokens: 200_000 },
  {
    models: ["DeepSeek-V4-Pro", "DeepSeek-V4-Flash"],
    ...partner,
    images: false,
    contextTokens: 1_000_000,
    outputTokens: 384_000,
  },
  {
    models: ["DeepSeek-V3.2", "DeepSeek-V3.2-Speciale"],
    ...partner,
    images: false,
    contextTokens: 128_000,
    outputTokens: 128_000,
  },
  { models: ["DeepSeek-R1", "DeepSeek-V3", "DeepSeek-V3.1"], ...partner, images: false },
  {
    models: ["Llama-4-Maverick-17B-128E-Instruct-FP8"],
    ...partner,
    images: true,
    contextTokens: 1_000_000,
    outputTokens: 1_000_000,
  },
  {
    models: ["Llama-3.3-70B-Instruct"],
    ...partner,
    images: false,
    contextTokens: 128_000,
    outputTokens: 8_192,
  },
  { models: ["mistral-medium-3-5"], ...partner, images: true, contextTokens: 128_000, outputTokens: 128_000 },
  { models: ["Mistral-Large-3"], ...partner, images: true },
  {
    models: ["Kimi-K2.5", "Kimi-K2.6", "Kimi-K2.7-Code"],
    ...partner,
    images: true,
    contextTokens: 262_144,
    outputTokens: 262_144,
  },
  { models: ["Cohere-command-a"], ...partner, images: false, contextTokens: 131_072, outputTokens: 8_182 },
  { models: ["MAI-Thinking-1"], ...partner, images: false, contextTokens: 256_000, outputTokens: 64_000 },
  { models: ["grok-4.7"], ...partner, images: true, contextTokens: 500_000 },
  { models: ["grok-4.6"], ...partner, images: true, contextTokens: 200_000, outputTokens: 128_000 },
  { models: ["grok-4.3"], ...partner, images: false, contextTokens: 200_000, outputTokens: 8_192 },
  {
    models: ["grok-4-20-reasoning", "grok-4-20-non-reasoning", "grok-4"],
    ...partner,
    images: false,
    contextTokens: 262_000,
    outputTokens: 8_192,
  },
  {
    models: ["grok-4.1-fast-reasoning", "grok-4.1-fast-non-reasoning"],
    ...partner,
    images: true,
    contextTokens: 128_000,
    outputTokens: 128_000,
  },
  { models: ["grok-code-fast-1"], ...partner, images: false, contextTokens: 256_000, outputTokens: 8_192 },
  { models: ["claude-sonnet-4-5", "claude-haiku-4-5"], ...claudeOf45, reasoningEffort: [] },
  // The only one of its family that knows the effort ("What's new in Claude 4.5").
  { models: ["claude-opus-4-5"], ...claudeOf45, reasoningEffort: lowToHigh },
  {
    models: ["claude-opus-4-6", "claude-sonnet-4-6"],
    ...claude,
    thinking: ["adaptive", "budget", "off"],
    reasoningEffort: [...lowToHigh, "max"],
  },
  {
    models: ["claude-opus-4-7", "claude-opus-4-8", "claude-sonnet-5", "claude-opus-5", "claude-opus-5-5"],
    ...unsampled,
    thinking: ["adaptive", "off"],
    reasoningEffort: lowToMax,
  },
  {
    models: ["claude-sonnet-5-5", "claude-haiku-5-5"],
    ...unsampled,
    thinking: ["adaptive", "budget", "off"],
    reasoningEffort: lowToMax,
  },
  {
    models: ["claude-fable-5", "claude-fable-5-1", "claude-mythos-5", "claude-mythos-5-1"],
    ...unsampled,
    thinking: ["adaptive"],
    reasoningEffort: [...lowToHigh, "xhigh"],
  },
  { models: ["claude-mythos-preview"], ...unsampled, thinking: ["adaptive", "budget"] },
];
