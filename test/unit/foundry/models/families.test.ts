import { describe, expect, it } from "vitest";
import { familyOf } from "../../../../main/foundry/models/families.ts";
import { familyRows } from "../../../../main/foundry/models/family-rows.ts";

const sampling = ["temperature", "top_p", "presence_penalty", "frequency_penalty"];

describe("the family of a model", () => {
  it.each(["gpt-5", "gpt-5-mini", "o4-mini", "o3"])("%s reasons", (model) => {
    expect(familyOf(model)).toMatchObject({
      systemRole: "developer",
      maxTokens: "max_completion_tokens",
      refuses: sampling,
      images: true,
    });
  });

  it.each(["gpt-4.1-mini", "gpt-4o", "gpt-35-turbo", "gpt-5-chat"])("%s takes every setting", (model) => {
    expect(familyOf(model)).toMatchObject({
      systemRole: "system",
      maxTokens: "max_tokens",
      refuses: [],
      reasoningEffort: [],
    });
  });

  it.each([
    ["o1", ["low", "medium", "high"]],
    ["gpt-5-nano", ["minimal", "low", "medium", "high"]],
    ["gpt-5.1", ["none", "minimal", "low", "medium", "high"]],
    ["gpt-5.2", null],
    ["gpt-5.5", null],
    ["gpt-5-pro", ["high"]],
    ["DeepSeek-R1", null],
  ])("%s takes its efforts", (model, efforts) => {
    expect(familyOf(model).reasoningEffort).toEqual(efforts);
  });

  it.each(["gpt-5.1", "gpt-5.1-chat", "gpt-5.2", "gpt-5.4-mini", "gpt-5.5"])(
    "%s is sent what the guides disagree on",
    (model) => {
      const { refuses } = familyOf(model);
      expect(refuses).toEqual(["presence_penalty", "frequency_penalty"]);
    },
  );

  it("of a deployment of which lists name two models holds back what both refuse", () => {
    expect(familyOf(["gpt-5", "gpt-4.1"])).toEqual({
      systemRole: "system",
      maxTokens: "max_tokens",
      refuses: [],
      reasoningEffort: ["minimal", "low", "medium", "high"],
      thinking: null,
      images: true,
      contextTokens: null,
      outputTokens: null,
    });
    expect(familyOf(["gpt-5", "o3"])).toMatchObject({
      systemRole: "developer",
      maxTokens: "max_completion_tokens",
      refuses: sampling,
    });
    expect(familyOf(["gpt-5", "something-new"]).refuses).toEqual([]);
    expect(familyOf(["gpt-4o-mini", "gpt-4o-mini-2024-07-18"])).toBe(familyOf("gpt-4o-mini"));
  });

  it.each([
    ["gpt-4.1", 1_047_576, 32_768],
    ["gpt-4o-mini", 128_000, 16_384],
    ["gpt-5.1", 400_000, 128_000],
    ["gpt-5.5", 1_050_000, 128_000],
    ["o4-mini", 200_000, 100_000],
    ["Llama-3.3-70B-Instruct", 128_000, 8_192],
    ["gpt-4", null, null],
  ])("%s has its sizes", (model, contextTokens, outputTokens) => {
    expect(familyOf(model)).toMatchObject({ contextTokens, outputTokens });
  });

  it.each([
    ["claude-haiku-4-5", ["budget", "off"], [], []],
    ["claude-opus-4-5", ["budget", "off"], ["low", "medium", "high"], []],
    ["claude-sonnet-4-6", ["adaptive", "budget", "off"], ["low", "medium", "high", "max"], []],
    [
      "claude-opus-4-7",
      ["adaptive", "off"],
      ["low", "medium", "high", "xhigh", "max"],
      ["temperature", "top_p"],
    ],
    ["claude-fable-5-1", ["adaptive"], ["low", "medium", "high", "xhigh"], ["temperature", "top_p"]],
    ["claude-mythos-preview", ["adaptive", "budget"], null, ["temperature", "top_p"]],
  ])("%s thinks in the ways of its generation", (model, thinking, reasoningEffort, refuses) => {
    expect(familyOf(model)).toMatchObject({ thinking, reasoningEffort, refuses, images: true });
  });

  it("is found with a version, as a fine-tuned model and in any case of letters", () => {
    const plain = familyOf("gpt-4o-mini");
    expect(familyOf("gpt-4o-mini-2024-07-18")).toBe(plain);
    expect(familyOf("gpt-4o-mini-2024-07-18.ft-0e208cf33a6a466994aff31a08aba678")).toBe(plain);
    expect(familyOf("claude-haiku-4-5-20251001")).toBe(familyOf("claude-haiku-4-5"));
    expect(familyOf("GPT-4o-Mini")).toBe(plain);
    expect(familyOf("gpt-35-turbo-0125.ft-abc")).toBe(familyOf("gpt-35-turbo"));
    expect(familyOf("deepseek-r1-0528")).toBe(familyOf("DeepSeek-R1"));
  });

  it.each([null, "", "gpt-6", "gpt-5x", "my-gpt-5", "gpt-4.1-miniature", "constructor"])(
    "that %j has is unknown and takes everything",
    (model) => {
      expect(familyOf(model)).toEqual({
        systemRole: "system",
        maxTokens: "max_tokens",
        refuses: [],
        reasoningEffort: null,
        thinking: null,
        images: null,
        contextTokens: null,
        outputTokens: null,
      });
    },
  );

  it("has one row only", () => {
    const names = familyRows.flatMap(({ models }) => models.map((model) => model.toLowerCase()));
    expect(new Set(names).size).toBe(names.length);
  });
});
