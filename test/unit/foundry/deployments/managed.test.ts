import { describe, expect, it } from "vitest";
import { createManaged } from "../../../../main/foundry/deployments/managed.ts";
import { FoundryError } from "../../../../main/foundry/error.ts";
import { mangled } from "../mangled.ts";
import { diagnosisFrom, json, servers, type TestServer } from "../server.ts";

const start = servers();
const subscription = "/subscriptions/00000000-0000-4000-8000-000000000002";
const resource = `${subscription}/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a`;

const at = ({ origin }: TestServer) =>
  createManaged(
    {
      origin,
      audience: "https://management.core.windows.net/",
      credential: { kind: "token", for: async () => "token-of-the-test" },
      consent: null,
      fetch: (input, init) => fetch(input, init),
    },
    resource,
  );

const deployment = (provisioningState: string, more: object = {}) => ({
  id: `${resource}/deployments/tuned`,
  name: "tuned",
  sku: { name: "Standard", capacity: 50 },
  properties: {
    provisioningState,
    model: { format: "OpenAI", name: "gpt-4.1-mini-2025-04-14.ft-1:ckpt-step-10", version: "1" },
    ...more,
  },
  systemData: { createdAt: "2026-11-29T10:00:00.123Z" },
});
const asked = { model: "gpt-4.1-mini-2025-04-14.ft-1", version: "1", format: "OpenAI", capacity: 50 };

describe("a deployment in Azure", () => {
  it("is put with the version that knows its type, as the token's owner", async () => {
    const server = await start((_, response) => json(response, 201, deployment("Accepted")));
    const put = await at(server).put("tuned", { ...asked, sku: "Standard" });
    expect(put).toEqual({
      name: "tuned",
      state: "Accepted",
      model: "gpt-4.1-mini-2025-04-14.ft-1:ckpt-step-10",
      version: "1",
      format: "OpenAI",
      sku: "Standard",
      capacity: 50,
      createdAt: Date.parse("2026-11-29T10:00:00.123Z"),
      operation: null,
    });
    await at(server).put("tuned", { ...asked, sku: "developertier" });
    const [usual, developer] = server.seen;
    expect(usual).toMatchObject({
      method: "PUT",
      path: `${resource}/deployments/tuned?api-version=2024-10-01`,
    });
    expect(usual?.headers.authorization).toBe("Bearer token-of-the-test");
    expect(JSON.parse(usual?.body ?? "")).toEqual({
      sku: { name: "Standard", capacity: 50 },
      properties: { model: { format: "OpenAI", name: asked.model, version: "1" } },
    });
    expect(developer?.path).toBe(`${resource}/deployments/tuned?api-version=2025-07-01-preview`);
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "accepted"],
    ["something else", "[]"],
    ["null", "null"],
    ["a deployment without a name", '{"name":null,"properties":{"provisioningState":7}}'],
  ])("counts as accepted where Azure takes it and says %s", async (_, body) => {
    const server = await start((_request, response) => response.writeHead(202).end(body));
    expect(await at(server).put("tuned", { ...asked, sku: "Standard" })).toMatchObject({
      ...{ name: "tuned", state: "Accepted", model: null, operation: null },
    });
  });

  it.each([202, 204, 200])("is removed where Azure says %i, with or without words", async (status) => {
    const server = await start((_, response) => response.writeHead(status).end());
    await at(server).remove("tuned");
    expect(server.seen).toMatchObject([{ method: "DELETE", body: "" }]);
  });

  it("is read where half of it is missing, alone and in pages", async () => {
    const server = await start(({ path }, response) =>
      path.includes("skip")
        ? json(response, 200, { value: [{ name: "a/second" }, { sku: 3 }], nextLink: null })
        : json(response, 200, {
            value: [deployment("Creating"), { name: "first", sku: null, properties: null, systemData: 4 }],
            nextLink: `${server.origin}${resource}/deployments?skip=2`,
          }),
    );
    const rows = await at(server).list();
    expect(rows.map(({ name, state }) => [name, state])).toEqual([
      ["tuned", "Creating"],
      ["first", ""],
      ["second", ""],
    ]);
    expect(rows[1]).toEqual({
      ...{ name: "first", state: "", model: null, version: null, format: null },
      ...{ sku: null, capacity: null, createdAt: null },
    });
  });

  it("is told or refused with a reason, whatever is odd about the reply", async () => {
    let reply: unknown;
    const server = await start((_, response) => json(response, 200, reply));
    const textOrNull = expect.toSatisfy((value: unknown) => value === null || typeof value === "string");
    const numberOrNull = expect.toSatisfy((value: unknown) => value === null || Number.isFinite(value));
    const told = {
      ...{ name: expect.any(String), state: expect.any(String), model: textOrNull, version: textOrNull },
      ...{ format: textOrNull, sku: textOrNull, capacity: numberOrNull, createdAt: numberOrNull },
    };
    for (reply of mangled(deployment("Succeeded"))) {
      const seen = await at(server)
        .get("tuned")
        .catch((error: unknown) => error);
      if (!(seen instanceof FoundryError)) expect(seen).toEqual(told);
    }
    for (reply of mangled({ value: [deployment("Succeeded")], nextLink: null })) {
      const rows = await at(server)
        .list()
        .catch((error: unknown) => error);
      if (!(rows instanceof FoundryError)) for (const row of rows as unknown[]) expect(row).toEqual(told);
    }
  });

  it("names no address outside of the resource", async () => {
    const server = await start((_, response) => json(response, 200, {}));
    expect(() => at(server).get("..")).toThrow("deployment_not_found");
    expect(() => createManaged({ origin: server.origin } as never, "/subscriptions/../x")).toThrow(
      "input_refused",
    );
    expect(server.seen).toEqual([]);
  });
});

describe("why a deployment has failed", () => {
  const since = Date.parse("2026-11-29T10:00:00Z");
  const operation = `${subscription}/providers/Microsoft.CognitiveServices/locations/eastus2/operationResults/1`;
  const failed = (...details: object[]) => ({
    status: "Failed",
    error: { code: "ResourceDeploymentFailure", message: "It failed to complete.", details },
  });
  const why = (server: TestServer, from: string | null) =>
    at(server).whyFailed("tuned", { operation: from, since });

  it("is where Azure has said that it would tell of the request", async () => {
    const server = await start(({ method }, response) =>
      method === "PUT"
        ? response
            .writeHead(201, {
              "content-type": "application/json",
              "azure-asyncoperation": `${server.origin}${operation}?api-version=2024-10-01`,
            })
            .end(JSON.stringify(deployment("Accepted")))
        : json(response, 200, failed({ code: "InsufficientQuota", message: "Not enough quota is left." })),
    );
    const { operation: told } = await at(server).put("tuned", { ...asked, sku: "Standard" });
    const diagnosis = await why(server, told);
    expect(diagnosis).toMatchObject({ code: "deploy_quota_missing" });
    expect(diagnosis?.raw?.message).toContain("Not enough quota is left.");
    expect(server.seen[1]?.path).toBe(`${operation}?api-version=2024-10-01`);
    expect(server.seen).toHaveLength(2);
  });

  it("is the answer itself where the address is that of the result", async () => {
    const server = await start((_, response) =>
      json(response, 400, { error: { code: "InsufficientCapacity", message: "No capacity." } }),
    );
    expect(await why(server, operation)).toMatchObject({ code: "deploy_capacity_missing" });
  });

  it.each([
    ["nobody kept the address", null, 200],
    ["the operation is forgotten", operation, 404],
    ["the operation tells nothing", operation, 200],
    ["the address leads elsewhere", "https://elsewhere.example/operations/1", 200],
  ])("is in the activity log where %s", async (_, from, status) => {
    const event = (state: string, statusMessage: unknown) => ({
      status: { value: state },
      properties: { statusMessage },
    });
    const server = await start(({ path }, response) =>
      path.startsWith(operation)
        ? json(response, status, status === 200 ? { status: "Failed", error: null } : {})
        : json(response, 200, {
            value: [
              null,
              event("Started", ""),
              event("Failed", null),
              event("Failed", JSON.stringify(failed({ code: "ServiceModelDeprecated", message: "x" }))),
              event("Failed", JSON.stringify(failed({ code: "InsufficientQuota", message: "older" }))),
            ],
          }),
    );
    expect(await why(server, from)).toMatchObject({ code: "deploy_model_retired" });
    const { searchParams } = new URL(server.seen.at(-1)?.path ?? "", server.origin);
    expect(searchParams.get("$filter")).toBe(
      `eventTimestamp ge '2026-11-29T09:59:00.000Z' and resourceUri eq '${resource}/deployments/tuned'`,
    );
  });

  it("stands in Azure's words where it has no words here, and is nothing where Azure says nothing", async () => {
    let said: unknown = failed({
      code: "715-123420",
      message: "An error occurred. Please reach out to support.",
    });
    const server = await start(({ path }, response) =>
      json(response, 200, path.startsWith(operation) ? said : { value: "none" }),
    );
    const diagnosis = await why(server, operation);
    expect(diagnosis?.code).toBe("deployment_not_made");
    expect(diagnosis?.raw?.message).toContain("Please reach out to support.");
    for (said of [
      null,
      [],
      "x",
      {},
      { status: 3, error: "" },
      { status: "Failed", properties: { error: [] } },
    ])
      expect(await why(server, operation)).toBeNull();
  });

  it("is not known where the log may not be read", async () => {
    const server = await start((_, response) =>
      json(response, 403, { error: { code: "AuthorizationFailed", message: "does not have authorization" } }),
    );
    await expect(why(server, operation)).rejects.toThrow("deploy_role_missing");
  });
});

describe("the region of a resource", () => {
  const models = {
    value: [
      {
        kind: "OpenAI",
        model: {
          format: "OpenAI",
          name: "gpt-4.1-mini",
          version: "2025-04-14",
          capabilities: { fineTune: "true", chatCompletion: "true" },
          lifecycleStatus: "Deprecating",
          deprecation: { fineTune: "2027-04-14T00:00:00Z", inference: "2027-10-14T00:00:00Z" },
          skus: [{ name: "Standard" }, { name: "GlobalStandard" }, null],
        },
      },
      {
        model: {
          name: "gpt-oss-20b",
          format: "Microsoft",
          capabilities: null,
          lifecycleStatus: "Deprecated",
          deprecation: { inference: "soon" },
        },
      },
      { model: null },
    ],
  };
  const usages = {
    value: [
      {
        name: { value: "OpenAI.Standard.gpt-4.1", localizedValue: "x" },
        currentValue: 30,
        limit: 100,
        unit: "Count",
      },
      { name: null },
    ],
  };

  it("has models and quotas, asked by its short name once", async () => {
    const server = await start(({ path }, response) => {
      if (path.startsWith(`${resource}?`)) return json(response, 200, { location: "Sweden Central" });
      json(response, 200, path.includes("/models?") ? models : usages);
    });
    const managed = at(server);
    expect(await managed.models()).toEqual([
      {
        ...{ name: "gpt-4.1-mini", version: "2025-04-14", format: "OpenAI", canTune: true },
        ...{ isRetired: false, skus: ["Standard", "GlobalStandard"] },
        inferenceEnds: Date.UTC(2027, 9, 14),
        trainingEnds: Date.UTC(2027, 3, 14),
      },
      {
        ...{ name: "gpt-oss-20b", version: "", format: "Microsoft", canTune: false, skus: [] },
        isRetired: true,
        ...{ inferenceEnds: null, trainingEnds: null },
      },
    ]);
    expect(await managed.usages()).toEqual([{ name: "OpenAI.Standard.gpt-4.1", used: 30, limit: 100 }]);
    const place = `${subscription}/providers/Microsoft.CognitiveServices/locations/swedencentral`;
    expect(server.seen.map(({ path }) => path)).toEqual([
      `${resource}?api-version=2024-10-01`,
      `${place}/models?api-version=2024-10-01`,
      `${place}/usages?api-version=2024-10-01`,
    ]);
  });

  it("that is no name is not asked with", async () => {
    const server = await start((_, response) => json(response, 200, { location: "../../x" }));
    expect((await diagnosisFrom(at(server).region())).code).toBe("reply_not_understood");
    expect(server.seen).toHaveLength(1);
  });
});
