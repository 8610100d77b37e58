import { expect, it } from "vitest";
import { loadTokenCounter } from "../../../../main/datasets/tokens/count.ts";
import { boundedPieces } from "../../../../main/datasets/tokens/pieces.ts";

const counter = await loadTokenCounter();

it("texts are counted as o200k_base does, special tokens as text", () => {
  // "tiktoken is great!" is t, ikt, oken, is, great, ! (OpenAI's cookbook).
  expect(counter.text("tiktoken is great!")).toBe(6);
  expect(counter.text("")).toBe(0);
  expect(counter.text("<|endoftext|>")).toBe(7);
  expect(counter.text("a\ud83d")).toBeGreaterThan(0);
});

it("messages have what the cookbook counts around them", () => {
  const messages = [
    {
      role: "system",
      content:
        "You are a helpful, pattern-following assistant that translates corporate jargon into plain English.",
    },
    { role: "system", name: "example_user", content: "New synergies will help drive top-line growth." },
    {
      role: "system",
      name: "example_assistant",
      content: "Things working well together will increase revenue.",
    },
    {
      role: "system",
      name: "example_user",
      content:
        "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
    },
    {
      role: "system",
      name: "example_assistant",
      content: "Let's talk later when we're less busy about how to do better.",
    },
    {
      role: "user",
      content: "This late pivot means we don't have time to boil the ocean for the client deliverable.",
    },
  ];
  // OpenAI's cookbook gives 124 prompt tokens for these messages with gpt-4o.
  expect(counter.row({ messages })).toBe(124);
});

it("tools have what the cookbook counts around them", () => {
  const tools = [
    {
      type: "function",
      function: {
        name: "get_current_weather",
        description: "Get the current weather in a given location",
        parameters: {
          type: "object",
          properties: {
            location: { type: "string", description: "The city and state, e.g. San Francisco, CA" },
            unit: {
              type: "string",
              description: "The unit of temperature to return",
              enum: ["celsius", "fahrenheit"],
            },
          },
          required: ["location"],
        },
      },
    },
  ];
  const messages = [
    {
      role: "system",
      content: "You are a helpful assistant that can answer to questions about the weather.",
    },
    { role: "user", content: "What's the weather like in San Francisco?" },
  ];
  // The cookbook gives 101 for gpt-4o.
  expect(counter.row({ messages, tools })).toBe(101);
});

it("pairs, images and rows of other shapes are counted too", () => {
  const answer = (content: string) => [{ role: "assistant", content }];
  const input = { messages: [{ role: "user", content: "Hi" }] };
  const pair = { input, preferred_output: answer("Yes"), non_preferred_output: answer("No") };
  expect(counter.row(pair)).toBe(3 * 5);
  const image = (detail: string) => ({
    type: "image_url",
    image_url: { url: "https://example.com", detail },
  });
  const pictured = (detail: string) => ({ messages: [{ role: "user", content: [image(detail)] }] });
  expect(counter.row(pictured("high")) - counter.row(pictured("low"))).toBe(680);
  expect(counter.row({ question: "Hi" })).toBe(counter.text('{"question":"Hi"}'));
  expect(counter.row(7)).toBe(0);
});

it("long runs are counted in pieces, without cutting a character", () => {
  const text = `${"😀".repeat(3_000)} ${"a".repeat(5_000)}${" ".repeat(5_000)}b`;
  const pieces = boundedPieces(text);
  expect(pieces.join("")).toBe(text);
  expect(pieces.every((piece) => piece.isWellFormed() && piece.length < 2_010)).toBe(true);
  expect(boundedPieces("one two ".repeat(1_000))).toHaveLength(1);
  const begun = performance.now();
  expect(counter.text("a".repeat(200_000))).toBeGreaterThan(24_000);
  expect(performance.now() - begun).toBeLessThan(5_000);
});
