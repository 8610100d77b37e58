import type { Comparison, Setting } from "./bench.ts";
import { measureStreamClient, type Stream } from "./stream-client.ts";

export const name = "stream-client";
export const limit = 1.3;

const streams: [Stream, string][] = [
  [{ kind: "azure", dialect: "chat", sdk: "openai" }, "chunks as Azure writes them"],
  [{ kind: "plain", dialect: "chat", sdk: "openai" }, "the smallest chunks"],
  [{ kind: "responses", dialect: "responses", sdk: "openai" }, "events of Responses"],
  [{ kind: "messages", dialect: "messages", sdk: "anthropic" }, "events of Messages"],
];

/** Our client over a stream of 20,000 events, against the least that can be done with it and against the SDK of its dialect. */
export async function run({ root, pairs }: Setting): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const [stream, words] of streams) {
    const { ours, reference, sdk } = (await measureStreamClient(root, stream, pairs)).samples;
    const both = { unit: "ms", compared: "ratio", ours } as const;
    comparisons.push({ ...both, what: `${words}, against a bare loop`, reference });
    comparisons.push({ ...both, what: `${words}, against ${stream.sdk}`, reference: sdk, limit: 1 });
  }
  return comparisons;
}
