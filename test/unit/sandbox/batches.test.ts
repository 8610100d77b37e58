import type OpenAI from "openai";
import { AzureOpenAI, toFile } from "openai";
import type { BatchCreateParams } from "openai/resources/batches";
import { describe, expect, it } from "vitest";
import { ask, sandboxes } from "./running.ts";
import { clients, linesOf } from "./training-client.ts";

/** The `openai` package drives batches and embeddings of the sandbox as it is. */

const start = sandboxes();

const line = (id: string, content: string) => ({
  ...{ custom_id: id, method: "POST", url: "/v1/chat/completions" },
  body: { model: "nightly-batch", messages: [{ role: "user", content }] },
});

async function sent(openai: OpenAI, rows: readonly unknown[]) {
  const file = await openai.files.create({
    file: await toFile(Buffer.from(linesOf(rows)), "lines.jsonl"),
    purpose: "batch",
  });
  return openai.files.waitForProcessing(file.id, { pollInterval: 2 });
}

const created = (openai: OpenAI, input_file_id: string, more: Partial<BatchCreateParams> = {}) =>
  openai.batches.create({
    ...{ input_file_id, endpoint: "/v1/chat/completions", completion_window: "24h" },
    ...more,
  });

describe.each(Object.entries(clients))("batches by the openai package on %s", (way, client) => {
  it("run to their end, with what was answered in one file and what failed in another", async () => {
    const openai = client(await start());
    const { id: file } = await sent(openai, [line("a", "Say exactly: yes"), line("b", "sandbox-line-fails")]);
    const begun = await created(openai, file, { metadata: { run: "1" } });
    // As the guide's samples of the dated route have it.
    expect(begun.status).toBe(way === "dated" ? "Validating" : "validating");
    let batch = begun;
    const look = async () => {
      batch = await openai.batches.retrieve(begun.id);
      return batch.status.toLowerCase();
    };
    await expect.poll(look, { interval: 2, timeout: 10_000 }).toBe("completed");
    expect(batch.request_counts).toEqual({ total: 2, completed: 1, failed: 1 });
    expect(batch.metadata).toEqual({ run: "1" });
    expect(batch.usage?.total_tokens).toBeGreaterThan(0);
    const output = await (await openai.files.content(batch.output_file_id ?? "")).text();
    const [answer] = output
      .trim()
      .split("\n")
      .map((one) => JSON.parse(one));
    expect(answer).toMatchObject({ custom_id: "a", error: null, response: { status_code: 200 } });
    expect(answer.response.body.choices[0].message.content).toBe("yes");
    const errors = await (await openai.files.content(batch.error_file_id ?? "")).text();
    expect(JSON.parse(errors)).toMatchObject({ custom_id: "b", response: { status_code: 500 } });
    const listed = [];
    for await (const one of openai.batches.list({ limit: 1 })) listed.push(one.id);
    expect(listed).toEqual([begun.id]);
    await expect(openai.batches.cancel(begun.id)).rejects.toMatchObject({ status: 409 });
  });
});

it("a batch whose lines all went well has an empty file of errors on the dated route, and none on v1", async () => {
  const sandbox = await start();
  for (const way of ["dated", "v1"] as const) {
    const openai = clients[way](sandbox);
    const { id } = await created(openai, (await sent(openai, [line("a", "Hi")])).id);
    await expect
      .poll(async () => (await openai.batches.retrieve(id)).status.toLowerCase(), { interval: 2 })
      .toBe("completed");
    const { error_file_id: errors } = await openai.batches.retrieve(id);
    if (way === "v1") expect(errors).toBeNull();
    else expect((await openai.files.retrieve(errors ?? "")).bytes).toBe(0);
  }
});

it("batches want a file that is theirs, a day, and files that last two weeks at least", async () => {
  const openai = clients.v1(await start());
  const { id } = await sent(openai, [line("a", "Hi")]);
  const soon = { output_expires_after: { anchor: "created_at" as const, seconds: 3_600 } };
  await expect(created(openai, id, soon)).rejects.toMatchObject({ status: 400 });
  await expect(created(openai, "file-none")).rejects.toMatchObject({ status: 404 });
  const others = await openai.files.create({
    file: await toFile(Buffer.from("{}\n"), "x.jsonl"),
    purpose: "assistants",
  });
  await openai.files.waitForProcessing(others.id, { pollInterval: 2 });
  await expect(created(openai, others.id)).rejects.toThrow("another purpose");
  const twoWeeks = { output_expires_after: { anchor: "created_at" as const, seconds: 1_209_600 } };
  expect((await created(openai, id, twoWeeks)).status).toBe("validating");
});

it("a deployment for batches answers no chat, in the words for a model that does not", async () => {
  const reply = await ask(await start(), "nightly-batch", { messages: [{ role: "user", content: "Hi" }] });
  expect(reply.status).toBe(400);
  expect(await reply.json()).toMatchObject({
    error: {
      code: "OperationNotSupported",
      message: expect.stringContaining(
        "chatCompletion operation does not work with the specified model, gpt-4.1-mini",
      ),
    },
  });
});

describe.each(Object.entries(clients))("embeddings by the openai package on %s", (_way, client) => {
  it("come as it asks for them, in base64, and as numbers where it is told to", async () => {
    const openai = client(await start());
    const input = ["one", "two words"];
    const { data, usage, model } = await openai.embeddings.create({ model: "embed-small", input });
    expect(data.map(({ index, embedding }) => [index, embedding.length])).toEqual([
      [0, 1_536],
      [1, 1_536],
    ]);
    expect(model).toBe("text-embedding-3-small");
    expect(usage.total_tokens).toBe(usage.prompt_tokens);
    const plain = await openai.embeddings.create({ model: "embed-small", input, encoding_format: "float" });
    expect(plain.data[0]?.embedding[7]).toBeCloseTo(data[0]?.embedding[7] ?? 9, 6);
    const short = await openai.embeddings.create({ model: "embed-small", input: "a", dimensions: 8 });
    expect(short.data[0]?.embedding).toHaveLength(8);
  });

  it("are refused for other models, empty texts and too many of them", async () => {
    const openai = client(await start());
    const refused = (model: string, input: string | string[]) => openai.embeddings.create({ model, input });
    await expect(refused("gpt-4.1", "a")).rejects.toMatchObject({ code: "OperationNotSupported" });
    await expect(refused("embed-small", "")).rejects.toMatchObject({ status: 400 });
    await expect(refused("embed-small", Array(2_049).fill("a"))).rejects.toMatchObject({ status: 400 });
    await expect(refused("nobody", "a")).rejects.toMatchObject({ status: 404, code: "DeploymentNotFound" });
  });
});

it("v1 takes no token for embeddings, the dated route does", async () => {
  const sandbox = await start();
  const azureADTokenProvider = async () => sandbox.token;
  const dated = new AzureOpenAI({ endpoint: sandbox.url, azureADTokenProvider, apiVersion: "2024-10-21" });
  expect((await dated.embeddings.create({ model: "embed-small", input: "a" })).data).toHaveLength(1);
  const v1 = clients.v1({ ...sandbox, apiKey: sandbox.token });
  await expect(v1.embeddings.create({ model: "embed-small", input: "a" })).rejects.toMatchObject({
    status: 401,
  });
});
