import type { WorkContext } from "../../../processes/messages.ts";
import { createCommonShingles } from "../../near/common.ts";
import { shinglesOf } from "../../near/shingles.ts";
import { parsed } from "../../reading/nesting.ts";
import { eachRow, type RowsIn, sampleRows, viewer } from "./compared-rows.ts";

export interface NearestInput {
  /** A row as its dataset has it. */
  text: string;
  others: readonly RowsIn[];
  /** How many are given of each. */
  most: number;
}

/** A row that is like another one. */
export interface LikeRow {
  key: number;
  text: string;
  /** The share of what either says that both say (Jaccard), without what many rows say; 1 only where it asks the same. */
  likeness: number;
  isSame: boolean;
}

/** The likeness of rows that ask almost, but not quite, the same. */
const almost = 0.999;

/**
 * The rows nearest to one in each of others, the nearest first, compared as `overlapOf` compares them, but each by itself.
 * Rows that share nothing are none. Linear in the rows of all of them.
 */
export async function nearestRows(
  { text, others, most }: NearestInput,
  context: WorkContext,
): Promise<LikeRow[][]> {
  const common = createCommonShingles();
  const seen = new Set<number>();
  for (const one of others) await sampleRows(one, seen, common.add, context);
  const viewOf = viewer(common.isCommon);
  const wanted = viewOf(parsed(text), text);
  const own = new Set(common.without(shinglesOf(wanted.texts)));
  const nearest: LikeRow[][] = [];
  for (const other of others) {
    const found: LikeRow[] = [];
    await eachRow(other, context, (key, value, rowText) => {
      const { texts, hash } = viewOf(value, rowText);
      const isSame = hash === wanted.hash;
      const likeness = isSame ? 1 : Math.min(almost, shared(own, common.without(shinglesOf(texts))));
      if (likeness === 0 || (found.length === most && likeness <= (found.at(-1)?.likeness ?? 0))) return;
      found.push({ key, text: rowText, likeness, isSame });
      found.sort((one, next) => next.likeness - one.likeness || one.key - next.key);
      found.splice(most);
    });
    nearest.push(found);
  }
  return nearest;
}

/** The share of all shingles that both have. */
function shared(own: ReadonlySet<number>, others: Uint32Array): number {
  let both = 0;
  const all = new Set(others);
  for (const shingle of all) both += Number(own.has(shingle));
  const either = own.size + all.size - both;
  return either === 0 ? 0 : both / either;
}
