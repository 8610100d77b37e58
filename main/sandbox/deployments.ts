import type { Weights } from "./training/trainer.ts";

/** What a deployment can be asked for; each has routes of its own. */
export type Api = "chat" | "responses" | "messages" | "embeddings" | "images";

/** What is deployed, how it answers and how fast. */
export interface SandboxDeployment {
  name: string;
  /** `base`: the base model of a tuned one. */
  model: { name: string; version: string; publisher: string; base?: string };
  /** What a tuned model has learned; absent for a base model. */
  weights?: Weights;
  sku: { name: string; capacity: number };
  /** In which ways it can be asked. */
  apis: readonly Api[];
  status: "accepted" | "creating" | "succeeded" | "failed" | "deleting";
  /** Until then it is deployed, but does not answer: milliseconds since the epoch. */
  answersFrom?: number;
  /** Which lists know it: an old resource may have deployments the project does not show. */
  listed: "everywhere" | "legacy";
  /** How its frames are written: OpenAI's models with filter results, others plainly. */
  dialect: "openai" | "partner";
  /** Whether it thinks first, and whether that is only counted or also shown. */
  reasoning: "none" | "hidden" | "shown";
  /** Whether it looks at images. */
  images: boolean;
  contextTokens: number;
  speed: { firstTokenMs: number; tokensPerSecond: number };
  /** `inMilliseconds`: its front end says so when its limits renew; others say it in seconds. */
  limits: { requestsPerMinute: number; tokensPerMinute: number; inMilliseconds?: true };
}

/** Whether a deployment runs batches and nothing else (Foundry deployment types). */
export const runsBatches = ({ sku }: Pick<SandboxDeployment, "sku">): boolean => sku.name.endsWith("Batch");

const both: readonly Api[] = ["chat", "responses"];
const ample = { requestsPerMinute: 6_000, tokensPerMinute: 6_000_000 };

/** Different on purpose, so that each behaviour of the service can be met by choosing a deployment. */
export const sandboxDeployments: readonly SandboxDeployment[] = [
  {
    name: "gpt-4.1-mini",
    model: { name: "gpt-4.1-mini", version: "2025-04-14", publisher: "OpenAI" },
    sku: { name: "GlobalStandard", capacity: 250 },
    apis: both,
    status: "succeeded",
    listed: "everywhere",
    dialect: "openai",
    reasoning: "none",
    images: true,
    contextTokens: 1_047_576,
    speed: { firstTokenMs: 180, tokensPerSecond: 120 },
    limits: { ...ample, inMilliseconds: true },
  },
  {
    name: "gpt-4.1",
    model: { name: "gpt-4.1", version: "2025-04-14", publisher: "OpenAI" },
    sku: { name: "DataZoneStandard", capacity: 100 },
    apis: both,
    status: "succeeded",
    listed: "everywhere",
    dialect: "openai",
    reasoning: "none",
    images: true,
    contextTokens: 1_047_576,
    speed: { firstTokenMs: 600, tokensPerSecond: 45 },
    limits: ample,
  },
  {
    name: "o4-mini",
    model: { name: "o4-mini", version: "2025-04-16", publisher: "OpenAI" },
    sku: { name: "GlobalStandard", capacity: 100 },
    apis: both,
    status: "succeeded",
    listed: "everywhere",
    dialect: "openai",
    reasoning: "hidden",
    images: true,
    contextTokens: 200_000,
    speed: { firstTokenMs: 1_800, tokensPerSecond: 80 },
    limits: ample,
  },
  {
    name: "deepseek-r1",
    model: { name: "DeepSeek-R1", version: "1", publisher: "DeepSeek" },
    sku: { name: "GlobalStandard", capacity: 20 },
    apis: ["chat"],
    status: "succeeded",
    listed: "everywhere",
    dialect: "partner",
    reasoning: "shown",
    images: false,
    contextTokens: 163_840,
    speed: { firstTokenMs: 500, tokensPerSecond: 60 },
    limits: ample,
  },
  {
    name: "embed-large",
    model: { name: "text-embedding-3-large", version: "1", publisher: "OpenAI" },
    sku: { name: "Standard", capacity: 120 },
    apis: ["embeddings"],
    status: "succeeded",
    listed: "everywhere",
    dialect: "openai",
    reasoning: "none",
    images: false,
    contextTokens: 8_191,
    speed: { firstTokenMs: 0, tokensPerSecond: 1 },
    limits: ample,
  },
  {
    name: "phi-4-failed",
    model: { name: "Phi-4", version: "7", publisher: "Microsoft" },
    sku: { name: "GlobalStandard", capacity: 1 },
    apis: ["chat"],
    status: "failed",
    listed: "everywhere",
    dialect: "partner",
    reasoning: "none",
    images: false,
    contextTokens: 16_384,
    speed: { firstTokenMs: 300, tokensPerSecond: 60 },
    limits: ample,
  },
  {
    name: "gpt-4o-limited",
    model: { name: "gpt-4o", version: "2024-11-20", publisher: "OpenAI" },
    sku: { name: "Standard", capacity: 1 },
    apis: both,
    status: "succeeded",
    listed: "everywhere",
    dialect: "openai",
    reasoning: "none",
    images: true,
    contextTokens: 128_000,
    speed: { firstTokenMs: 350, tokensPerSecond: 70 },
    limits: { requestsPerMinute: 3, tokensPerMinute: 1_000 },
  },
  {
    name: "embed-small",
    model: { name: "text-embedding-3-small", version: "1", publisher: "OpenAI" },
    sku: { name: "GlobalStandard", capacity: 120 },
    apis: ["embeddings"],
    status: "succeeded",
    listed: "everywhere",
    dialect: "openai",
    reasoning: "none",
    images: false,
    contextTokens: 8_191,
    speed: { firstTokenMs: 0, tokensPerSecond: 1 },
    limits: ample,
  },
  {
    name: "nightly-batch",
    model: { name: "gpt-4.1-mini", version: "2025-04-14", publisher: "OpenAI" },
    sku: { name: "GlobalBatch", capacity: 5_000 },
    apis: both,
    status: "succeeded",
    listed: "everywhere",
    dialect: "openai",
    reasoning: "none",
    images: true,
    contextTokens: 1_047_576,
    speed: { firstTokenMs: 180, tokensPerSecond: 120 },
    limits: ample,
  },
  {
    name: "gpt-35-turbo-classic",
    model: { name: "gpt-35-turbo", version: "0125", publisher: "OpenAI" },
    sku: { name: "Standard", capacity: 30 },
    apis: ["chat"],
    status: "succeeded",
    listed: "legacy",
    dialect: "openai",
    reasoning: "none",
    images: false,
    contextTokens: 16_385,
    speed: { firstTokenMs: 250, tokensPerSecond: 90 },
    limits: ample,
  },
  {
    name: "gpt-5.6-sol",
    model: { name: "gpt-5.6-sol", version: "2026-07-09", publisher: "OpenAI" },
    sku: { name: "GlobalStandard", capacity: 500 },
    apis: both,
    status: "succeeded",
    listed: "everywhere",
    dialect: "openai",
    reasoning: "hidden",
    images: true,
    contextTokens: 400_000,
    speed: { firstTokenMs: 900, tokensPerSecond: 90 },
    limits: ample,
  },
  {
    name: "gpt-5-codex",
    model: { name: "gpt-5-codex", version: "2025-09-15", publisher: "OpenAI" },
    sku: { name: "GlobalStandard", capacity: 100 },
    apis: ["responses"],
    status: "succeeded",
    listed: "everywhere",
    dialect: "openai",
    reasoning: "hidden",
    images: true,
    contextTokens: 400_000,
    speed: { firstTokenMs: 1_200, tokensPerSecond: 70 },
    limits: ample,
  },
  {
    name: "gpt-5-pro",
    model: { name: "gpt-5-pro", version: "2025-10-06", publisher: "OpenAI" },
    sku: { name: "GlobalStandard", capacity: 50 },
    apis: ["responses"],
    status: "succeeded",
    listed: "everywhere",
    dialect: "openai",
    reasoning: "hidden",
    images: true,
    contextTokens: 400_000,
    speed: { firstTokenMs: 20_000, tokensPerSecond: 30 },
    limits: ample,
  },
  {
    name: "claude-sonnet-4-6",
    model: { name: "claude-sonnet-4-6", version: "1", publisher: "Anthropic" },
    sku: { name: "GlobalStandard", capacity: 50 },
    apis: ["messages"],
    status: "succeeded",
    listed: "everywhere",
    dialect: "partner",
    reasoning: "shown",
    images: true,
    contextTokens: 1_000_000,
    speed: { firstTokenMs: 700, tokensPerSecond: 65 },
    limits: ample,
  },
  {
    name: "claude-opus-5",
    model: { name: "claude-opus-5", version: "2", publisher: "Anthropic" },
    sku: { name: "DataZoneStandard", capacity: 40 },
    apis: ["messages"],
    status: "succeeded",
    listed: "everywhere",
    dialect: "partner",
    reasoning: "shown",
    images: true,
    contextTokens: 1_000_000,
    speed: { firstTokenMs: 1_100, tokensPerSecond: 50 },
    limits: ample,
  },
  {
    name: "Mistral-Large-3",
    model: { name: "Mistral-Large-3", version: "1", publisher: "Mistral AI" },
    sku: { name: "GlobalStandard", capacity: 10 },
    apis: ["chat"],
    status: "succeeded",
    listed: "everywhere",
    dialect: "partner",
    reasoning: "none",
    images: true,
    contextTokens: 256_000,
    speed: { firstTokenMs: 300, tokensPerSecond: 80 },
    limits: ample,
  },
  {
    name: "gpt-image-2",
    model: { name: "gpt-image-2", version: "2026-04-21", publisher: "OpenAI" },
    sku: { name: "GlobalStandard", capacity: 9 },
    apis: ["images"],
    status: "succeeded",
    listed: "everywhere",
    dialect: "openai",
    reasoning: "none",
    images: true,
    contextTokens: 32_000,
    speed: { firstTokenMs: 6_000, tokensPerSecond: 400 },
    limits: { requestsPerMinute: 60, tokensPerMinute: 600_000 },
  },
];
