import { describe, expect, it } from "vitest";
import type { Deployment } from "../../../preload/contract/deployments.ts";
import { matching } from "../../../renderer/deployments/state.ts";
import { statusText } from "../../../renderer/deployments/status.tsx";

const row = (name: string, model: string | null, publisher: string | null): Deployment => ({
  name,
  model,
  publisher,
  version: null,
  sku: null,
  capacity: null,
  capabilities: [],
  status: "succeeded",
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
