import { problem } from "../error.ts";
import type { JsonObject } from "../json.ts";

/** The addresses that lines may name. The guide has both, and sources disagree on which one a resource wants. */
export const batchUrls = ["/v1/chat/completions", "/chat/completions"] as const;
export type BatchUrl = (typeof batchUrls)[number];

/** What a file of a batch may have (Foundry batch limits). */
const batchLimits = { lines: 100_000, bytes: 200_000_000 };

/** A line of a batch's file, with its end. `body` is the request's; `customId` is what its answer is found by. */
export const batchLine = (customId: string, url: BatchUrl, body: JsonObject): string =>
  `${JSON.stringify({ custom_id: customId, method: "POST", url, body })}\n`;

/** Lines that one file has: those from `from` up to, not including, `to`. */
export interface BatchCut {
  from: number;
  to: number;
  bytes: number;
}

/**
 * Cuts lines, given by their bytes with their ends, into files that a batch may have, in order. Throws
 * `batch_line_too_long` for a line that no file may have.
 */
export function cutBatch(sizes: readonly number[], limits = batchLimits): BatchCut[] {
  const cuts: BatchCut[] = [];
  for (const [line, bytes] of sizes.entries()) {
    if (bytes > limits.bytes) throw problem("batch_line_too_long", { line: String(line + 1) });
    const last = cuts.at(-1);
    if (last && last.to - last.from < limits.lines && last.bytes + bytes <= limits.bytes) {
      last.to += 1;
      last.bytes += bytes;
    } else cuts.push({ from: line, to: line + 1, bytes });
  }
  return cuts;
}
