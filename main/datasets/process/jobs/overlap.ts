import type { WorkContext } from "../../../processes/messages.ts";
import { createCommonShingles } from "../../near/common.ts";
import type { NearIndex } from "../../near/index.ts";
import { leaksBetween } from "../../near/leaks.ts";
import { signatureOf } from "../../near/minhash.ts";
import { shinglesOf } from "../../near/shingles.ts";
import { nearIndexAt } from "../likeness.ts";
import { eachRow, type RowsIn, sampleRows, viewer } from "./compared-rows.ts";

export interface OverlapInput {
  rows: RowsIn;
  others: (RowsIn & { id: string; name: string })[];
  /** A path beside which files may be made that go with the work. */
  scratch: string;
}

/** Rows that are the same as rows of others, or nearly so. */
export interface OverlapFound {
  same: number;
  near: number;
  rows: number;
  examples: { key: number; trainedKey: number; datasetId: string; name: string; likeness: number }[];
}

/** Examples that are given. */
const mostExamples = 20;

/** What a row was found to be like. */
interface Likeness {
  likeness: number;
  trainedKey: number;
  of: number;
}

/**
 * Rows that are in other datasets too, or nearly so, whatever the answer is there. What many rows share, such as the
 * words of a template, makes none of them alike, and neither does a question that many of them ask. Linear in the rows of
 * all of them.
 */
export async function overlapOf(input: OverlapInput, context: WorkContext): Promise<OverlapFound> {
  const { rows, others, scratch } = input;
  const common = createCommonShingles();
  const seen = new Set<number>();
  for (const one of [rows, ...others]) await sampleRows(one, seen, common.add, context);
  const viewOf = viewer(common.isCommon);
  const found = new Map<number, Likeness>();
  const own = nearIndexAt(`${scratch}-rows`);
  try {
    const keys = new Map<number, number[]>();
    let count = 0;
    await eachRow(rows, context, (key, value, text) => {
      count += 1;
      const { texts, hash } = viewOf(value, text);
      const same = keys.get(hash);
      if (same) same.push(key);
      else keys.set(hash, [key]);
      addTo(own, key, common.without(shinglesOf(texts)));
    });
    for (const [of, other] of others.entries()) {
      const index = nearIndexAt(`${scratch}-other`);
      try {
        await eachRow(other, context, (trainedKey, value, text) => {
          const { texts, hash } = viewOf(value, text);
          for (const key of keys.get(hash) ?? []) found.set(key, { likeness: 1, trainedKey, of });
          // Each is found once, however many copies of it there are on either side.
          keys.delete(hash);
          addTo(index, trainedKey, common.without(shinglesOf(texts)));
        });
        for await (const leak of leaksBetween(own, index, context)) {
          // The same signature is no proof of the same text.
          const likeness = Math.min(leak.similarity, 0.999);
          if ((found.get(leak.row)?.likeness ?? 0) < likeness)
            found.set(leak.row, { likeness, trainedKey: leak.other, of });
        }
      } finally {
        index.remove();
      }
    }
    return told(found, count, others);
  } finally {
    own.remove();
  }
}

function told(found: Map<number, Likeness>, rows: number, others: OverlapInput["others"]): OverlapFound {
  const all = [...found].sort(([one, a], [other, b]) => b.likeness - a.likeness || one - other);
  const same = all.filter(([, { likeness }]) => likeness === 1).length;
  return {
    same,
    near: all.length - same,
    rows,
    examples: all.slice(0, mostExamples).map(([key, { likeness, trainedKey, of }]) => ({
      key,
      trainedKey,
      datasetId: others[of]?.id ?? "",
      name: others[of]?.name ?? "",
      likeness,
    })),
  };
}

function addTo(index: NearIndex, key: number, shingles: Uint32Array): void {
  const signature = signatureOf(shingles);
  if (signature) index.add(key, signature);
}
