import { describe, expect, it } from "vitest";
import { listAccountDeployments } from "../../../../main/foundry/deployments/arm.ts";
import {
  fromLegacy,
  fromProject,
  joinRows,
  type Row,
  speaking,
} from "../../../../main/foundry/deployments/rows.ts";
import { understood } from "../../../../main/foundry/endpoints/parse.ts";
import type { Deployment } from "../../../../preload/contract/deployments.ts";
import { json, servers } from "../server.ts";

const start = servers();
const resource = "https://r.services.ai.azure.com";
const resourceId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/r";

/** What one deployment is taken to speak, by its rows of these lists, first to last. */
function spokenAt(endpoint: string, ...lists: [Deployment["listedBy"][number], Row[]][]) {
  const [one] = joinRows(
    lists.map(([by, rows]) => ({ by, rows })),
    understood(endpoint),
  );
  if (!one) throw new Error("Nothing is listed");
  return [one.speaks.what, one.speaks.because];
}

const project = (modelName: string, modelPublisher: string, capabilities: object = {}, name = modelName) =>
  fromProject({ type: "ModelDeployment", name, modelName, modelPublisher, capabilities });

/** Rows as Azure Resource Manager gives them. */
async function managed(
  ...rows: { name: string; model: object; capabilities?: object | null; sku?: string }[]
) {
  const { origin } = await start((_request, response) =>
    json(response, 200, {
      value: rows.map(({ name, model, capabilities, sku = "GlobalStandard" }) => ({
        name,
        sku: { name: sku, capacity: 10 },
        properties: {
          model: { version: "1", publisher: null, ...model },
          capabilities,
          provisioningState: "Succeeded",
        },
      })),
    }),
  );
  const credential = { kind: "token" as const, for: async () => "t" };
  return listAccountDeployments({ origin, audience: origin, credential, consent: null, fetch }, resourceId);
}

const both = { area: "US", chatCompletion: "true", responses: "true", agentsV2: "true", assistants: "true" };

describe("what a deployment speaks", () => {
  it.each([
    ["gpt-5.6-sol", "OpenAI", both, "chat", "list"],
    ["Mistral-Large-3", "Mistral AI", { chatCompletion: "true" }, "chat", "list"],
    ["claude-sonnet-4-6", "Anthropic", { chatCompletion: "true", agentsV2: "true" }, "messages", "list"],
    ["claude-opus-5-5", "Anthropic", null, "messages", "list"],
    ["gpt-5.4-pro", "OpenAI", { responses: "true", agentsV2: "true" }, "responses", "list"],
    ["gpt-7-reasoner", "OpenAI", { responses: "true", chatCompletion: "false" }, "responses", "list"],
    ["Some-Partner-1", "Partner", { agentsV2: "true" }, "responses", "list"],
    ["gpt-5-codex", "OpenAI", { area: "US" }, "responses", "name"],
    ["FLUX.2-pro", "Black Forest Labs", { chatCompletion: "true" }, "pictures", "name"],
    ["gpt-image-1.5", "OpenAI", {}, "images", "name"],
    ["text-embedding-3-large", "OpenAI", { embeddings: "true" }, "embeddings", "list"],
    ["gpt-new", "OpenAI", { area: "US" }, "chat", "default"],
  ])("Azure Resource Manager's row of %s of %s", async (name, format, capabilities, what, because) => {
    const rows = await managed({ name: "d", model: { name, format }, capabilities });
    expect(spokenAt(resource, ["management", rows])).toEqual([what, because]);
  });

  it.each([
    [project("gpt-4.1-mini", "OpenAI", { chat_completion: "true", completion: "false" }), "chat", "list"],
    [project("gpt-5-codex", "OpenAI", {}), "responses", "name"],
    [
      project("gpt-5-codex", "OpenAI", { chat_completion: "false", completion: "false" }),
      "responses",
      "name",
    ],
    [project("gpt-5-pro-2025-10-06", "OpenAI", { chat_completion: "true" }), "responses", "name"],
    [project("o3-deep-research", "OpenAI"), "responses", "name"],
    [project("computer-use-preview", "OpenAI"), "responses", "name"],
    [project("codex-mini", "OpenAI"), "responses", "name"],
    [project("DeepSeek-V4-Pro", "DeepSeek", { chat_completion: "true" }), "chat", "list"],
    [project("claude-haiku-4-5", "Anthropic", {}), "messages", "list"],
    [project("claude-haiku-4-5", "Anthropic", { chat_completion: "true" }), "messages", "list"],
    [project("text-embedding-3-small", "OpenAI", { embeddings: "true" }), "embeddings", "list"],
    [project("embed-v-4-0", "Cohere", {}), "embeddings", "name"],
    [project("gpt-image-1", "OpenAI", {}), "images", "name"],
    [project("dall-e-3", "OpenAI", {}), "images", "name"],
    [project("MAI-Image-2.5", "Microsoft", {}), "pictures", "name"],
    [project("FLUX-1.1-pro", "Black Forest Labs", { chat_completion: "true" }), "pictures", "name"],
    [project("whisper", "OpenAI", {}), "audio", "name"],
    [project("gpt-4o-mini-tts", "OpenAI", {}), "audio", "name"],
    [project("gpt-realtime", "OpenAI", { chat_completion: "true" }), "audio", "name"],
    [project("gpt-4o-transcribe-diarize", "OpenAI", {}), "audio", "name"],
    [project("sora-2", "OpenAI", {}), "video", "name"],
    [project("Cohere-rerank-v4.0-pro", "Cohere", {}), "ranking", "name"],
    [project("Cohere-parse-v5", "Cohere", {}), "other", "name"],
    [project("babbage-002", "OpenAI", { completion: "true" }), "other", "list"],
    [fromLegacy({ id: "d", model: "gpt-5.1-codex-max" }), "responses", "name"],
    [fromLegacy({ id: "d", model: "claude-sonnet-4-6" }), "messages", "name"],
    [fromLegacy({ id: "d", model: "gpt-4.1" }), "chat", "default"],
    [fromLegacy({ id: "claude-sonnet-4-6" }), "messages", "name"],
    [fromLegacy({ id: "team-gpt-5-pro" }), "responses", "name"],
  ])("a row %#: %j", (rows, what, because) => {
    expect(spokenAt(resource, ["project", rows])).toEqual([what, because]);
  });

  it.each([
    [fromLegacy({ id: "my-pro-deployment", model: "gpt-4.1" })],
    [fromLegacy({ id: "gpt-5-codex", model: "gpt-4.1-mini" })],
    [fromLegacy({ id: "claude", model: "gpt-4o" })],
    [fromLegacy({ id: "sora", model: "gpt-4o" })],
    [fromLegacy({ id: "d", model: "gpt-4.1-2025-04-14.ft-0e208cf3-my-codex-pro" })],
    [fromLegacy({ id: "my-pro-deployment" })],
    [fromLegacy({ id: "image-describer" })],
    [project("gpt-4.1", "OpenAI", { chat_completion: "true" }, "text-embedding-3-large")],
  ])("a name that people gave says nothing of row %#", (rows) => {
    expect(spokenAt(resource, ["legacy", rows])[0]).toBe("chat");
  });

  it("no list takes away what another says", async () => {
    const claude = await managed({
      name: "d",
      model: { name: "opus", format: "Anthropic" },
      capabilities: { chatCompletion: "true" },
    });
    const chatting = project("opus", "Somebody", { chat_completion: "true" }, "d");
    expect(spokenAt(resource, ["management", claude], ["project", chatting])).toEqual(["messages", "list"]);
    expect(spokenAt(resource, ["project", chatting], ["management", claude])).toEqual(["messages", "list"]);
    const pro = await managed({
      name: "d",
      model: { name: "gpt-9", format: "OpenAI" },
      capabilities: { responses: "true" },
    });
    const gpt = project("gpt-9", "OpenAI", { chat_completion: "true" }, "d");
    expect(spokenAt(resource, ["management", pro], ["project", gpt])).toEqual(["responses", "list"]);
    const silent = await managed({
      name: "d",
      model: { name: "gpt-9", format: "OpenAI" },
      capabilities: null,
    });
    expect(spokenAt(resource, ["management", silent], ["project", gpt])).toEqual(["chat", "list"]);
  });

  it("a server of OpenAI's API serves any model as it likes", () => {
    const rows = (model: string, more: Partial<Row> = {}) => [{ name: model, model, ...more }];
    const at = (endpoint: string, given: Row[]) => spokenAt(endpoint, ["models", given]);
    for (const endpoint of ["http://localhost:1234/v1", "https://gw.example/v1/chat/completions"]) {
      expect(at(endpoint, rows("claude-opus-5"))).toEqual(["chat", "default"]);
      expect(at(endpoint, rows("anthropic/claude-opus-5"))).toEqual(["chat", "default"]);
      expect(at(endpoint, rows("gpt-5-pro"))).toEqual(["chat", "default"]);
      expect(at(endpoint, rows("nomic-embed-text"))).toEqual(["embeddings", "name"]);
      expect(at(endpoint, rows("bge-reranker-v2-m3"))).toEqual(["ranking", "name"]);
      expect(at(endpoint, rows("flux-chat", { capabilities: ["chat_completion"] }))).toEqual([
        "chat",
        "list",
      ]);
      expect(at(endpoint, rows("m", { capabilities: [] }))).toEqual(["other", "list"]);
    }
    expect(at("http://localhost:1234/v1/responses", rows("m"))).toEqual(["responses", "address"]);
    expect(at("https://gw.example/v1/messages", rows("m"))).toEqual(["messages", "address"]);
  });

  it("the address that was pasted counts where nothing else is known", () => {
    const at = (endpoint: string, rows: Row[]) => spokenAt(endpoint, ["legacy", rows]);
    expect(at(`${resource}/anthropic/v1/messages`, [{ name: "mine" }])).toEqual(["messages", "address"]);
    expect(at(`${resource}/openai/v1/responses`, [{ name: "mine" }])).toEqual(["responses", "address"]);
    expect(at(`${resource}/anthropic`, [{ name: "d", model: "gpt-5-pro" }])).toEqual(["responses", "name"]);
    expect(at(`${resource}/anthropic`, [{ name: "d", model: "gpt-4.1" }])).toEqual(["chat", "default"]);
    expect(at(`${resource}/openai/v1/responses`, [{ name: "d", model: "gpt-4.1" }])).toEqual([
      "responses",
      "address",
    ]);
    const chatting = project("gpt-4.1", "OpenAI", { chat_completion: "true" });
    expect(at(`${resource}/anthropic`, chatting)).toEqual(["chat", "list"]);
  });
});

describe("whether a deployment can be asked in chat", () => {
  const one = (speaks: Deployment["speaks"]["what"], more: Partial<Deployment> = {}) => {
    const [listed] = joinRows(
      [{ by: "legacy", rows: [{ name: "d", ...more } as Row] }],
      understood(resource),
    );
    if (!listed) throw new Error("Nothing is listed");
    return speaking(listed, { what: speaks, because: "list" }).chat;
  };

  it("follows from what it speaks", () => {
    for (const what of ["chat", "responses", "messages", "images"] as const)
      expect(one(what)).toEqual({ usable: true });
    for (const what of ["embeddings", "pictures", "audio", "video", "ranking", "other"] as const)
      expect(one(what)).toEqual({ usable: false, reason: "capability" });
    expect(one("responses", { status: "failed" })).toEqual({ usable: false, reason: "status" });
    expect(one("messages", { sku: "GlobalBatch" })).toEqual({ usable: false, reason: "batch" });
  });
});
