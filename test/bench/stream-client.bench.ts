import type { Comparison, Setting } from "./bench.ts";
import { measureStreamClient, type StreamKind } from "./stream-client.ts";

export const name = "stream-client";
export const limit = 1.3;

const kinds: [StreamKind, string][] = [
  ["azure", "chunks as Azure writes them"],
  ["plain", "the smallest chunks"],
];

/** Our client over a stream of 20,000 chunks, against the least that can be done with it and against the openai package. */
export async function run({ root, pairs }: Setting): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const [kind, words] of kinds) {
    const { ours, reference, openai } = (await measureStreamClient(root, kind, pairs)).samples;
    const both = { unit: "ms", compared: "ratio", ours } as const;
    comparisons.push({ ...both, what: `${words}, against a bare loop`, reference });
    comparisons.push({ ...both, what: `${words}, against openai`, reference: openai, limit: 1 });
  }
  return comparisons;
}
