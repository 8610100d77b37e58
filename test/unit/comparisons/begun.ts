import type { Run } from "../../../preload/contract/comparisons.ts";

/** A run that has begun, of which nothing has arrived. */
export const begun: Run = {
  id: "r",
  columnId: "a",
  comparisonId: "c",
  prompt: "Hello",
  text: "",
  reasoning: "",
  state: "running",
  retryAt: null,
  attempts: 0,
  end: null,
  diagnosis: null,
  measured: null,
  conditions: {
    startedAt: 0,
    model: null,
    sku: null,
    apiVersion: null,
    route: null,
    region: null,
    requestId: null,
    remaining: { requests: null, tokens: null },
  },
  cost: null,
};
