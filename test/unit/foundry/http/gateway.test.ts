import { describe, expect, it } from "vitest";
import { streamChat } from "../../../../main/foundry/chat/chat.ts";
import { probeChat } from "../../../../main/foundry/chat/probe.ts";
import { listDeployments } from "../../../../main/foundry/deployments/list.ts";
import type { Credential, Token } from "../../../../main/foundry/endpoints/credentials.ts";
import type { Target } from "../../../../main/foundry/http/send.ts";
import { diagnosisFrom, json, key, type Seen, servers, targetOf } from "../server.ts";

const start = servers();
const gate = "https://gate.contoso.example";

/** A gateway on another host than this computer's: the requests to it are answered by a server of the test. */
const through = (origin: string, more: Partial<Target> = {}): Target =>
  targetOf(`${gate}/ai/openai/v1`, {
    consent: { origin: gate, tokens: false },
    fetch: (input, init) => fetch(input.replace(gate, origin), init),
    ...more,
  });

const rows = { data: [{ id: "d", model: "m", status: "succeeded" }] };
const messages = { deployment: "d", messages: [], signal: new AbortController().signal };
const endOf = async (target: Target) => {
  let last: unknown;
  for await (const event of streamChat(target, messages)) last = event;
  return last;
};

describe("a gateway", () => {
  it("keeps its path prefix, the name of its key header and the headers it wants besides", async () => {
    const server = await start((_, response) => json(response, 200, rows));
    const credential: Credential = {
      kind: "api_key",
      secret: key,
      header: "Ocp-Apim-Subscription-Key",
      extraHeaders: { "x-team": "blue" },
    };
    const { deployments } = await listDeployments(through(server.origin, { credential }));
    expect(deployments.map(({ name }) => name)).toEqual(["d"]);
    const [asked] = server.seen;
    expect(asked?.path).toBe("/ai/openai/deployments?api-version=2023-03-15-preview");
    expect(asked?.headers).toMatchObject({ "ocp-apim-subscription-key": key, "x-team": "blue" });
    expect(asked?.headers["api-key"]).toBeUndefined();
    await endOf(through(server.origin, { credential, apiVersion: "2025-04-01-preview" }));
    expect(server.seen.at(-1)?.path).toBe(
      "/ai/openai/deployments/d/chat/completions?api-version=2025-04-01-preview",
    );
  });

  it("that was not confirmed gets nothing", async () => {
    const server = await start((_, response) => json(response, 200, rows));
    const target = through(server.origin, { consent: null });
    expect((await diagnosisFrom(listDeployments(target))).code).toBe("endpoint_not_known");
    expect(await endOf(target)).toMatchObject({ diagnosis: { code: "endpoint_not_known" } });
    expect(server.seen).toEqual([]);
  });

  it("gets no sign-in token without a consent for that", async () => {
    const server = await start((_, response) => json(response, 200, rows));
    const credential: Token = { kind: "token", for: async () => "token-for-the-service" };
    const refused = await diagnosisFrom(listDeployments(through(server.origin, { credential })));
    expect(refused.code).toBe("gateway_without_tokens");
    expect(server.seen).toEqual([]);
    await listDeployments(through(server.origin, { credential, consent: { origin: gate, tokens: true } }));
    expect(server.seen[0]?.headers.authorization).toBe("Bearer token-for-the-service");
  });
});

describe("another server", () => {
  const bearer = (seen: Seen[]) => JSON.stringify(seen).includes(key);
  const ways: [string, (other: string) => Parameters<typeof start>[0]][] = [
    ["a redirect", (other) => (_, response) => response.writeHead(307, { location: other }).end()],
    ["a permanent redirect", (other) => (_, response) => response.writeHead(308, { location: other }).end()],
    [
      "the next page",
      (other) => (_, response) => json(response, 200, { value: [], data: [], nextLink: `${other}/more` }),
    ],
    [
      "headers of an operation",
      (other) => (_, response) =>
        json(response, 200, rows, {
          location: other,
          "operation-location": other,
          "content-location": other,
        }),
    ],
  ];

  it.each(ways)("gets nothing by %s", async (_, answer) => {
    const other = await start((_, response) => json(response, 200, rows));
    const first = await start(answer(other.origin));
    const target = targetOf(`${first.origin}/api/projects/p`);
    await listDeployments(target).catch(() => {});
    await endOf(target);
    expect(bearer(first.seen)).toBe(true);
    expect(other.seen).toEqual([]);
  });
});

describe("the audience of a sign-in", () => {
  const refusedFor = (audience: string) => ({
    statusCode: 401,
    message: `Unauthorized. Access token is missing, invalid, audience is incorrect (${audience}), or have expired.`,
  });
  const cognitive = "https://cognitiveservices.azure.com";
  const machineLearning = "https://ml.azure.com";

  const tokenFor = (audience: string) => Buffer.from(`for ${audience}`).toString("base64url");

  /** Takes only tokens for one audience, which it names to others. */
  const taking = (audience: string, named = audience) =>
    start(({ headers, method }, response) => {
      if (headers.authorization !== `Bearer ${tokenFor(audience)}`) {
        json(response, 401, refusedFor(named));
      } else if (method === "GET") json(response, 200, rows);
      else json(response, 400, { error: { message: "[] is too short - 'messages'" } });
    });
  const signedIn = (host: string, origin: string, asked: string[]) =>
    targetOf(`https://${host}`, {
      fetch: (input, init) => fetch(input.replace(`https://${host}`, origin), init),
      credential: {
        kind: "token",
        for: async (audience) => {
          asked.push(audience);
          return tokenFor(audience);
        },
      },
    });

  it("is the one of Foundry first, then once the one that is named", async () => {
    const server = await taking(cognitive);
    const asked: string[] = [];
    const target = signedIn("r.openai.azure.com", server.origin, asked);
    expect((await listDeployments(target)).deployments).toHaveLength(1);
    expect(asked).toEqual(["https://ai.azure.com", cognitive]);
  });

  it("is Azure Machine Learning's on its hosts", async () => {
    const server = await taking(machineLearning);
    const asked: string[] = [];
    const target = signedIn("n.eastus.inference.ml.azure.com", server.origin, asked);
    expect((await probeChat(target, "d", "chat")).route).toBe("dated");
    expect(asked).toEqual(["https://ai.azure.com", machineLearning]);
  });

  it.each(["https://graph.microsoft.com", "https://management.azure.com", "https://evil.example"])(
    "is never %s, whatever a server names",
    async (named) => {
      const server = await taking(named);
      const asked: string[] = [];
      const failed = await diagnosisFrom(
        listDeployments(signedIn("r.openai.azure.com", server.origin, asked)),
      );
      expect(failed.code).toBe("token_refused");
      expect(new Set(asked)).toEqual(new Set(["https://ai.azure.com"]));
    },
  );

  it("is asked for once more only once", async () => {
    const server = await taking("https://nobody", cognitive);
    const asked: string[] = [];
    const target = signedIn("r.openai.azure.com", server.origin, asked);
    expect((await diagnosisFrom(listDeployments(target))).code).toBe("token_refused");
    expect(server.seen).toHaveLength(2);
  });
});

describe("an endpoint that lists nothing", () => {
  const container = (path: RegExp) =>
    start((request, response) =>
      path.test(request.path)
        ? json(response, 422, { detail: "messages: at least one" })
        : json(response, 404, "Not Found"),
    );

  it("says so, and is asked for the deployment that was named", async () => {
    const server = await container(/^\/v1\/chat\/completions$/);
    const host = "https://n.eastus.inference.ml.azure.com";
    const target = targetOf(`${host}/score`, {
      fetch: (input, init) => fetch(input.replace(host, server.origin), init),
    });
    const diagnosis = await diagnosisFrom(listDeployments(target));
    expect(diagnosis).toMatchObject({ code: "no_list", remedies: ["name_deployment", "check_endpoint"] });
    const { deployments, routes } = await listDeployments(target, { named: "phi" });
    expect(deployments).toMatchObject([{ name: "phi", status: "unknown", listedBy: ["typed"] }]);
    expect(routes.every(({ answered }) => !answered)).toBe(true);
    expect((await probeChat(target, "phi", "chat")).route).toBe("container");
    expect(server.seen.at(-1)).toMatchObject({ path: "/v1/chat/completions", method: "POST" });
    expect(server.seen.at(-1)?.headers.authorization).toBe(`Bearer ${key}`);
  });

  it("still tells a wrong key", async () => {
    const server = await start((_, response) => json(response, 401, { error: { code: "401" } }));
    const target = targetOf(server.origin);
    expect((await diagnosisFrom(listDeployments(target, { named: "phi" }))).code).toBe("key_refused");
    expect((await diagnosisFrom(probeChat(target, "phi", "chat"))).code).toBe("key_refused");
  });
});

it("what lists say differently of a deployment is kept", async () => {
  const server = await start((request, response) =>
    request.path.startsWith("/api/projects")
      ? json(response, 200, { value: [{ name: "d", modelName: "gpt-4.1" }, { name: "e" }] })
      : json(response, 200, { data: [{ id: "d", model: "gpt-4o", status: "succeeded" }] }),
  );
  const { deployments } = await listDeployments(targetOf(`${server.origin}/api/projects/p`));
  expect(deployments).toMatchObject([
    {
      name: "d",
      model: "gpt-4.1",
      listedBy: ["project", "legacy"],
      disagreements: [
        {
          field: "model",
          values: [
            { route: "project", value: "gpt-4.1" },
            { route: "legacy", value: "gpt-4o" },
          ],
        },
      ],
    },
    { name: "e", listedBy: ["project"], disagreements: [] },
  ]);
});
