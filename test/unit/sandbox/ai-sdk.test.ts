import { createAzure } from "@ai-sdk/azure";
import { generateImage, generateText, Output, stepCountIs, streamText, type Tool, tool } from "ai";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sandboxes } from "./running.ts";

/** The AI SDK's provider for Azure as it is published, which uses Responses for everything. */

const start = sandboxes();

async function provider() {
  const { url, apiKey } = await start();
  return createAzure({ baseURL: `${url}/openai/v1`, apiKey });
}

describe("the AI SDK's azure provider", () => {
  it("gets the same text streamed and whole", async () => {
    const azure = await provider();
    const question = { model: azure("gpt-4.1-mini"), prompt: "Explain how tides work", maxRetries: 0 };
    const { text, usage, finishReason } = await generateText(question);
    const stream = streamText(question);
    let streamed = "";
    for await (const part of stream.textStream) streamed += part;
    expect(text).toContain("tides");
    expect(streamed).toBe(text);
    expect(finishReason).toBe("stop");
    expect(usage.outputTokens).toBe((await stream.usage).outputTokens);
  });

  it.each([true, false])(
    "calls a tool and goes on with its thoughts, kept by the service: %s",
    async (store) => {
      const azure = await provider();
      const { text, steps } = await generateText({
        model: azure("gpt-5-codex"),
        prompt: "What is the weather in Oslo?",
        maxRetries: 0,
        stopWhen: stepCountIs(3),
        tools: {
          weather: tool({
            description: "Tells the weather.",
            inputSchema: z.object({ city: z.string() }),
            execute: async ({ city }) => `Sunny in ${city}`,
          }),
        },
        providerOptions: {
          azure: { store, reasoningSummary: "auto", include: ["reasoning.encrypted_content"] },
        },
      });
      expect(steps.map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
      expect(steps[0]?.reasoningText).not.toBe("");
      expect(text).not.toBe("");
    },
  );

  it("gets what a schema says", async () => {
    const azure = await provider();
    const { output } = await generateText({
      model: azure("gpt-4.1"),
      prompt: "Who is it?",
      maxRetries: 0,
      output: Output.object({ schema: z.object({ name: z.string(), isKnown: z.boolean() }) }),
    });
    expect(output).toEqual({ name: "name", isKnown: true });
  });

  it("has the web searched and its sources told", async () => {
    const azure = await provider();
    const { sources } = await generateText({
      model: azure("gpt-4.1"),
      prompt: "Search the web for tides",
      maxRetries: 0,
      // Its types do not allow for our stricter compiler.
      tools: { web_search_preview: azure.tools.webSearchPreview({}) as unknown as Tool },
    });
    expect(sources).toMatchObject([{ sourceType: "url", url: expect.stringContaining("https://") }]);
  });

  it("makes a picture", async () => {
    const azure = await provider();
    const { image } = await generateImage({ model: azure.image("gpt-image-2"), prompt: "a fox" });
    expect(image.mediaType).toBe("image/png");
  });

  it("is told of a model that does not speak Responses", async () => {
    const azure = await provider();
    const asked = generateText({ model: azure("Mistral-Large-3"), prompt: "hi", maxRetries: 0 });
    await expect(asked).rejects.toThrow("Model not supported");
  });
});
