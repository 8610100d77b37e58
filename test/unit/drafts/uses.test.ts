import { expect, it } from "vitest";
import type { Datasets } from "../../../main/datasets/datasets.ts";
import { useData } from "../../../main/drafts/uses.ts";
import type { Draft } from "../../../preload/contract/drafts.ts";

const draft = (isRun: boolean): Draft => ({
  id: "d",
  flow: "guide",
  step: "review",
  isRun,
  name: "Tuned",
  source: "custom",
  connectionId: "c",
  deployment: null,
  baseModel: "gpt-4.1-mini-2025-04-14",
  datasets: ["kept", "deleted"],
  createdAt: 1,
  updatedAt: 2,
});

it("a run that waits for training uses the data that is still there, a draft none", async () => {
  const used: unknown[] = [];
  const datasets = {
    list: () => [{ id: "kept" }],
    use: async (...asked: unknown[]) => used.push(asked),
  } as unknown as Pick<Datasets, "list" | "use">;
  await useData(draft(false), datasets);
  expect(used).toEqual([]);
  await useData(draft(true), datasets);
  expect(used).toEqual([["kept", { kind: "draft", usedBy: "d", name: "Tuned" }]]);
});
