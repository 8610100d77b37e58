import { rmSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { withPauses } from "../../pauses.ts";
import { createClusters } from "./clusters.ts";
import { agreeing, signatureLength } from "./minhash.ts";
import { equalIn, orderOf } from "./radix.ts";
import { bandCount, createSignatureFile, type SignatureFile } from "./signature-file.ts";

/** How alike rows are that count as nearly the same: the estimated share of five-word shingles that both have. */
export const usualThreshold = 0.8;

/** How rows that are alike are looked for. `onProgress` is told the share that is done, from 0 to 1. */
export interface NearOptions {
  threshold?: number;
  signal?: AbortSignal;
  onProgress?: (share: number) => void;
}

/** Signatures of the rows of one dataset, on disk, and what they tell. */
export interface NearIndex {
  readonly entries: SignatureFile;
  /** Takes a row by its id, a whole number below 2^31. */
  add(row: number, signature: Uint32Array): void;
  /**
   * The rows that are nearly the same, group by group, each with the ids of two rows or more in the order they were
   * added in. What is like one row of a group belongs to it, so that two of its rows may be less alike than the
   * threshold. Throws the signal's reason; the file is gone then.
   */
  groups(options?: NearOptions): AsyncGenerator<Int32Array, void>;
  close(): void;
  /** Closes it and deletes its file. */
  remove(): void;
}

/** Rows of one bucket that others are compared with: the time stays linear however large a bucket is. */
export const mostCompared = 32;

/** In how many of a signature's numbers two rows agree that are so alike. */
export const leastAgreeing = (threshold: number): number => Math.ceil(threshold * signatureLength - 1e-9);

/** Groups are given between two pauses. */
const atOnce = 256;

/**
 * Makes an index in a file of its own: 324 bytes of disk a row, and 16 bytes of memory a row while groups are looked
 * for. Rows are compared that agree in all four numbers of at least one of 16 bands: two rows with a resemblance of 0.8
 * are with a probability of 1 − (1 − 0.8⁴)¹⁶ = 99.98%, of 0.5 with 64%. Whether they are alike is decided by their
 * whole signatures, and in a bucket of more than 32 rows by comparison with 32 of them.
 */
export function createNearIndex(file: string): NearIndex {
  const entries = createSignatureFile(file);
  const remove = () => {
    entries.close();
    rmSync(file, { force: true });
  };
  return {
    entries,
    add: (row, signature) => entries.add(row, signature),
    async *groups(options = {}) {
      try {
        const { values, order, free } = await withPauses(grouped(entries, options));
        const rows = new Int32Array(free.buffer);
        entries.rows(rows);
        let given = 0;
        for (const run of equalIn(values, order)) {
          if (run === null || ++given % atOnce === 0) await setImmediate();
          options.signal?.throwIfAborted();
          if (run !== null)
            yield Int32Array.from(order.subarray(run.from, run.to), (entry) => rows[entry] ?? 0);
        }
      } catch (error) {
        remove();
        throw error;
      }
    },
    close: () => entries.close(),
    remove,
  };
}

/** The first entry of each entry's group, the entries in that order, and an array that is free for other use. */
function* grouped(
  entries: SignatureFile,
  { threshold = usualThreshold, signal, onProgress }: NearOptions,
): Generator<void, { values: Uint32Array; order: Uint32Array; free: Uint32Array }> {
  const { size } = entries;
  const [values, scratch, result] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
  const clusters = createClusters(size);
  const least = leastAgreeing(threshold);
  const signature = new Uint32Array(signatureLength);
  const compared = Array.from({ length: mostCompared }, () => ({
    entry: 0,
    signature: new Uint32Array(signatureLength),
  }));

  for (let band = 0; band < bandCount; band += 1) {
    entries.band(band, values, 0);
    yield signal?.throwIfAborted();
    const order = yield* orderOf(values, scratch, result);
    for (const run of equalIn(values, order)) {
      yield signal?.throwIfAborted();
      if (run === null) continue;
      let kept = 0;
      for (let at = run.from; at < run.to; at += 1) {
        if (at % 64 === 0) yield signal?.throwIfAborted();
        const entry = order[at] ?? 0;
        const others = compared.slice(0, Math.min(kept, mostCompared));
        const isKnown = () => others.some((other) => clusters.find(other.entry) === clusters.find(entry));
        // What is like a row need not be like the others of its group, so that a few of a group are kept too.
        if (kept >= mostCompared && isKnown()) continue;
        entries.signature(entry, signature);
        let isAlike = false;
        for (const other of others) {
          if (clusters.find(other.entry) === clusters.find(entry)) continue;
          if (agreeing(other.signature, signature) < least) continue;
          clusters.join(other.entry, entry);
          isAlike = true;
        }
        if (kept >= mostCompared && isAlike) continue;
        const place = compared[kept % mostCompared];
        if (place === undefined) continue;
        place.entry = entry;
        place.signature.set(signature);
        kept += 1;
      }
    }
    onProgress?.((band + 1) / bandCount);
  }
  for (let entry = 0; entry < size; entry += 1) {
    values[entry] = clusters.find(entry);
    if (entry % 0x10000 === 0) yield signal?.throwIfAborted();
  }
  return { values, order: yield* orderOf(values, scratch, result), free: scratch };
}
