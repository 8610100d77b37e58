import type { Datasets } from "../../../../main/datasets/datasets.ts";
import type { DeployedParts } from "../../../../main/evaluations/before/models.ts";
import type { WeighParts } from "../../../../main/evaluations/before/weigh.ts";
import type { TokenPrices } from "../../../../main/foundry/deployments/prices.ts";
import { problem } from "../../../../main/foundry/error.ts";
import type { RemoteEvaluator } from "../../../../main/foundry/evals/evals.ts";
import type { Dataset, OpenDataset } from "../../../../preload/contract/datasets.ts";
import type { Deployment } from "../../../../preload/contract/deployments.ts";
import type { Part } from "../../../../preload/parts.ts";
import { connection, deployment, listOf } from "../../models/model.ts";

/** A row of training data: what is asked, and what the answer should be. */
export const row = (asked: string, answer: string | null, more: object = {}): string =>
  JSON.stringify({
    messages: [
      { role: "user", content: asked },
      ...(answer === null ? [] : [{ role: "assistant", content: answer }]),
    ],
    ...more,
  });

/** Datasets by their id: rows of each part. */
export type Data = Record<string, Partial<Record<Part | "none", string[]>>>;

export const datasetsOf = (data: Data) => {
  const find = (id: string) => {
    const found = data[id];
    if (!found) throw problem("not_found");
    return found;
  };
  const rowsOf = (id: string, part: Part | null) => {
    const all = find(id);
    return part === null ? Object.values(all).flat() : (all[part] ?? []);
  };
  return {
    get: (id: string) =>
      ({
        id,
        name: `Data ${id}`,
        size: rowsOf(id, null).join("").length,
        state: "ready",
        ...(find(id) && {}),
      }) as Dataset,
    list: () => Object.keys(data).map((id) => ({ id }) as Dataset),
    open: async ({ id }: { id: string }) =>
      ({
        tokens: null,
        parts: Object.fromEntries(
          (["train", "validation", "test", "none"] as const).map((part) => [
            part,
            find(id)[part]?.length ?? 0,
          ]),
        ),
      }) as OpenDataset,
    draw: async (id: string, { part, rows }: { part: Part | null; rows: number }) =>
      rowsOf(id, part)
        .slice(0, rows)
        .map((text, key) => ({ key, text })),
  } satisfies Pick<Datasets, "get" | "list" | "open" | "draw">;
};

/** What a draft is weighed with: datasets, deployments of one connection `c`, prices by deployment. */
export function weighing({
  data = {},
  deployed = [],
  prices = {},
  evaluators = null,
}: {
  data?: Data;
  deployed?: Deployment[];
  prices?: Record<string, TokenPrices>;
  evaluators?: RemoteEvaluator[] | null;
}): WeighParts {
  const parts: DeployedParts = {
    connections: { list: () => [connection("c")] },
    deployments: { list: async (id) => listOf(id, deployed) },
    prices: { of: async (_id, name) => prices[name] ?? null },
    region: async () => "swedencentral",
  };
  return {
    ...parts,
    datasets: datasetsOf(data),
    isScriptAllowed: () => true,
    evaluators: async () => evaluators,
  };
}

export const price = (input: number, output: number): TokenPrices => ({
  currency: "USD",
  input,
  cachedInput: null,
  output,
});

export { deployment };
