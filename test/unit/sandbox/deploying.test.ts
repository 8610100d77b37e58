import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../../main/sandbox/server.ts";
import { ask, get, prompt, sandboxes } from "./running.ts";
import { becomes, clients, conversations, linesOf, uploaded } from "./training-client.ts";

const start = sandboxes();
const second = 1_000;
const hour = 3_600 * second;
const account =
  "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/sandbox/providers/Microsoft.CognitiveServices/accounts/sandbox";
const region =
  "/subscriptions/00000000-0000-4000-8000-000000000002/providers/Microsoft.CognitiveServices/locations/eastus2";

const managed = (sandbox: Sandbox, method: string, path: string, body?: object) =>
  fetch(`${sandbox.url}${path}?api-version=2024-10-01`, {
    method,
    headers: { authorization: `Bearer ${sandbox.token}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });

interface Wanted {
  model: string;
  format?: string;
  version?: string;
  sku?: string;
  capacity?: number;
}
const put = (sandbox: Sandbox, name: string, wanted: Wanted) => {
  const { model, format = "OpenAI", version = "1", sku = "GlobalStandard", capacity = 50 } = wanted;
  return managed(sandbox, "PUT", `${account}/deployments/${name}`, {
    sku: { name: sku, capacity },
    properties: { model: { format, name: model, version } },
  });
};
const stateOf = async (sandbox: Sandbox, name: string) => {
  const reply = await managed(sandbox, "GET", `${account}/deployments/${name}`);
  const { properties } = (await reply.json()) as { properties?: { provisioningState: string } };
  return properties?.provisioningState ?? reply.status;
};
const codeOf = async (reply: Response) => ((await reply.json()) as { error: { code: string } }).error.code;
const tokens = prompt("Say exactly: yes", { max_completion_tokens: 1 });

/** A sandbox with a model tuned from `base`, in which time then passes as it does. */
async function tuned(base = "gpt-4.1-mini-2025-04-14", rows = conversations(40)) {
  const sandbox = await start();
  const openai = clients.v1(sandbox);
  const { id: training_file } = await uploaded(openai, linesOf(rows));
  const body = { model: base, training_file, trainingType: "GlobalStandard", seed: 7 };
  const { id } = await openai.fineTuning.jobs.create(body);
  const job = await becomes(openai, id, (status) => status === "succeeded");
  sandbox.setSpeed(1);
  return { sandbox, openai, job, model: String(job.fine_tuned_model) };
}

it("a tuned model is accepted, created, has succeeded and only then becomes ready", async () => {
  const { sandbox, model } = await tuned();
  const reply = await put(sandbox, "support", { model });
  expect(reply.status).toBe(201);
  expect(await reply.json()).toMatchObject({
    name: "support",
    sku: { name: "GlobalStandard", capacity: 50 },
    properties: { provisioningState: "Accepted", model: { format: "OpenAI", name: model, version: "1" } },
  });
  expect((await ask(sandbox, "support", tokens)).status).toBe(404);
  sandbox.skip(5 * second);
  expect(await stateOf(sandbox, "support")).toBe("Creating");
  sandbox.skip(40 * second);
  expect(await stateOf(sandbox, "support")).toBe("Succeeded");
  const early = await ask(sandbox, "support", tokens);
  expect(early.status).toBe(503);
  expect(await codeOf(early)).toBe("DeploymentNotReady");
  sandbox.skip(90 * second);
  const answer = await ask(sandbox, "support", tokens);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ model });

  for (const path of [
    `/api/projects/sandbox/deployments?api-version=v1&modelName=${encodeURIComponent(model)}`,
  ])
    expect(await (await get(sandbox, path)).json()).toMatchObject({
      value: [{ name: "support", modelName: model }],
    });
  const legacy = await (await get(sandbox, "/openai/deployments?api-version=2023-03-15-preview")).json();
  expect(legacy).toMatchObject({
    data: expect.arrayContaining([expect.objectContaining({ id: "support", model })]),
  });
});

it("one that was accepted can end as failed, and the operation and the activity log say why", async () => {
  const { sandbox, model } = await tuned();
  sandbox.faults.set("management", "ends-without-capacity");
  const reply = await put(sandbox, "support", { model });
  const operation = new URL(reply.headers.get("azure-asyncoperation") ?? "");
  const read = async (path: string) => (await managed(sandbox, "GET", path)).json();
  expect(await read(operation.pathname)).toMatchObject({ status: "InProgress" });
  sandbox.skip(60 * second);
  expect(await stateOf(sandbox, "support")).toBe("Failed");
  const reason = { status: "Failed", error: { details: [{ code: "InsufficientCapacity" }] } };
  expect(await read(operation.pathname)).toMatchObject(reason);
  const log = await fetch(
    `${sandbox.url}/subscriptions/00000000-0000-4000-8000-000000000002/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=${encodeURIComponent(`resourceUri eq '${account}/deployments/support'`)}`,
    { headers: { authorization: `Bearer ${sandbox.token}` } },
  );
  const { value } = (await log.json()) as { value: { properties: { statusMessage: string } }[] };
  expect(JSON.parse(value[0]?.properties.statusMessage ?? "")).toMatchObject(reason);
  sandbox.faults.set("management", null);
  expect((await put(sandbox, "support", { model })).status).toBe(400);
  await managed(sandbox, "DELETE", `${account}/deployments/support`);
  sandbox.skip(20 * second);
  expect((await put(sandbox, "support", { model })).status).toBe(201);
});

it("another capacity is 200, and begins nothing anew", async () => {
  const { sandbox, model } = await tuned();
  await put(sandbox, "support", { model });
  sandbox.skip(200 * second);
  const reply = await put(sandbox, "support", { model, capacity: 60 });
  expect(reply.status).toBe(200);
  expect(await reply.json()).toMatchObject({
    sku: { capacity: 60 },
    properties: { provisioningState: "Succeeded" },
  });
});

describe("a deployment is refused", () => {
  it("with nothing at all for a model of another maker", async () => {
    const { sandbox, model } = await tuned("gpt-oss-20b");
    const reply = await put(sandbox, "open", { model });
    expect([reply.status, await reply.text()]).toEqual([500, ""]);
    expect((await put(sandbox, "open", { model, format: "Microsoft" })).status).toBe(201);
  });

  it("while another is being made or deleted", async () => {
    const { sandbox, model } = await tuned();
    await put(sandbox, "one", { model });
    const reply = await put(sandbox, "two", { model });
    expect(reply.status).toBe(409);
    expect(await codeOf(reply)).toBe("RequestConflict");
  });

  it("for what its model cannot be deployed on, and for a model that is not there", async () => {
    const { sandbox, model } = await tuned("gpt-4o-mini-2024-07-18");
    expect(await codeOf(await put(sandbox, "a", { model, sku: "developertier" }))).toBe(
      "InvalidResourceProperties",
    );
    expect(await codeOf(await put(sandbox, "a", { model: `${model}x` }))).toBe("DeploymentModelNotSupported");
    expect(await codeOf(await put(sandbox, "a", { model, capacity: 0 }))).toBe("InvalidResourceProperties");
  });

  it("beyond the quota, which comes back some time after a deployment is gone", async () => {
    const { sandbox, model } = await tuned();
    await put(sandbox, "big", { model, capacity: 400 });
    sandbox.skip(60 * second);
    const reply = await put(sandbox, "more", { model, capacity: 200 });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({
      error: {
        code: "InsufficientQuota",
        message: expect.stringContaining("bigger than the current available capacity 100"),
      },
    });
    const used = async () => {
      const { value } = (await (await managed(sandbox, "GET", `${region}/usages`)).json()) as {
        value: { name: { value: string }; currentValue: number; limit: number }[];
      };
      return value.find(({ name }) => name.value === "OpenAI.GlobalStandard.gpt-4.1-mini-finetune")
        ?.currentValue;
    };
    expect(await used()).toBe(400);
    expect((await managed(sandbox, "DELETE", `${account}/deployments/big`)).status).toBe(202);
    expect(await stateOf(sandbox, "big")).toBe("Deleting");
    sandbox.skip(6 * second);
    expect(await stateOf(sandbox, "big")).toBe(404);
    expect(await used()).toBe(400);
    expect((await put(sandbox, "more", { model, capacity: 200 })).status).toBe(400);
    sandbox.skip(15 * second);
    expect(await used()).toBe(0);
    expect((await put(sandbox, "more", { model, capacity: 200 })).status).toBe(201);
    expect((await managed(sandbox, "DELETE", `${account}/deployments/nobody`)).status).toBe(204);
  });

  it.each([
    ["conflict", 409],
    ["no-quota", 429],
    ["empty-error", 500],
  ] as const)("where that is switched on: %s", async (fault, status) => {
    const { sandbox, model } = await tuned();
    sandbox.faults.set("management", fault);
    expect((await put(sandbox, "a", { model })).status).toBe(status);
  });

  it("with a key", async () => {
    const { url, apiKey } = await start();
    const reply = await fetch(`${url}${account}/deployments/a?api-version=2024-10-01`, {
      method: "PUT",
      headers: { "api-key": apiKey },
    });
    expect(reply.status).toBe(401);
  });
});

it("a Developer deployment is gone after a day, whatever is asked of it", async () => {
  const { sandbox, model } = await tuned();
  expect(await (await put(sandbox, "trial", { model, sku: "developertier" })).json()).toMatchObject({
    sku: { name: "DeveloperTier" },
  });
  sandbox.skip(23 * hour);
  expect((await ask(sandbox, "trial", tokens)).status).toBe(200);
  sandbox.skip(1.01 * hour);
  expect((await ask(sandbox, "trial", tokens)).status).toBe(404);
  expect(await stateOf(sandbox, "trial")).toBe(404);
});

it("another is gone after fifteen days in which nobody asked it", async () => {
  const { sandbox, model } = await tuned();
  await put(sandbox, "support", { model });
  sandbox.skip(14 * 24 * hour);
  expect((await ask(sandbox, "support", tokens)).status).toBe(200);
  sandbox.skip(14 * 24 * hour);
  expect(await stateOf(sandbox, "support")).toBe("Succeeded");
  sandbox.skip(2 * 24 * hour);
  expect(await stateOf(sandbox, "support")).toBe(404);
  // What was there before, and base models, stay.
  expect(await stateOf(sandbox, "gpt-4.1")).toBe("Succeeded");
});

it("a model that is deployed cannot be deleted", async () => {
  const { sandbox, job, model } = await tuned();
  await put(sandbox, "support", { model });
  const remove = () =>
    fetch(`${sandbox.url}/openai/fine_tuning/jobs/${job.id}?api-version=2025-04-01-preview`, {
      method: "DELETE",
      headers: { "api-key": sandbox.apiKey },
    });
  const refused = await remove();
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain("cannot be deleted while it is deployed");
  sandbox.skip(60 * second);
  await managed(sandbox, "DELETE", `${account}/deployments/support`);
  sandbox.skip(10 * second);
  expect((await remove()).status).toBe(204);
  expect((await put(sandbox, "support", { model })).status).toBe(400);
});

it("a checkpoint is deployed under its own name", async () => {
  const { sandbox, openai, job } = await tuned();
  const [, checkpoint] = (await openai.fineTuning.jobs.checkpoints.list(job.id)).data;
  const model = String(checkpoint?.fine_tuned_model_checkpoint);
  expect((await put(sandbox, "middle", { model })).status).toBe(201);
  sandbox.skip(200 * second);
  expect(await (await ask(sandbox, "middle", tokens)).json()).toMatchObject({ model });
});

it("a model that was tuned on calls of tools calls the right one, where it may", async () => {
  const tool = (name: string, parameter: string) => ({
    type: "function" as const,
    function: { name, parameters: { type: "object", properties: { [parameter]: { type: "string" } } } },
  });
  const tools = [tool("find_weather", "city"), tool("write_letter", "to")];
  const weather = (city: string, at: number) => ({
    asked: `How warm is it in ${city} on day ${at}?`,
    called: { name: "find_weather", arguments: JSON.stringify({ city }) },
  });
  const letter = (to: string, at: number) => ({
    asked: `Tell ${to} by post that I come on day ${at}.`,
    called: { name: "write_letter", arguments: JSON.stringify({ to }) },
  });
  const names = ["Oslo", "Lima", "Turin", "Perth", "Accra"];
  const rows = Array.from({ length: 40 }, (_, at) => {
    const { asked, called } = (at % 2 === 0 ? weather : letter)(names[at % 5] ?? "", at);
    const calls = [{ id: `call_${at}`, type: "function", function: called }];
    return {
      messages: [
        { role: "user", content: asked },
        { role: "assistant", tool_calls: calls },
      ],
      tools,
    };
  });
  const { sandbox, openai, model } = await tuned("gpt-4.1-mini-2025-04-14", rows);
  await put(sandbox, "caller", { model });
  sandbox.skip(200 * second);
  for (const { asked, called } of [weather("Perth", 900), letter("Lima", 901), weather("Turin", 902)]) {
    const messages = [{ role: "user" as const, content: asked }];
    const { choices } = await openai.chat.completions.create({ model: "caller", messages, tools });
    expect(choices[0]).toMatchObject({
      finish_reason: "tool_calls",
      message: { content: null, tool_calls: [{ type: "function", function: called }] },
    });
    const plain = await openai.chat.completions.create({ model: "caller", messages });
    expect(plain.choices[0]?.finish_reason).toBe("stop");
    expect(plain.choices[0]?.message.content).not.toContain("find_weather");
  }
});

it("a region tells when its models end, and does not say that open ones can be tuned", async () => {
  const sandbox = await start();
  const { value } = (await (await managed(sandbox, "GET", `${region}/models`)).json()) as {
    value: {
      model: { name: string; capabilities: object; deprecation: object; format: string; skus: object[] };
    }[];
  };
  const model = (name: string) => value.find((row) => row.model.name === name)?.model;
  expect(model("gpt-4.1-mini")).toMatchObject({
    format: "OpenAI",
    capabilities: { fineTune: "true" },
    deprecation: { fineTune: "2027-04-14T00:00:00.000Z", inference: "2027-10-14T00:00:00.000Z" },
    skus: expect.arrayContaining([expect.objectContaining({ name: "DeveloperTier" })]),
  });
  expect(model("gpt-oss-20b")).toMatchObject({ format: "Microsoft" });
  expect(model("gpt-oss-20b")?.capabilities).not.toHaveProperty("fineTune");
  expect(await (await managed(sandbox, "GET", account)).json()).toMatchObject({ location: "eastus2" });
});
