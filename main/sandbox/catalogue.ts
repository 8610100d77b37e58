import { type Exchange, sendJson } from "./exchange.ts";
import { quotaName } from "./quotas.ts";
import type { Resource } from "./resource.ts";
import { type Tunable, tunable, tunables } from "./tunable.ts";
import type { TunedModel } from "./tuned-models.ts";

type Kind = "chat" | "responses" | "messages" | "embeddings" | "other";

/** What could be deployed: model, versions, what it is for, and whether it can be fine-tuned. */
const models: readonly [name: string, versions: string[], kind: Kind, fineTune?: boolean][] = [
  ["gpt-5", ["2025-08-07"], "chat"],
  ["gpt-5-mini", ["2025-08-07"], "chat"],
  ["gpt-5-nano", ["2025-08-07"], "chat"],
  ["gpt-5.1", ["2025-11-13"], "chat"],
  ["gpt-5.2", ["2025-12-11"], "chat"],
  ["gpt-5.6-sol", ["2026-07-09"], "chat"],
  ["gpt-5-codex", ["2025-09-15"], "responses"],
  ["gpt-5-pro", ["2025-10-06"], "responses"],
  ["gpt-4.1", ["2025-04-14"], "chat", true],
  ["gpt-4.1-mini", ["2025-04-14"], "chat", true],
  ["gpt-4.1-nano", ["2025-04-14"], "chat", true],
  ["gpt-4o", ["2024-05-13", "2024-08-06", "2024-11-20"], "chat", true],
  ["gpt-4o-mini", ["2024-07-18"], "chat", true],
  ["gpt-4", ["0613", "turbo-2024-04-09"], "chat"],
  ["gpt-35-turbo", ["0613", "1106", "0125"], "chat", true],
  ["o1", ["2024-12-17"], "chat"],
  ["o3", ["2025-04-16"], "chat"],
  ["o3-mini", ["2025-01-31"], "chat"],
  ["o4-mini", ["2025-04-16"], "chat", true],
  ["DeepSeek-R1", ["1"], "chat"],
  ["DeepSeek-V3", ["1"], "chat"],
  ["Phi-4", ["2", "7"], "chat"],
  ["Phi-4-mini-instruct", ["1"], "chat"],
  // Open models can be tuned, but are not said to be (microsoft/azure-skills, platform-gotchas.md).
  ["Llama-3.3-70B-Instruct", ["4", "5"], "chat"],
  ["gpt-oss-20b", ["1"], "chat"],
  ["gpt-oss-120b", ["1"], "chat"],
  ["Ministral-3B", ["2411"], "chat"],
  ["Qwen3-32B", ["1"], "chat"],
  ["Mistral-Large-2411", ["2"], "chat"],
  ["Mistral-Large-3", ["1"], "chat"],
  ["claude-sonnet-4-6", ["1"], "messages"],
  ["claude-opus-5", ["1", "2"], "messages"],
  ["grok-3", ["1"], "chat"],
  ["text-embedding-ada-002", ["1", "2"], "embeddings"],
  ["text-embedding-3-small", ["1"], "embeddings"],
  ["text-embedding-3-large", ["1"], "embeddings"],
  ["dall-e-3", ["3.0"], "other"],
  ["gpt-image-2", ["2026-04-21"], "other"],
  ["whisper", ["001"], "other"],
  ["gpt-realtime", ["2025-08-28"], "other"],
];

const created = Date.UTC(2025, 3, 14) / 1000;
const retires = Date.UTC(2027, 3, 14) / 1000;

const rows = models.flatMap(([name, versions, kind, fineTune = false]) =>
  versions.map((version) => ({
    status: "succeeded",
    capabilities: {
      fine_tune: fineTune,
      inference: true,
      completion: false,
      chat_completion: kind === "chat",
      embeddings: kind === "embeddings",
    },
    lifecycle_status: "generally-available",
    deprecation: { ...(fineTune && { fine_tune: retires }), inference: retires },
    id: `${name}-${version}`,
    object: "model",
  })),
);

/** A tuned model as the lists have it. */
const tunedRow = ({ name, base, created }: TunedModel) => ({
  status: "succeeded",
  capabilities: {
    fine_tune: false,
    inference: true,
    completion: false,
    chat_completion: true,
    embeddings: false,
  },
  lifecycle_status: "generally-available",
  deprecation: { inference: base.ends.deployments / 1000 },
  model: base.name,
  created_at: created,
  created,
  owned_by: "organization-owner",
  id: name,
  object: "model",
});

/** `GET /openai/models`: what the resource could deploy, not what it has deployed. */
export const listModels = (exchange: Exchange, { models: tuned }: Resource): void =>
  sendJson(exchange, 200, {
    data: [...rows.map((row) => ({ ...row, created_at: created })), ...tuned.all().map(tunedRow)],
    object: "list",
  });

/** `GET /openai/v1/models`: the same catalogue in the shape of OpenAI's list. */
export const listModelsV1 = (exchange: Exchange, { models: tuned }: Resource): void =>
  sendJson(exchange, 200, {
    object: "list",
    data: [...rows.map((row) => ({ ...row, created, owned_by: "system" })), ...tuned.all().map(tunedRow)],
  });

const formats: readonly [name: RegExp, format: string][] = [
  [/^gpt-oss|^Phi/, "Microsoft"],
  [/^DeepSeek/, "DeepSeek"],
  [/^Llama/, "Meta"],
  [/^Mi(ni)?stral/, "Mistral AI"],
  [/^Qwen/, "Alibaba"],
  [/^grok/, "xAI"],
  [/^claude/, "Anthropic"],
];
const formatOf = (name: string) => formats.find(([known]) => known.test(name))?.[1] ?? "OpenAI";

/** A base model that answers chat and could be deployed; null for another. */
export function deployable(name: string, version: string): { format: string } | null {
  const found = models.find(
    ([one, versions, kind]) => one === name && versions.includes(version) && kind === "chat",
  );
  return found ? { format: formatOf(name) } : null;
}

/** The tunable model of a row of the catalogue. */
const tunableOf = (name: string, version: string): Tunable | null =>
  tunables().find((one) => one.name === `${name}-${version}`) ??
  (tunable(name)?.name === name ? tunable(name) : null);

/** The models of a region as Azure Resource Manager tells them: with when they end (`locations/{region}/models`). */
export function regionModels(): object[] {
  return models.flatMap(([name, versions, kind, isFlagged = false]) =>
    versions.map((version) => {
      const own = tunableOf(name, version);
      const ends = own?.ends ?? null;
      return {
        kind: "AIServices",
        skuName: "S0",
        model: {
          format: formatOf(name),
          name,
          version,
          // Still served: what is gone is Deprecated (Azure Resource Manager's own word for it).
          lifecycleStatus: name.startsWith("gpt-4o") ? "Deprecating" : "GenerallyAvailable",
          capabilities: {
            // Of a Claude model that is not true (recorded).
            ...((kind === "chat" || kind === "messages") && { chatCompletion: "true" }),
            ...(kind === "responses" && { responses: "true" }),
            ...(isFlagged && own && { fineTune: "true" }),
          },
          deprecation: {
            ...(isFlagged && ends && { fineTune: new Date(ends.training).toISOString() }),
            inference: new Date(ends?.deployments ?? retires * 1000).toISOString(),
          },
          skus: (own?.deploys ?? ["GlobalStandard"]).map((sku) => ({
            name: sku,
            usageName: own ? quotaName(own, sku) : `${formatOf(name)}.${sku}.${name}`,
            capacity: { minimum: 1, maximum: 1_000, default: 50 },
          })),
        },
      };
    }),
  );
}
