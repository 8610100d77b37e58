import { describe, expect, it } from "vitest";
import { type ChatEvent, chatRoutes, streamChat } from "../../../../../main/foundry/chat/chat.ts";
import type { ChatRoute } from "../../../../../preload/contract/deployments.ts";
import { json, key, type Seen, servers, targetOf } from "../../server.ts";

const start = servers();

const missing = { error: { code: "404", message: "Resource not found" } };
const dated = /^\/openai\/deployments\/d\/chat\/completions/;
const v1 = /^\/openai\/v1\/chat\/completions$/;
const projectV1 = /^\/api\/projects\/p\/openai\/v1\/chat\/completions$/;

/** A project that serves chat only on paths that match; all others answer with this status and body. */
const serving = (path: RegExp, status: number, body: unknown) =>
  start((request, response) => {
    if (!path.test(request.path)) return json(response, status, body);
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(
      'data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    );
  });

async function chat(origin: string, route?: ChatRoute) {
  const target = targetOf(`${origin}/api/projects/p`);
  const events: ChatEvent[] = [];
  const request = { deployment: "d", messages: [], signal: new AbortController().signal, route };
  for await (const event of streamChat(target, request)) events.push(event);
  const started = events.find((event) => event.type === "started");
  const end = events.at(-1);
  return { started, end: end?.type === "end" ? end : null };
}

const paths = (seen: Seen[]) => seen.map(({ path }) => path.split("?")[0]);

describe("the route of a chat", () => {
  it("is the first that is there: dated, v1, the project's v1", async () => {
    for (const [path, route, tries] of [
      [dated, "dated", 1],
      [v1, "v1", 2],
      [projectV1, "project-v1", 3],
    ] as const) {
      const server = await serving(path, 404, missing);
      const { started, end } = await chat(server.origin);
      expect([started?.route, end?.end, server.seen.length]).toEqual([route, "stop", tries]);
      expect(started?.sent).toBeLessThanOrEqual(started?.at ?? 0);
    }
  });

  it("that served before is tried first", async () => {
    const server = await serving(v1, 404, missing);
    expect((await chat(server.origin, "v1")).started?.route).toBe("v1");
    expect(paths(server.seen)).toEqual(["/openai/v1/chat/completions"]);
  });

  it("gives way for an api-version that is refused", async () => {
    const refused = { error: { code: "BadRequest", message: "Unsupported api-version 2024-10-21" } };
    const server = await serving(v1, 400, refused);
    expect((await chat(server.origin)).started?.route).toBe("v1");
  });

  it.each([
    [
      404,
      { error: { code: "DeploymentNotFound", message: "The API deployment does not exist." } },
      "deployment_not_found",
    ],
    [
      401,
      { error: { code: "401", message: "Access denied due to invalid subscription key" } },
      "key_refused",
    ],
    [
      401,
      { error: { code: "PermissionDenied", message: "Principal does not have access to API/Operation." } },
      "role_missing",
    ],
    [
      403,
      { error: { code: "403", message: "Access denied due to Virtual Network/Firewall rules." } },
      "firewall",
    ],
    [429, { error: { code: "429", message: "Please retry after 7 seconds." } }, "rate_limited"],
    [400, { error: { code: "content_filter", message: "filtered" } }, "prompt_filtered"],
    [500, {}, "service_failed"],
  ])("never gives way for %i %j", async (status, body, code) => {
    const server = await serving(v1, status, body);
    const { started, end } = await chat(server.origin);
    expect([started, end?.diagnosis?.code, server.seen.length]).toEqual([undefined, code, 1]);
  });

  it("that none serves is told by the first one's answer", async () => {
    const server = await serving(/^$/, 404, missing);
    const { end } = await chat(server.origin);
    expect(end).toMatchObject({ end: "failed", diagnosis: { code: "route_not_found" } });
    expect(end?.diagnosis?.raw?.path).toMatch(dated);
    expect(server.seen).toHaveLength(3);
  });

  it("takes the key the way each route does", async () => {
    const server = await serving(projectV1, 404, missing);
    await chat(server.origin);
    expect(server.seen.map(({ headers }) => [headers["api-key"], headers.authorization])).toEqual([
      [key, undefined],
      [key, undefined],
      [undefined, `Bearer ${key}`],
    ]);
  });

  describe("that was given in full", () => {
    const givenPath = "/team/gate/openai/v1/chat/completions?api-version=x";
    const ask = async (
      address: string,
      deployment = "d",
      more: { route?: ChatRoute; apiVersion?: string } = {},
    ) => {
      const { apiVersion = null, ...rest } = more;
      const request = { deployment, messages: [], signal: new AbortController().signal, ...rest };
      const events: ChatEvent[] = [];
      for await (const event of streamChat(targetOf(address, { apiVersion }), request)) events.push(event);
      return events.find((event) => event.type === "started");
    };

    it.each([
      givenPath,
      "/openai-api/deployments/gpt4/chat/completions?api-version=2024-10-21",
      "/openai-api/deployments/gpt4/chat/completions?api-version=2024-10-21&tier=2",
      "/team/llm/v1/chat/completions?api-version=x",
      "/team/llm/v1/chat/completions",
      "/chat/completions",
      "/v2//chat/completions/?a=b%20c&a=d",
    ])("is asked first and as it stands: %s", async (path) => {
      const server = await serving(/./, 404, missing);
      await ask(server.origin + path, "gpt4");
      expect(server.seen.map((one) => one.path)).toEqual([path]);
      const gateway = chatRoutes(targetOf(`https://gw.example.com${path}`), "gpt4");
      expect([...gateway][0]?.[1].url.href).toBe(`https://gw.example.com${path}`);
    });

    it("is remembered, and gives way only where it is not there", async () => {
      const server = await serving(v1, 404, missing);
      expect((await ask(`${server.origin}/openai/v1/chat/completions?x=1`))?.route).toBe("v1");
      expect(paths(server.seen)).toEqual([
        "/openai/v1/chat/completions",
        "/openai/deployments/d/chat/completions",
        "/openai/v1/chat/completions",
      ]);
      const gate = await serving(/^\/team/, 404, missing);
      expect((await ask(gate.origin + givenPath, "d", { route: "given" }))?.route).toBe("given");
      expect(gate.seen).toHaveLength(1);
    });

    it("names the deployment that is asked, and the version that was set besides", async () => {
      const server = await serving(/./, 404, missing);
      const address = `${server.origin}/api/deployments/gpt4/chat/completions?api-version=2024-10-21&tier=2`;
      await ask(address, "another/one", { apiVersion: "2025-04-01-preview" });
      expect(server.seen[0]?.path).toBe(
        "/api/deployments/another%2Fone/chat/completions?api-version=2025-04-01-preview&tier=2",
      );
    });

    it("takes the key as such addresses do: Azure's in a header of its own, others as a bearer", () => {
      const headerOf = (path: string) =>
        [...chatRoutes(targetOf(`https://gw.example.com${path}`), "d").values()][0]?.keyHeader;
      expect([
        headerOf(givenPath),
        headerOf("/api/deployments/d/chat/completions"),
        headerOf("/team/llm/v1/chat/completions?api-version=x"),
        headerOf("/team/llm/v1"),
        headerOf("/v1/openai/chat/completions"),
        headerOf("/v1beta/openai"),
      ]).toEqual(["api-key", "api-key", "bearer", "bearer", "bearer", "bearer"]);
    });
  });

  it("of a container ends with its own path, and has no project", () => {
    const routes = chatRoutes(targetOf("https://n.eastus2.inference.ml.azure.com/score"), "d");
    expect([...routes].map(([name, { url, keyHeader }]) => [name, url.pathname, keyHeader])).toEqual([
      ["dated", "/openai/deployments/d/chat/completions", "bearer"],
      ["v1", "/openai/v1/chat/completions", "bearer"],
      ["container", "/v1/chat/completions", "bearer"],
    ]);
  });
});
