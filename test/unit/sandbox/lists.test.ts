import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../../main/sandbox/server.ts";
import { bearer, get, sandboxes } from "./running.ts";

const start = sandboxes();
const project = "/api/projects/sandbox/deployments";

interface Page {
  value: { name: string; type: string; modelPublisher: string; capabilities: Record<string, unknown> }[];
  nextLink?: string;
}

async function pages(sandbox: Sandbox, query = ""): Promise<Page[]> {
  const all: Page[] = [];
  for (let next: string | undefined = `${project}?api-version=v1${query}`; next !== undefined; ) {
    const page = (await (await get(sandbox, next)).json()) as Page;
    all.push(page);
    next = page.nextLink;
  }
  return all;
}

const names = (all: readonly Page[]) => all.flatMap(({ value }) => value.map(({ name }) => name));

describe("the project's list", () => {
  it("comes in pages with absolute links, each deployment once, without a status", async () => {
    const sandbox = await start();
    const all = await pages(sandbox);
    expect(all.length).toBeGreaterThan(1);
    expect(all[0]?.nextLink).toMatch(new RegExp(`^${sandbox.projectEndpoint}/deployments\\?`));
    expect(names(all)).toEqual([
      "gpt-4.1-mini",
      "gpt-4.1",
      "o4-mini",
      "deepseek-r1",
      "embed-large",
      "phi-4-failed",
      "gpt-4o-limited",
      "embed-small",
      "nightly-batch",
      "gpt-5.6-sol",
      "gpt-5-codex",
      "gpt-5-pro",
      "claude-sonnet-4-6",
      "claude-opus-5",
      "Mistral-Large-3",
      "gpt-image-2",
    ]);
    const rows = all.flatMap(({ value }) => value);
    for (const row of rows) {
      expect(row.type).toBe("ModelDeployment");
      expect(Object.keys(row)).not.toContain("status");
      expect(Object.values(row.capabilities).every((value) => typeof value === "string")).toBe(true);
    }
  });

  it("filters, also across pages", async () => {
    const sandbox = await start();
    expect(names(await pages(sandbox, "&modelPublisher=DeepSeek"))).toEqual(["deepseek-r1"]);
    expect(names(await pages(sandbox, "&modelName=gpt-4o"))).toEqual(["gpt-4o-limited"]);
    expect(names(await pages(sandbox, "&deploymentType=Other"))).toEqual([]);
    const openai = await pages(sandbox, "&modelPublisher=OpenAI&deploymentType=ModelDeployment");
    expect(openai.length).toBeGreaterThan(1);
    expect(names(openai)).toHaveLength(11);
  });

  it("shows one deployment", async () => {
    const sandbox = await start();
    const one = await get(sandbox, `${project}/o4-mini?api-version=v1`);
    expect(await one.json()).toMatchObject({
      name: "o4-mini",
      modelName: "o4-mini",
      modelVersion: "2025-04-16",
    });
    expect((await get(sandbox, `${project}/nobody?api-version=v1`)).status).toBe(404);
    expect((await get(sandbox, `${project}/%E0%A4%A?api-version=v1`)).status).toBe(404);
  });

  it("takes the key or a token as Bearer, and no key header", async () => {
    const sandbox = await start();
    const status = async (headers: Record<string, string>) =>
      (await get(sandbox, `${project}?api-version=v1`, headers)).status;
    expect(await status(bearer(sandbox))).toBe(200);
    expect(await status({ authorization: `Bearer ${sandbox.token}` })).toBe(200);
    expect(await status({ "api-key": sandbox.apiKey })).toBe(401);
    expect(await status({})).toBe(401);
  });

  it("refuses a page that is no number", async () => {
    const reply = await get(await start(), `${project}?api-version=v1&skip=-1`);
    expect(reply.status).toBe(400);
    expect(reply.headers.get("x-ms-error-code")).toBe("invalid_value");
  });
});

describe("the legacy list", () => {
  const path = "/openai/deployments?api-version=2023-03-15-preview";

  it("has every deployment with its status", async () => {
    const sandbox = await start();
    const { data, object } = (await (await get(sandbox, path, { "api-key": sandbox.apiKey })).json()) as {
      data: { id: string; model: string; status: string; object: string }[];
      object: string;
    };
    expect(object).toBe("list");
    const status = Object.fromEntries(data.map((row) => [row.id, row.status]));
    expect(status).toMatchObject({ "gpt-4.1-mini": "succeeded", "phi-4-failed": "failed" });
    expect(status).toHaveProperty("gpt-35-turbo-classic", "succeeded");
    expect(data[0]).toMatchObject({
      model: "gpt-4.1-mini",
      object: "deployment",
      owner: "organization-owner",
    });
  });

  it.each(["2024-10-21", "2023-05-15", "v1", ""])("is not there on version '%s'", async (version) => {
    const reply = await get(await start(), `/openai/deployments?api-version=${version}`);
    expect(reply.status).toBe(404);
    expect(await reply.json()).toEqual({ error: { code: "404", message: "Resource not found" } });
  });
});

describe("other addresses", () => {
  it.each([
    "/",
    "/deployments?api-version=v1",
    "/api/projects/sandbox//deployments?api-version=v1",
    "//openai/deployments?api-version=2023-03-15-preview",
    "/openai//deployments?api-version=2023-03-15-preview",
    "/api/projects/another/deployments?api-version=v1",
    `${project}`,
    "/openai/models",
  ])("%s is not found", async (path) => {
    const sandbox = await start();
    const reply = await fetch(sandbox.url + path, { headers: bearer(sandbox) });
    expect(reply.status).toBe(404);
    expect(await reply.json()).toEqual({ error: { code: "404", message: "Resource not found" } });
  });

  it("tells of its model at /models/info", async () => {
    const info = await get(await start(), "/models/info?api-version=2024-05-01-preview");
    expect(await info.json()).toEqual({
      model_name: "gpt-4.1-mini",
      model_type: "chat_completion",
      model_provider_name: "OpenAI",
    });
  });

  it("has a catalogue with what each model can do", async () => {
    const { data } = (await (await get(await start(), "/openai/models?api-version=2024-10-21")).json()) as {
      data: { id: string; capabilities: Record<string, boolean>; lifecycle_status: string }[];
    };
    const row = data.find(({ id }) => id === "text-embedding-3-large-1");
    expect(row).toMatchObject({
      capabilities: { chat_completion: false, embeddings: true },
      object: "model",
    });
    expect(data.filter(({ capabilities }) => capabilities.fine_tune).length).toBeGreaterThan(5);
  });
});
