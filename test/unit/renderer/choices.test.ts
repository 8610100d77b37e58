import { describe, expect, it } from "vitest";
import { joinRows, type Row, speaking } from "../../../main/foundry/deployments/rows.ts";
import { understood } from "../../../main/foundry/endpoints/parse.ts";
import type { Deployment } from "../../../preload/contract/deployments.ts";
import { whyNot } from "../../../renderer/deployments/why-not.ts";
import { choicesIn, type Purpose } from "../../../renderer/targets/choices.ts";

const deployed = (name: string, what: Deployment["speaks"]["what"], more: Partial<Row> = {}): Deployment => {
  const [one] = joinRows(
    [{ by: "legacy", rows: [{ name, ...more }] }],
    understood("https://r.services.ai.azure.com"),
  );
  if (!one) throw new Error(name);
  return speaking(one, { what, because: "list" });
};

const all = [
  deployed("mini", "chat"),
  deployed("codex", "responses"),
  deployed("claude", "messages"),
  deployed("painter", "images"),
  deployed("vectors", "embeddings"),
  deployed("clips", "video"),
  deployed("broken", "chat", { status: "failed" }),
  deployed("nightly", "chat", { sku: "GlobalBatch" }),
];
const choices = (purpose: Purpose) => choicesIn({ id: "k", name: "Ours" }, all, purpose);

describe("a picker", () => {
  it("puts deployments under what they answer by, and says why others can't be chosen", () => {
    const { options, others, othersName } = choices("text");
    expect(options.map(({ label, heading }) => [label, heading])).toEqual([
      ["mini", "Ours · Chat"],
      ["codex", "Ours · Responses"],
      ["claude", "Ours · Messages"],
    ]);
    expect(othersName).toBe("Ours · can't be chosen here");
    expect(others).toEqual([
      "painter: images, in chat only",
      "vectors: embeddings",
      "clips: videos",
      "broken: Failed",
      "nightly: batches only",
    ]);
  });

  it("has images in chat, and batches where they can be asked", () => {
    const labels = (purpose: Purpose) => choices(purpose).options.map(({ label }) => label);
    expect(labels("chat")).toEqual(["mini", "codex", "claude", "painter"]);
    expect(labels("batches")).toEqual(["mini", "codex", "claude", "nightly (batch)"]);
  });
});

it("the list says of each why it can't be chosen for chat", () => {
  const why = (name: string) => whyNot(all.find((one) => one.name === name) as Deployment);
  expect(why("codex")).toBeNull();
  expect(why("painter")).toBeNull();
  expect(why("clips")).toContain("It makes videos.");
  expect(why("vectors")).toContain("embeddings");
  expect(why("broken")).toContain("Failed");
  expect(why("nightly")).toContain("batches");
});
