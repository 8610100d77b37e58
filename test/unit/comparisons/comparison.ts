import type { Comparison } from "../../../preload/contract/comparisons.ts";

/** A comparison of deployments at one connection, `k`, as its columns stand in it. */
export const comparisonOf = (...deployments: string[]): Comparison => ({
  id: "c",
  title: "",
  updatedAt: 0,
  columns: deployments.length,
  prompt: "",
  layout: deployments.map((deployment, index) => ({
    id: `column-${index}`,
    connectionId: "k",
    deployment,
    modelId: null,
    systemPrompt: "",
    parameters: {},
    ownPrompt: null,
    run: null,
  })),
});
