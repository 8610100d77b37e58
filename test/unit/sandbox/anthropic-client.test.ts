import { AnthropicFoundry } from "@anthropic-ai/foundry-sdk";
import Anthropic, { APIError, AuthenticationError, NotFoundError, RateLimitError } from "@anthropic-ai/sdk";
import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../../main/sandbox/server.ts";
import { sandboxes } from "./running.ts";

/** Anthropic's packages as they are published: the one for Foundry, and the one below it. */

const start = sandboxes();

const clients: Record<string, (sandbox: Sandbox, apiKey?: string) => Anthropic> = {
  "AnthropicFoundry with a key": ({ url, ...own }, apiKey = own.apiKey) =>
    new AnthropicFoundry({ baseURL: `${url}/anthropic/`, apiKey, maxRetries: 0 }) as unknown as Anthropic,
  "AnthropicFoundry with a token": ({ url, token }, wrong) =>
    new AnthropicFoundry({
      baseURL: `${url}/anthropic/`,
      azureADTokenProvider: async () => wrong ?? token,
      maxRetries: 0,
    }) as unknown as Anthropic,
  "Anthropic with the address of the resource": ({ url, ...own }, apiKey = own.apiKey) =>
    new Anthropic({
      baseURL: `${url}/anthropic`,
      apiKey,
      maxRetries: 0,
      defaultHeaders: { "anthropic-version": "2023-06-01" },
    }),
};

const model = "claude-sonnet-4-6";
const asked = { model, max_tokens: 4_000 };
const user = (content: string) => ({ role: "user" as const, content });

const weather = {
  name: "weather",
  description: "Tells the weather.",
  input_schema: {
    type: "object" as const,
    properties: { city: { type: "string" } },
    required: ["city"],
  },
};

describe.each(Object.entries(clients))("Anthropic's packages: %s", (_name, client) => {
  it("gets the same text streamed and whole, with the same usage", async () => {
    const { messages } = client(await start());
    const question = { ...asked, messages: [user("Explain how tides work")] };
    const whole = await messages.create(question);
    const stream = messages.stream(question);
    let text = "";
    stream.on("text", (delta) => {
      text += delta;
    });
    const final = await stream.finalMessage();
    expect(text).toContain("tides");
    expect(whole.content).toEqual([{ type: "text", text }]);
    expect(final.content).toEqual(whole.content);
    expect([final.stop_reason, final.usage.output_tokens]).toEqual(["end_turn", whole.usage.output_tokens]);
  });

  it("thinks, calls a tool, and goes on with its signed thoughts", async () => {
    const { messages } = client(await start());
    const question = { ...asked, thinking: { type: "adaptive" as const }, tools: [weather] };
    const first = user("What is the weather in Oslo?");
    const stream = messages.stream({ ...question, messages: [first] });
    const signatures: string[] = [];
    stream.on("signature", (signature) => signatures.push(signature));
    const said = await stream.finalMessage();
    expect(said.stop_reason).toBe("tool_use");
    const [thoughts, , call] = said.content;
    expect(thoughts).toMatchObject({ type: "thinking", signature: signatures[0] });
    if (call?.type !== "tool_use") throw new Error("There has to be a call");
    expect(call.input).toEqual({ city: "city" });
    const result = { type: "tool_result" as const, tool_use_id: call.id, content: "Sunny" };
    const { stop_reason: stop, content } = await messages.create({
      ...question,
      messages: [first, { role: "assistant", content: said.content }, { role: "user", content: [result] }],
    });
    expect([stop, content.at(-1)?.type]).toEqual(["end_turn", "text"]);
  });

  it("counts a question before it is asked", async () => {
    const { messages } = client(await start());
    const { input_tokens: tokens } = await messages.countTokens({ model, messages: [user("Hello there")] });
    const { usage } = await messages.create({ ...asked, messages: [user("Hello there")] });
    expect(usage.input_tokens).toBe(tokens);
  });

  it("is told of a wrong credential and of an unknown deployment", async () => {
    const sandbox = await start();
    const question = { ...asked, messages: [user("hi")] };
    await expect(client(sandbox, "wrong").messages.create(question)).rejects.toBeInstanceOf(
      AuthenticationError,
    );
    await expect(client(sandbox).messages.create({ ...question, model: "nobody" })).rejects.toBeInstanceOf(
      NotFoundError,
    );
  });

  it("is told of refusals, and of an error in a stream", async () => {
    const { messages } = client(await start());
    const ask = (content: string) => messages.create({ ...asked, messages: [user(content)] });
    await expect(ask("Please meet the fault rate-limited")).rejects.toBeInstanceOf(RateLimitError);
    await expect(ask("Please meet the fault overloaded")).rejects.toMatchObject({ status: 529 });
    const { stop_reason: stop, stop_details: details } = await ask("Please refuse this request as bio");
    expect([stop, details]).toMatchObject(["refusal", { category: "bio" }]);
    const stream = messages.stream({ ...asked, messages: [user("Please fail this answer")] });
    await expect(stream.finalMessage()).rejects.toBeInstanceOf(APIError);
  });
});
