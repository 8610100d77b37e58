import { describe, expect, it } from "vitest";
import { refusal } from "../../../../main/foundry/endpoints/credentials.ts";
import { resourceBase, understandEndpoint } from "../../../../main/foundry/endpoints/parse.ts";

describe("understanding an endpoint", () => {
  const resource = "https://r.services.ai.azure.com";
  const project = `${resource}/api/projects/p`;

  it.each([
    [resource, "resource", resource],
    [`${resource}/`, "resource", resource],
    [`  ${resource}//\n`, "resource", resource],
    ["r.services.ai.azure.com", "resource", resource],
    ["HTTPS://R.Services.AI.Azure.com", "resource", resource],
    [`${resource}:443`, "resource", resource],
    [`${resource}/openai`, "resource", resource],
    [`${resource}/openai/v1`, "resource", resource],
    [`${resource}/openai/v1/`, "resource", resource],
    [`${resource}/openai/v1/chat/completions`, "resource", resource],
    [`${resource}/openai/deployments/d/chat/completions?api-version=2024-10-21#top`, "resource", resource],
    [`${resource}/anthropic/v1/messages`, "resource", resource],
    [`${resource}/models`, "resource", resource],
    [`${resource}/models/chat/completions?api-version=2024-05-01-preview`, "resource", resource],
    [`${resource}/api/projects`, "resource", resource],
    [project, "project", project],
    [`${project}/`, "project", project],
    [`${project}/openai/v1/`, "project", project],
    [`${project}/deployments?api-version=v1`, "project", project],
    ["r.services.ai.azure.com/api/projects/p", "project", project],
    ["https://r.openai.azure.com/", "resource", "https://r.openai.azure.com"],
    [
      "https://n.eastus2.inference.ml.azure.com/score",
      "machine_learning",
      "https://n.eastus2.inference.ml.azure.com",
    ],
    [
      "https://n.eastus2.inference.ml.azure.com/v1/chat/completions",
      "machine_learning",
      "https://n.eastus2.inference.ml.azure.com",
    ],
    ["https://n.eastus.models.ai.azure.com/v1", "resource", "https://n.eastus.models.ai.azure.com"],
    ["http://127.0.0.1:4000/openai/v1", "local", "http://127.0.0.1:4000"],
    ["http://localhost:4000/api/projects/p", "project", "http://localhost:4000/api/projects/p"],
    ["http://[::1]:4000/gate/openai/", "local", "http://[::1]:4000/gate"],
    ["[::1]:4000/gate", "local", "http://[::1]:4000/gate"],
    ["localhost:4000", "local", "http://localhost:4000"],
    ["https://gate.example/azure/openai/v1", "gateway", "https://gate.example/azure"],
    ["https://gate.example/models-of-ours", "gateway", "https://gate.example/models-of-ours"],
    ["https://evil.example/api/projects/p", "gateway", "https://evil.example/api/projects/p"],
  ])("%j is %s %s", (text, kind, endpoint) => {
    expect(understandEndpoint(text)).toMatchObject({ ok: true, endpoint: { kind, endpoint } });
  });

  it("names the pieces", () => {
    expect(understandEndpoint("https://r.services.ai.azure.com/gate/api/projects/my%20p/openai/v1")).toEqual({
      ok: true,
      endpoint: {
        kind: "project",
        endpoint: "https://r.services.ai.azure.com/gate/api/projects/my%20p",
        origin: "https://r.services.ai.azure.com",
        prefix: "/gate",
        resource: "r",
        project: "my p",
        deployment: null,
        apiVersion: null,
      },
    });
    expect(understandEndpoint("https://n.eastus2.inference.ml.azure.com")).toMatchObject({
      endpoint: { resource: "n.eastus2", project: null, prefix: "" },
    });
    expect(understandEndpoint("http://localhost:1/api/projects/%E0%A4%A")).toMatchObject({
      endpoint: { project: "%E0%A4%A", resource: null },
    });
  });

  it("understands what it wrote in the same way", () => {
    for (const text of [project, `${resource}/openai/v1`, "http://localhost:4000/gate/models"]) {
      const once = understandEndpoint(text);
      if (!once.ok) throw new Error(text);
      expect(understandEndpoint(once.endpoint.endpoint)).toEqual(once);
    }
  });

  it.each([
    ["", "endpoint_invalid"],
    ["   ", "endpoint_invalid"],
    ["two words", "endpoint_invalid"],
    ["https://", "endpoint_invalid"],
    ["https://[", "endpoint_invalid"],
    ["ftp://r.openai.azure.com", "endpoint_invalid"],
    ["javascript://r.openai.azure.com", "endpoint_invalid"],
    ["https://name:word@r.openai.azure.com", "endpoint_invalid"],
    ["http://r.openai.azure.com", "endpoint_not_https"],
    ["http://192.168.0.1", "endpoint_not_https"],
    ["https://r.services.ai.azure.com.evil.example", "endpoint_misleading"],
    ["https://gаte.example", "endpoint_misleading"],
  ])("%j is none: %s", (text, code) => {
    expect(understandEndpoint(text)).toMatchObject({ ok: false, diagnosis: { code } });
  });
});

it("the base of a project's endpoint is its resource, with a gateway's prefix kept", () => {
  const base = (text: string) => {
    const understanding = understandEndpoint(text);
    return understanding.ok && resourceBase(understanding.endpoint);
  };
  expect(base("https://r.services.ai.azure.com/api/projects/p/")).toBe("https://r.services.ai.azure.com");
  expect(base("http://localhost:1/gate/api/projects/p")).toBe("http://localhost:1/gate");
  expect(base("https://r.openai.azure.com/")).toBe("https://r.openai.azure.com");
});

describe("the address of chat that is given in full", () => {
  it.each([
    ["https://gw.example.com/team/llm/v1/chat/completions?api-version=x", "gateway", "/team/llm"],
    ["https://gw.example.com/team/llm/v1/chat/completions/", "gateway", "/team/llm"],
    [
      "https://apim.example.com/openai-api/deployments/gpt4/chat/completions?api-version=2024-10-21",
      "gateway",
      "/openai-api",
    ],
    ["https://gw.example.com/ai/openai/v1/chat/completions", "gateway", "/ai"],
    ["https://gw.example.com/ai/openai/deployments/d/chat/completions?api-version=preview", "gateway", "/ai"],
    [
      "https://gw.example.com/ai/openai/deployments/d/chat/completions?api-version=2024-10-21&tier=2",
      "gateway",
      "/ai",
    ],
    [
      "https://apim.example.com/v1/openai/deployments/d/chat/completions?api-version=2024-10-21",
      "gateway",
      "/v1",
    ],
    ["http://localhost:4000/v1/openai/deployments/d/chat/completions?api-version=2024-10-21", "local", "/v1"],
    ["https://llm.example.com/chat/completions", "gateway", ""],
    ["https://llm.example.com/it's/v1/chat/completions?team=a%20b", "gateway", "/it's"],
    ["https://llm.example.com/a;b/v1/chat/completions", "gateway", "/a;b"],
    ["https://n.eastus.models.ai.azure.com/v1/chat/completions", "resource", ""],
    ["https://n.eastus.models.ai.azure.com/chat/completions", "resource", ""],
    ["http://127.0.0.1:4000/v1/chat/completions?tier=2", "local_server", "/v1"],
    ["http://127.0.0.1:4000/chat/completions", "local_server", ""],
    ["http://127.0.0.1:4000/openai-api/deployments/d/chat/completions", "local", "/openai-api"],
  ])("%s is kept", (text, kind, prefix) => {
    const read = understandEndpoint(text);
    expect(read).toMatchObject({ ok: true, endpoint: { kind, endpoint: text, chat: text, prefix } });
    expect(understandEndpoint(` "${text}" `)).toEqual(read);
  });

  it.each([
    "https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
    "https://r.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview",
    "https://gw.example.com/ai/openai/deployments/d/chat/completions?api-version=2024-10-21",
    "http://127.0.0.1:11434/v1/chat/completions",
    "https://n.eastus2.inference.ml.azure.com/v1/chat/completions",
  ])("%s is what is asked first anyway, so the endpoint is kept", (text) => {
    const read = understandEndpoint(text);
    expect(read.ok && [read.endpoint.chat, read.endpoint.endpoint.includes("chat")]).toEqual([
      undefined,
      false,
    ]);
  });

  it.each([
    "https://llm.example.com/v1",
    "https://llm.example.com/api/v1/",
    "https://llm.example.com/api/v1/models",
    "https://llm.example.com/paas/v4",
    "https://llm.example.com/v1/responses",
    "https://llm.example.com/v1/messages",
    "https://llm.example.com/v1/openai",
    "https://llm.example.com/v1beta/openai/",
  ])("follows from %s, which is kept", (text) => {
    const read = understandEndpoint(text);
    const endpoint = text.replace(/\/(models|responses|messages)?$/, "");
    expect(read).toMatchObject({
      endpoint: { kind: "gateway", endpoint, chat: `${endpoint}/chat/completions` },
    });
    expect({ ...read, endpoint: { ...(read.ok && read.endpoint), dialect: undefined } }).toEqual(
      understandEndpoint(endpoint),
    );
  });

  it.each([
    "api-key",
    "subscription-key",
    "code",
    "key",
    "sig",
    "access_token",
    "accessToken",
    "subscriptionKey",
    "authorization",
    "clientSecret",
    "credential",
    "pwd",
    "apikey",
    "Ocp-Apim-Subscription-Key",
  ])("is kept without %s, which would be readable", (name) => {
    const read = understandEndpoint(
      `https://gw.example.com/v1/chat/completions?${name}=secret&api-version=x`,
    );
    expect(JSON.stringify(read)).not.toContain("secret");
    expect(read).toMatchObject({
      endpoint: { chat: "https://gw.example.com/v1/chat/completions?api-version=x" },
    });
  });
});

it.each([
  "a=b.example",
  "a;b.example",
  "'a.example",
  '"a.example',
  "a,b.example",
  "a(b).example",
  "a$b.example",
  "a*b",
])("no host is named %s", (host) => {
  expect(understandEndpoint(`https://${host}`)).not.toMatchObject({
    endpoint: { origin: `https://${host}` },
  });
  expect(
    refusal(new URL(`https://${host}`), "api_key", { origin: `https://${host}`, tokens: true })?.code,
  ).toBe("endpoint_invalid");
});

describe("the API that an address is of", () => {
  const resource = "https://r.services.ai.azure.com";
  const project = `${resource}/api/projects/p`;

  it.each([
    [`${resource}/anthropic/v1/messages`, "messages", "resource", resource],
    [`${resource}/anthropic/v1/messages/`, "messages", "resource", resource],
    [`${resource}/anthropic/v1/messages/count_tokens`, "messages", "resource", resource],
    [`${resource}/anthropic/v1`, "messages", "resource", resource],
    [`${resource}/anthropic/`, "messages", "resource", resource],
    ["https://r.openai.azure.com/anthropic", "messages", "resource", "https://r.openai.azure.com"],
    [`${resource}/v1/messages`, "messages", "resource", resource],
    [`${resource}/openai/v1/responses`, "responses", "resource", resource],
    [`${resource}/openai/v1/responses/resp_68a/input_items?order=asc`, "responses", "resource", resource],
    [`${resource}/openai/responses?api-version=2025-04-01-preview`, "responses", "resource", resource],
    [`${project}/openai/v1/responses`, "responses", "project", project],
    ["http://127.0.0.1:4000/anthropic/v1/messages", "messages", "local", "http://127.0.0.1:4000"],
    ["http://127.0.0.1:4000/anthropic/v1", "messages", "local", "http://127.0.0.1:4000"],
    ["http://127.0.0.1:4000/v1/responses", "responses", "local_server", "http://127.0.0.1:4000/v1"],
    ["http://127.0.0.1:4000/v1/messages", "messages", "local_server", "http://127.0.0.1:4000/v1"],
    ["https://gw.example/v1/messages", "messages", "gateway", "https://gw.example/v1"],
    ["https://gw.example/azure/anthropic", "messages", "gateway", "https://gw.example/azure"],
    ["https://gw.example/anthropic/v1/messages", "messages", "gateway", "https://gw.example"],
    ["https://gw.example/ai/openai/v1/responses", "responses", "gateway", "https://gw.example/ai"],
    [
      "https://gw.example/azure/openai/responses?api-version=2025-04-01-preview",
      "responses",
      "gateway",
      "https://gw.example/azure",
    ],
    // What a client has appended to an address that had it already.
    [`${resource}/anthropic/v1/messages/v1/messages`, "messages", "resource", resource],
    [`${resource}/anthropic/v1/messages/messages`, "messages", "resource", resource],
    [`${resource}/anthropic/v1/v1/messages`, "messages", "resource", resource],
    [`${resource}/anthropic/anthropic/v1/messages`, "messages", "resource", resource],
    [`${resource}/anthropic/v1/messages/anthropic/v1/messages`, "messages", "resource", resource],
    [`${resource}/anthropic/v1/messages/chat/completions`, "messages", "resource", resource],
    [`${resource}/openai/v1/openai/v1/responses`, "responses", "resource", resource],
    [`${resource}/openai/v1/responses/chat/completions`, "responses", "resource", resource],
    [`${resource}/openai/v1/responses/v1/responses`, "responses", "resource", resource],
    [`${resource}//openai//v1//responses//responses`, "responses", "resource", resource],
    [`${project}/openai/v1/openai/v1/responses`, "responses", "project", project],
    ["http://localhost:4000/v1/v1/responses", "responses", "local_server", "http://localhost:4000/v1"],
    ["https://gw.example/v1/messages/v1/messages", "messages", "gateway", "https://gw.example/v1"],
  ])("%s", (text, dialect, kind, endpoint) => {
    expect(understandEndpoint(text)).toMatchObject({ ok: true, endpoint: { kind, endpoint, dialect } });
  });

  it.each([
    resource,
    project,
    `${resource}/openai/v1/chat/completions`,
    `${resource}/openai/v1/chat/completions/chat/completions`,
    `${resource}/openai/v1/chat/completions/responses`,
    "https://gw.example/responses/openai/v1/chat/completions",
    "https://gw.example/v1/openai/v1/chat/completions",
    "https://gw.example/v1/openai",
    "http://localhost:1234/v1",
    "https://gw.example/messages-of-ours",
  ])("%s says nothing", (text) => {
    expect(understandEndpoint(text)).not.toHaveProperty("endpoint.dialect");
  });

  it.each([
    [
      "https://gw.example/ai/openai/v1/responses?a=b",
      "https://gw.example/ai/openai/v1/responses?a=b",
      "responses",
    ],
    [
      "https://gw.example/anthropic/v1/messages?a=b",
      "https://gw.example/anthropic/v1/messages?a=b",
      "messages",
    ],
    ["https://gw.example/v1/messages?tier=2", "https://gw.example/v1/messages?tier=2", "messages"],
    ["http://localhost:4000/responses", "http://localhost:4000/responses", "responses"],
    [
      "https://gw.example/ai/openai/v1/responses/chat/completions?tier=2",
      "https://gw.example/ai/openai/v1/responses?tier=2",
      "responses",
    ],
  ])("%s is kept as it stands, and says it again", (text, chat, dialect) => {
    const read = understandEndpoint(text);
    expect(read).toMatchObject({ endpoint: { chat, endpoint: chat, dialect } });
    expect(read.ok && understandEndpoint(read.endpoint.endpoint)).toEqual(read);
  });

  it("names the deployment where the request beside it does", () => {
    const call = (address: string, model: string) =>
      `curl ${address} -d '{"model": "${model}", "max_tokens": 9}'`;
    expect(understandEndpoint(call(`${resource}/anthropic/v1/messages`, "claude-opus-5"))).toMatchObject({
      endpoint: { deployment: "claude-opus-5", apiVersion: null, dialect: "messages" },
    });
    const dated = `${resource}/openai/responses?api-version=2025-04-01-preview`;
    expect(understandEndpoint(call(dated, "gpt-5-codex"))).toMatchObject({
      endpoint: { deployment: "gpt-5-codex", apiVersion: "2025-04-01-preview", dialect: "responses" },
    });
  });

  it.each([
    "https://r.services.ai.azure.com.evil.example/anthropic/v1/messages",
    "http://r.services.ai.azure.com/anthropic/v1/messages",
    "https://name:word@r.services.ai.azure.com/openai/v1/responses",
  ])("%s is none for all that", (text) => {
    expect(understandEndpoint(text).ok).toBe(false);
  });
});
