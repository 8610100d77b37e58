import OpenAI, { APIError, AzureOpenAI, BadRequestError, NotFoundError } from "openai";
import { zodTextFormat } from "openai/helpers/zod";
import type { ResponseInputItem } from "openai/resources/responses/responses";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Sandbox } from "../../../main/sandbox/server.ts";
import { sandboxes } from "./running.ts";

/** The openai package as it is published, on the Responses routes. */

const start = sandboxes();

const clients: Record<string, (sandbox: Sandbox) => OpenAI> = {
  "AzureOpenAI with an endpoint": ({ url, apiKey }) =>
    new AzureOpenAI({ endpoint: url, apiKey, apiVersion: "2025-04-01-preview", maxRetries: 0 }),
  "OpenAI with the v1 address": ({ url, apiKey }) =>
    new OpenAI({ baseURL: `${url}/openai/v1/`, apiKey, maxRetries: 0 }),
  "OpenAI with the project's v1 address": ({ projectEndpoint, apiKey }) =>
    new OpenAI({ baseURL: `${projectEndpoint}/openai/v1`, apiKey, maxRetries: 0 }),
};

const onV1 = ({ url, apiKey }: Sandbox) =>
  new OpenAI({ baseURL: `${url}/openai/v1/`, apiKey, maxRetries: 0 });

const weather = {
  type: "function" as const,
  name: "weather",
  description: "Tells the weather.",
  parameters: {
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  },
  strict: true,
};

describe.each(Object.entries(clients))("the openai package's responses: %s", (_name, client) => {
  it("gets the same text streamed and whole", async () => {
    const openai = client(await start());
    const question = { model: "gpt-4.1-mini", input: "Explain how tides work" };
    const whole = await openai.responses.create(question);
    const stream = openai.responses.stream(question);
    let text = "";
    stream.on("response.output_text.delta", ({ delta }) => {
      text += delta;
    });
    const final = await stream.finalResponse();
    expect(text).toContain("tides");
    expect(final.output_text).toBe(text);
    expect(whole.output_text).toBe(text);
    expect(whole.usage).toEqual(final.usage);
  });

  it("is told of an unknown deployment, and of one that does not speak it", async () => {
    const openai = client(await start());
    const asked = (model: string) => openai.responses.create({ model, input: "hi" });
    await expect(asked("nobody")).rejects.toMatchObject({ code: "DeploymentNotFound", status: 404 });
    await expect(asked("Mistral-Large-3")).rejects.toBeInstanceOf(BadRequestError);
    await expect(asked("claude-opus-5")).rejects.toMatchObject({ code: "api_not_supported", status: 404 });
  });

  it("finds an answer again, and its question, until it is deleted", async () => {
    const { responses } = client(await start());
    const { id, output_text } = await responses.create({ model: "gpt-4.1", input: "Say exactly: kept" });
    expect((await responses.retrieve(id)).output_text).toBe(output_text);
    const { data } = await responses.inputItems.list(id);
    expect(data).toMatchObject([{ type: "message", role: "user" }]);
    await responses.delete(id);
    await expect(responses.retrieve(id)).rejects.toBeInstanceOf(NotFoundError);
  });

  it("sends work into the background, polls it, and cancels it", async () => {
    const sandbox = await start({ speed: 1 });
    const { responses } = client(sandbox);
    const { id, status } = await responses.create({ model: "gpt-5-pro", input: "hi", background: true });
    expect(status).toBe("queued");
    sandbox.skip(3_000);
    expect((await responses.retrieve(id)).status).toBe("in_progress");
    sandbox.skip(60_000);
    const done = await responses.retrieve(id);
    expect([done.status, done.output_text.length > 0]).toEqual(["completed", true]);

    const other = await responses.create({ model: "gpt-5-pro", input: "hi", background: true });
    expect((await responses.cancel(other.id)).status).toBe("cancelled");
    sandbox.skip(60_000);
    expect((await responses.retrieve(other.id)).status).toBe("cancelled");
  });
});

describe("the openai package's responses", () => {
  it("calls a function and goes on with its closed thoughts, without anything kept", async () => {
    const { responses } = onV1(await start());
    const asked = {
      model: "gpt-5-codex",
      store: false,
      include: ["reasoning.encrypted_content" as const],
      reasoning: { effort: "low" as const, summary: "auto" as const },
      tools: [weather],
    };
    const input: ResponseInputItem[] = [{ role: "user", content: "What is the weather in Oslo?" }];
    const stream = responses.stream({ ...asked, input });
    let thoughts = "";
    stream.on("response.reasoning_summary_text.delta", ({ delta }) => {
      thoughts += delta;
    });
    const first = await stream.finalResponse();
    const [reasoning, call] = first.output;
    expect(reasoning).toMatchObject({ type: "reasoning", summary: [{ text: thoughts }] });
    if (call?.type !== "function_call") throw new Error("There has to be a call");
    expect(JSON.parse(call.arguments)).toEqual({ city: "city" });
    const output = {
      type: "function_call_output" as const,
      call_id: call.call_id,
      output: "Sunny, 12 degrees",
    };
    const second = await responses.create({
      ...asked,
      // Its types take some of the items of an answer for none of a question.
      input: [...input, ...(first.output as ResponseInputItem[]), output],
    });
    expect(second.status).toBe("completed");
    expect(second.output_text).not.toBe("");
  });

  it("goes on from an answer that was kept", async () => {
    const { responses } = onV1(await start());
    const first = await responses.create({ model: "gpt-4.1", input: "What is brass?" });
    const second = await responses.create({
      model: "gpt-4.1",
      input: "And bronze alloys?",
      previous_response_id: first.id,
    });
    expect(second.output_text).toContain("Before that you wrote “What is brass?”");
  });

  it("gets what its schema says", async () => {
    const shape = z.object({ name: z.string(), age: z.number(), tags: z.array(z.string()) });
    const { output_parsed } = await onV1(await start()).responses.parse({
      model: "gpt-4.1",
      input: "Who is it?",
      text: { format: zodTextFormat(shape, "person") },
    });
    expect(shape.safeParse(output_parsed).success).toBe(true);
  });

  it("is told of an error in a stream, nested or flat", async () => {
    const { responses } = onV1(await start());
    for (const fault of ["error-frame", "error-frame-flat"]) {
      const stream = await responses.create({
        model: "gpt-4.1",
        input: `Please meet the fault ${fault}`,
        stream: true,
      });
      const types: string[] = [];
      const reading = (async () => {
        for await (const { type } of stream) types.push(type);
      })();
      await reading.catch((error) => {
        expect(error).toBeInstanceOf(APIError);
        types.push("error");
      });
      expect(types).toContain("error");
      expect(types).not.toContain("response.completed");
    }
  });

  it("counts what a question would have", async () => {
    const { responses } = onV1(await start());
    const { input_tokens: tokens } = await responses.inputTokens.count({ model: "gpt-4.1", input: "hi" });
    const { usage } = await responses.create({ model: "gpt-4.1", input: "hi" });
    expect(tokens).toBe(usage?.input_tokens);
  });
});

describe("the openai package's images", () => {
  it.each(Object.keys(clients).slice(0, 2))("makes pictures, whole and bit by bit: %s", async (name) => {
    const sandbox = await start();
    const openai =
      name === "AzureOpenAI with an endpoint"
        ? new AzureOpenAI({
            ...{ endpoint: sandbox.url, apiKey: sandbox.apiKey, apiVersion: "2025-04-01-preview" },
            deployment: "gpt-image-2",
          })
        : onV1(sandbox);
    const model = name === "AzureOpenAI with an endpoint" ? {} : { model: "gpt-image-2" };
    const { data, usage } = await openai.images.generate({ ...model, prompt: "a fox", n: 2 });
    expect(data).toHaveLength(2);
    expect(usage?.output_tokens).toBeGreaterThan(0);
    const stream = await openai.images.generate({
      ...{ ...model, prompt: "a fox", stream: true as const, partial_images: 2 },
    });
    const types: string[] = [];
    for await (const { type } of stream) types.push(type);
    expect(types).toEqual([
      "image_generation.partial_image",
      "image_generation.partial_image",
      "image_generation.completed",
    ]);
  });
});
