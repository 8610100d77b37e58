import { describe, expect, it } from "vitest";
import { listDeployments } from "../../../../main/foundry/deployments/list.ts";
import { modelsOf } from "../../../../main/foundry/deployments/rows.ts";
import { diagnosisFrom, type Handler, json, key, servers, targetOf } from "../server.ts";

const start = servers();

/** Of a model nobody knows nothing is held back. */
const unknown = {
  refuses: [],
  reasoningEffort: null,
  images: null,
  contextTokens: null,
  outputTokens: null,
  thinking: null,
};

const row = (name: string, more: object = {}) => ({
  type: "ModelDeployment",
  name,
  modelName: `model-${name}`,
  modelVersion: "1",
  modelPublisher: "OpenAI",
  capabilities: { chat_completion: "true" },
  sku: { name: "GlobalStandard", capacity: 10 },
  ...more,
});
const legacy = (id: string, status: unknown = "succeeded") => ({ id, model: `model-${id}`, status });
const refused = { error: { code: "401", message: "Access denied due to invalid subscription key" } };
const absent = { error: { code: "404", message: "Resource not found" } };

/** A resource of which each list is answered as given: a body, or a status with one. */
const resource =
  (lists: { project?: Handler; legacy?: Handler; later?: Handler }): Handler =>
  (request, response) => {
    const none: Handler = (_, reply) => json(reply, 404, absent);
    if (request.path.startsWith("/api/projects/p/deployments")) (lists.project ?? none)(request, response);
    else if (request.path.endsWith("2023-03-15-preview")) (lists.legacy ?? none)(request, response);
    else if (request.path.endsWith("2024-10-21")) (lists.later ?? none)(request, response);
    else none(request, response);
  };

const says =
  (status: number, body: unknown): Handler =>
  (_, response) =>
    json(response, status, body);

const list = (origin: string, signal?: AbortSignal) =>
  listDeployments(targetOf(`${origin}/api/projects/p`), signal ? { signal } : {});
const names = ({ deployments }: { deployments: { name: string }[] }) => deployments.map(({ name }) => name);

describe("the list of deployments", () => {
  it("joins both routes by name and sorts by it", async () => {
    const server = await start(
      resource({
        project: says(200, { value: [row("b"), row("a")] }),
        legacy: says(200, { data: [legacy("c"), legacy("b", "failed")] }),
      }),
    );
    const answer = await list(server.origin);
    expect(answer.deployments).toEqual([
      {
        name: "a",
        model: "model-a",
        version: "1",
        publisher: "OpenAI",
        sku: "GlobalStandard",
        capacity: 10,
        capabilities: ["chat_completion"],
        status: "unknown",
        listedBy: ["project"],
        disagreements: [],
        traits: unknown,
        route: null,
        speaks: { what: "chat", because: "list" },
        chat: { usable: true },
      },
      expect.objectContaining({ name: "b", status: "failed", chat: { usable: false, reason: "status" } }),
      {
        name: "c",
        model: "model-c",
        version: null,
        publisher: null,
        sku: null,
        capacity: null,
        capabilities: [],
        status: "succeeded",
        listedBy: ["legacy"],
        disagreements: [],
        traits: unknown,
        route: null,
        speaks: { what: "chat", because: "default" },
        chat: { usable: true },
      },
    ]);
    expect(answer.routes).toEqual([
      { route: "project", path: "/api/projects/p/deployments", answered: true, count: 2, diagnosis: null },
      { route: "legacy", path: "/openai/deployments", answered: true, count: 2, diagnosis: null },
    ]);
    const keys = server.seen.map(({ headers }) => headers["api-key"] ?? headers.authorization);
    expect(keys.sort()).toEqual([key, `Bearer ${key}`].sort());
  });

  it("asks a resource without a project for its own list only, below a gateway's prefix", async () => {
    const server = await start((_, response) => json(response, 200, { data: [legacy("a")] }));
    const answer = await listDeployments(targetOf(`${server.origin}/gate/openai/v1`));
    expect(names(answer)).toEqual(["a"]);
    expect(server.seen.map(({ path }) => path)).toEqual([
      "/gate/openai/deployments?api-version=2023-03-15-preview",
    ]);
  });

  it("follows nextLink, absolute and relative", async () => {
    const server = await start(
      resource({
        project: ({ path }, response) => {
          const number = Number(new URL(path, "http://x").searchParams.get("page") ?? 0);
          const next = `/api/projects/p/deployments?api-version=v1&page=${number + 1}`;
          const nextLink = [`${server.origin}${next}`, next, null][number];
          json(response, 200, { value: [row(`d${number}`)], nextLink });
        },
      }),
    );
    expect(names(await list(server.origin))).toEqual(["d0", "d1", "d2"]);
  });

  it("takes no key to another origin, keeps the first page and says why it stopped", async () => {
    const other = await start((_, response) => json(response, 200, { value: [row("stolen")] }));
    const server = await start(
      resource({
        project: says(200, { value: [row("a")], nextLink: `${other.origin}/api/projects/p/deployments` }),
      }),
    );
    const answer = await list(server.origin);
    expect(names(answer)).toEqual(["a"]);
    expect(answer.routes[0]).toMatchObject({
      answered: true,
      count: 1,
      diagnosis: { code: "redirect_refused", parameters: { host: new URL(server.origin).host } },
    });
    expect(other.seen).toEqual([]);
  });

  it("keeps what it has when a later page fails, and stops in a circle", async () => {
    let pages = 0;
    const next = "/api/projects/p/deployments?page=2";
    const failing = await start(
      resource({
        project: ({ path }, response) =>
          path.endsWith("page=2")
            ? json(response, 500, {})
            : json(response, 200, { value: [row("a")], nextLink: next }),
      }),
    );
    const half = await list(failing.origin);
    expect(names(half)).toEqual(["a"]);
    expect(half.routes[0]?.diagnosis?.code).toBe("service_failed");

    const circle = await start(
      resource({
        project: (_, response) => {
          pages++;
          json(response, 200, { value: [row("a")], nextLink: next });
        },
      }),
    );
    const round = await list(circle.origin);
    expect(names(round)).toEqual(["a"]);
    expect(round.routes[0]).toMatchObject({ answered: true, diagnosis: { code: "reply_not_understood" } });
    expect(pages).toBe(100);
  });

  it("falls back to the later version only where the route is not there", async () => {
    const server = await start(resource({ later: says(200, { data: [legacy("a")] }) }));
    expect(names(await list(server.origin))).toEqual(["a"]);
    for (const status of [401, 403, 429, 500]) {
      const refusing = await start(
        resource({ legacy: says(status, refused), later: says(200, { data: [legacy("a")] }) }),
      );
      await diagnosisFrom(list(refusing.origin));
      expect(refusing.seen.map(({ path }) => path)).not.toContain(
        "/openai/deployments?api-version=2024-10-21",
      );
    }
  });

  it("does without the project's list while the legacy one answers a key", async () => {
    const server = await start(
      resource({ project: says(401, refused), legacy: says(200, { data: [legacy("a")] }) }),
    );
    const answer = await list(server.origin);
    expect(names(answer)).toEqual(["a"]);
    expect(answer.routes[0]).toMatchObject({ answered: false, count: 0, diagnosis: { code: "key_refused" } });
  });

  it.each([
    [{ project: says(401, refused) }, "key_refused"],
    [{ legacy: says(401, refused) }, "key_refused"],
    [{ project: says(500, {}), legacy: says(401, refused) }, "key_refused"],
    [{ project: says(401, refused), legacy: says(500, {}) }, "key_refused"],
    [{ project: says(200, { odd: 1 }), legacy: says(500, {}) }, "service_failed"],
    [
      {
        project: says(401, refused),
        legacy: says(403, { error: { code: "AuthenticationTypeDisabled", message: "" } }),
      },
      "key_sign_in_disabled",
    ],
    [{}, "no_list"],
  ] as const)("fails with the most telling failure when nothing answers (%#)", async (lists, code) => {
    const server = await start(resource(lists));
    expect((await diagnosisFrom(list(server.origin))).code).toBe(code);
  });

  it("tells whose host is not Microsoft's, and asks nothing", async () => {
    const sent: string[] = [];
    const target = targetOf("https://r.evilopenai.azure.example/api/projects/p", {
      fetch: async (input) => {
        sent.push(input);
        return Response.json({});
      },
    });
    expect((await diagnosisFrom(listDeployments(target))).code).toBe("endpoint_not_known");
    expect(sent).toEqual([]);
  });

  it("is cancelled by its signal", async () => {
    const server = await start(() => {});
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 30);
    expect((await diagnosisFrom(list(server.origin, abort.signal))).code).toBe("cancelled");
  });

  it("is cancelled, not half shown, when one route had answered", async () => {
    const abort = new AbortController();
    const server = await start(
      resource({
        project: says(200, { value: [row("a")] }),
        legacy: () => setTimeout(() => abort.abort(), 60),
      }),
    );
    expect((await diagnosisFrom(list(server.origin, abort.signal))).code).toBe("cancelled");
  });

  it("believes the project's list where the two disagree", async () => {
    const server = await start(
      resource({
        project: says(200, { value: [row("a", { modelName: "gpt-new" })] }),
        legacy: says(200, { data: [{ id: "a", model: "gpt-old", status: "succeeded" }] }),
      }),
    );
    expect((await list(server.origin)).deployments).toMatchObject([
      { model: "gpt-new", status: "succeeded" },
    ]);
  });

  it("holds nothing back of a deployment of which the two name different models", async () => {
    const server = await start(
      resource({
        project: says(200, { value: [row("a", { modelName: "gpt-5" }), row("b", { modelName: "gpt-5" })] }),
        legacy: says(200, {
          data: [
            { id: "a", model: "gpt-4.1", status: "succeeded" },
            { id: "b", model: "gpt-5", status: "succeeded" },
          ],
        }),
      }),
    );
    const { deployments } = await list(server.origin);
    expect(deployments.map(modelsOf)).toEqual([["gpt-5", "gpt-4.1"], "gpt-5"]);
    const [disputed, agreed] = deployments;
    expect(disputed?.traits.refuses).toEqual([]);
    expect(agreed?.traits.refuses).toContain("temperature");
    expect(modelsOf(undefined)).toBeNull();
  });

  it("may be empty", async () => {
    const server = await start(resource({ project: says(200, { value: [] }) }));
    expect(await list(server.origin)).toMatchObject({
      deployments: [],
      routes: [{ answered: true, count: 0 }, {}],
    });
  });
});

describe("a row", () => {
  const read = async (rows: unknown[], statuses: unknown[] = []) => {
    const server = await start(
      resource({ project: says(200, { data: rows, other: 1 }), legacy: says(200, { value: statuses }) }),
    );
    return (await list(server.origin)).deployments;
  };

  it("of another kind is left out, one of an unknown kind with a model is not", async () => {
    const found = await read([
      { type: "ConnectionDeployment", name: "connection" },
      { type: "Deployment", name: "plain" },
      { type: "NewDeployment", name: "new", modelName: "m" },
      { name: "untyped" },
    ]);
    expect(found.map(({ name }) => name)).toEqual(["new", "plain", "untyped"]);
  });

  it("without a name is left out, and costs no other", async () => {
    const found = await read(
      [null, 1, "x", [], {}, { name: "" }, { name: 7 }, row("a")],
      [null, { id: "" }, legacy("b")],
    );
    expect(found.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("keeps what is well formed", async () => {
    const [found] = await read(
      [
        row("a", {
          modelVersion: null,
          modelPublisher: 3,
          sku: { name: null, capacity: "10" },
          capabilities: [],
        }),
      ],
      [legacy("a", null)],
    );
    expect(found).toMatchObject({
      model: "model-a",
      version: null,
      publisher: null,
      sku: null,
      capacity: null,
      capabilities: [],
      status: "unknown",
      chat: { usable: true },
    });
  });

  it.each([
    [{ chat_completion: "true" }, "succeeded", { usable: true }],
    [{ chat_completion: true }, "succeeded", { usable: true }],
    [{ chat_completion: "false", completion: "true" }, "succeeded", { usable: false, reason: "capability" }],
    [{ embeddings: "true" }, "succeeded", { usable: false, reason: "capability" }],
    [{}, "succeeded", { usable: true }],
    [undefined, "unheard-of", { usable: false, reason: "status" }],
    [{ embeddings: "true" }, "failed", { usable: false, reason: "status" }],
    ...["running", "notRunning", "canceled", "failed", "deleted"].map(
      (status) => [{ chat_completion: "true" }, status, { usable: false, reason: "status" }] as const,
    ),
  ] as const)("with capabilities %j and status %s: %j", async (capabilities, status, chat) => {
    const [found] = await read([row("a", { capabilities })], [legacy("a", status)]);
    expect(found).toMatchObject({ status, chat });
  });

  it.each(["GlobalBatch", "DataZoneBatch"])(
    "of the type %s runs batches, whatever its flags say",
    async (name) => {
      const batch = { capabilities: { chat_completion: "true" }, sku: { name, capacity: 1 } };
      const [found] = await read([row("a", batch)], [legacy("a", "succeeded")]);
      expect(found).toMatchObject({ sku: name, chat: { usable: false, reason: "batch" } });
    },
  );
});
