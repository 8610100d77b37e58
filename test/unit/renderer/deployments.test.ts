import { describe, expect, it } from "vitest";
import type { Deployment } from "../../../preload/contract/deployments.ts";
import { apisIn, filtered, sorted } from "../../../renderer/deployments/rows.ts";
import { statusText } from "../../../renderer/deployments/status.tsx";
import { matching } from "../../../renderer/targets/deployments.ts";

const row = (name: string, model: string | null, publisher: string | null): Deployment => ({
  name,
  model,
  publisher,
  version: null,
  sku: null,
  capacity: null,
  capabilities: [],
  status: "succeeded",
  listedBy: ["project"],
  disagreements: [],
  traits: {
    refuses: [],
    reasoningEffort: null,
    thinking: null,
    images: null,
    contextTokens: null,
    outputTokens: null,
  },
  route: null,
  speaks: { what: "chat", because: "default" },
  chat: { usable: true },
});
const rows = [
  row("fast", "gpt-4.1-mini", "OpenAI"),
  row("thinker", "DeepSeek-R1", "DeepSeek"),
  row("old", null, null),
];
const names = (text: string) => matching(rows, text).map(({ name }) => name);

describe("searching deployments", () => {
  it("looks at name, model and publisher, in any case", () => {
    expect(names("  GPT ")).toEqual(["fast"]);
    expect(names("deepseek")).toEqual(["thinker"]);
    expect(names("OLD")).toEqual(["old"]);
    expect(names("")).toEqual(["fast", "thinker", "old"]);
    expect(names("nothing")).toEqual([]);
  });
});

it("a status that is new to the app is shown as the service wrote it", () => {
  expect(statusText("failed")).toBe("Failed");
  expect(statusText("somethingNew")).toBe("somethingNew");
});

describe("ordering and filtering deployments", () => {
  const some = [
    { ...row("b10", "m", "Z"), sku: "Standard" },
    {
      ...row("b9", null, "A"),
      status: "failed",
      chat: { usable: false as const, reason: "status" as const },
    },
    { ...row("a", "k", null), speaks: { what: "responses" as const, because: "name" as const } },
  ];
  const order = (column: Parameters<typeof sorted>[1]["column"], descending = false) =>
    sorted(some, { column, descending }).map(({ name }) => name);

  it("puts numbers in names in their order, and what is missing last", () => {
    expect(order("name")).toEqual(["a", "b9", "b10"]);
    expect(order("name", true)).toEqual(["b10", "b9", "a"]);
    expect(order("model")).toEqual(["a", "b10", "b9"]);
    expect(order("model", true)).toEqual(["b10", "a", "b9"]);
    expect(order("publisher")).toEqual(["b9", "b10", "a"]);
    expect(order("type")).toEqual(["b10", "b9", "a"]);
    expect(order("speaks")).toEqual(["b10", "b9", "a"]);
    expect(order("status")).toEqual(["b9", "a", "b10"]);
  });

  it("leaves the list itself as it is", () =>
    expect(some.map(({ name }) => name)).toEqual(["b10", "b9", "a"]));

  it("shows what can chat, what cannot, or all", () => {
    expect(filtered(some, "usable").map(({ name }) => name)).toEqual(["b10", "a"]);
    expect(filtered(some, "unusable").map(({ name }) => name)).toEqual(["b9"]);
    expect(filtered(some, "all")).toBe(some);
  });

  it("shows what answers by one API, of those that are there", () => {
    expect(apisIn(some)).toEqual(["Chat", "Responses"]);
    expect(filtered(some, "Responses").map(({ name }) => name)).toEqual(["a"]);
    const images = (["pictures", "images", "embeddings"] as const).map((what) => ({
      ...row(what, null, null),
      speaks: { what, because: "name" as const },
    }));
    expect(apisIn(images)).toEqual(["Images", "Embeddings"]);
    expect(filtered(images, "Images").map(({ name }) => name)).toEqual(["pictures", "images"]);
  });
});
