import OpenAI, { APIUserAbortError, AuthenticationError, AzureOpenAI, NotFoundError } from "openai";
import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../../main/sandbox/server.ts";
import { sandboxes } from "./running.ts";

const start = sandboxes();

const clients: Record<string, (sandbox: Sandbox, apiKey?: string) => OpenAI> = {
  "AzureOpenAI with an endpoint": (sandbox, apiKey = sandbox.apiKey) =>
    new AzureOpenAI({ endpoint: sandbox.url, apiKey, apiVersion: "2024-10-21", maxRetries: 0 }),
  "OpenAI with the v1 address": (sandbox, apiKey = sandbox.apiKey) =>
    new OpenAI({ baseURL: `${sandbox.url}/openai/v1/`, apiKey, maxRetries: 0 }),
  "OpenAI with the project's v1 address": (sandbox, apiKey = sandbox.apiKey) =>
    new OpenAI({ baseURL: `${sandbox.projectEndpoint}/openai/v1`, apiKey, maxRetries: 0 }),
};

const question = {
  model: "gpt-4.1-mini",
  messages: [{ role: "user" as const, content: "Explain how tides work" }],
};

describe.each(Object.entries(clients))("the openai package: %s", (_name, client) => {
  it("gets the same answer streamed and whole", async () => {
    const openai = client(await start());
    const whole = await openai.chat.completions.create(question);
    const stream = await openai.chat.completions.create({
      ...question,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let tokens: number | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      tokens = chunk.usage?.completion_tokens ?? tokens;
    }
    expect(text).toContain("tides");
    expect(whole.choices[0]?.message.content).toBe(text);
    expect(whole.usage?.completion_tokens).toBe(tokens);
  });

  it("lists the catalogue", async () => {
    const { data } = await client(await start()).models.list();
    expect(data.length).toBeGreaterThan(24);
    expect(data.map(({ id }) => id)).toContain("gpt-4.1-mini-2025-04-14");
    expect(data.map(({ id }) => id)).not.toContain("embed-large");
  });

  it("is told of a wrong key", async () => {
    const sandbox = await start();
    const asked = client(sandbox, "wrong").chat.completions.create(question);
    await expect(asked).rejects.toBeInstanceOf(AuthenticationError);
    await expect(asked).rejects.toThrow("Access denied due to invalid subscription key");
  });

  it("is told of an unknown deployment", async () => {
    const asked = client(await start()).chat.completions.create({ ...question, model: "nobody" });
    await expect(asked).rejects.toBeInstanceOf(NotFoundError);
    await expect(asked).rejects.toMatchObject({ code: "DeploymentNotFound" });
  });

  it("stops an answer half-way, and nothing goes on behind it", async () => {
    const sandbox = await start({ pace: "usual" });
    const stream = await client(sandbox).chat.completions.create({ ...question, stream: true });
    let chunks = 0;
    for await (const _chunk of stream) if (++chunks === 5) break;
    await expect.poll(() => sandbox.openAnswers()).toBe(0);
  });

  it("can give up before the answer", async () => {
    const sandbox = await start({ pace: "slow" });
    const giveUp = new AbortController();
    const asked = client(sandbox).chat.completions.create(question, { signal: giveUp.signal });
    await expect.poll(() => sandbox.openAnswers()).toBe(1);
    giveUp.abort();
    await expect(asked).rejects.toBeInstanceOf(APIUserAbortError);
    await expect.poll(() => sandbox.openAnswers()).toBe(0);
  });
});

it("the openai package gets an answer with a token from a provider", async () => {
  const sandbox = await start();
  const azureADTokenProvider = async () => sandbox.token;
  const openai = new AzureOpenAI({ endpoint: sandbox.url, azureADTokenProvider, apiVersion: "2024-10-21" });
  const { choices } = await openai.chat.completions.create(question);
  expect(choices[0]?.finish_reason).toBe("stop");
});
