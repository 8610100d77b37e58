import { describe, expect, it } from "vitest";
import type { RegisteredModel } from "../../../preload/contract/models.ts";
import { canAsk, matchingModels, readTags, tagsOf } from "../../../renderer/models/state.ts";
import { choiceOf } from "../../../renderer/targets/choice.ts";
import { stored } from "../models/model.ts";

const model = (more: Partial<RegisteredModel>): RegisteredModel => ({
  ...stored(),
  state: "ready",
  diagnosis: null,
  foundAt: null,
  ...more,
});

describe("the list of models", () => {
  const all = [
    model({ name: "Assayer", tags: ["fast", "metal"], deployment: "gpt-mini" }),
    model({ name: "Thinker", tags: ["slow", "metal"], deployment: "o4", notes: "For hard questions" }),
  ];
  const names = (text: string, ...tags: string[]) => matchingModels(all, text, tags).map(({ name }) => name);

  it("is searched by name, deployment, model, notes and tags, in any case", () => {
    expect(names("")).toEqual(["Assayer", "Thinker"]);
    expect(names(" ASSAY ")).toEqual(["Assayer"]);
    expect(names("o4")).toEqual(["Thinker"]);
    expect(names("GPT-4.1")).toEqual(["Assayer", "Thinker"]);
    expect(names("hard")).toEqual(["Thinker"]);
    expect(names("slow")).toEqual(["Thinker"]);
    expect(names("nothing like it")).toEqual([]);
  });

  it("is filtered by every tag that is chosen", () => {
    expect(tagsOf(all)).toEqual(["fast", "metal", "slow"]);
    expect(names("", "metal")).toEqual(["Assayer", "Thinker"]);
    expect(names("", "metal", "slow")).toEqual(["Thinker"]);
    expect(names("assay", "slow")).toEqual([]);
  });
});

it("tags are read between commas, each once, as many and as long as can be kept", () => {
  expect(readTags(" fast, metal ,, fast,")).toEqual(["fast", "metal"]);
  expect(readTags("")).toEqual([]);
  expect(readTags(Array.from({ length: 30 }, (_, index) => `t${index}`).join(","))).toHaveLength(20);
  expect(readTags(`${"x".repeat(39)} yz`)).toEqual(["x".repeat(39)]);
});

it("a model can be asked while it may answer, and is chosen with where it points now", () => {
  expect(
    ["ready", "moved", "unreachable", "unread", "gone", "failed"].map((state) =>
      canAsk(model({ state } as never)),
    ),
  ).toEqual([true, true, true, true, false, false]);
  expect(canAsk(model({ connectionId: null }))).toBe(false);
  expect(choiceOf(model({ connectionId: null }))).toBeNull();
  expect(choiceOf(model({}))).toEqual({ connectionId: "a", deployment: "d", modelId: "m" });
});
