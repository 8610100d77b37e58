import { setImmediate } from "node:timers/promises";
import { withPauses } from "../../pauses.ts";
import { leastAgreeing, mostCompared, type NearIndex, type NearOptions, usualThreshold } from "./index.ts";
import { agreeing, signatureLength } from "./minhash.ts";
import { equalIn, orderOf } from "./radix.ts";
import { bandCount, type SignatureFile } from "./signature-file.ts";

/** A row that is the same as, or nearly the same as, one of another part or dataset; 1 is the same. */
export interface Leak {
  row: number;
  other: number;
  similarity: number;
}

/** Rows looked at between two pauses. */
const stride = 0x4000;

/**
 * The rows of one index that are nearly the same as rows of another, each with the one it is most like. Of a bucket's
 * other rows at most 32 that differ are compared, so that the time is linear. Takes 12 bytes of memory for each row of
 * both, and 5 more for each row of the first. Throws the signal's reason.
 */
export async function* leaksBetween(
  index: Pick<NearIndex, "entries">,
  other: Pick<NearIndex, "entries">,
  options: NearOptions = {},
): AsyncGenerator<Leak, void> {
  const { strongest, nearest } = await withPauses(compared(index.entries, other.entries, options));
  const rows = new Int32Array(index.entries.size);
  const others = new Int32Array(other.entries.size);
  index.entries.rows(rows);
  other.entries.rows(others);
  for (let entry = 0; entry < rows.length; entry += 1) {
    if (entry % stride === 0) await setImmediate();
    const agrees = strongest[entry] ?? 0;
    if (agrees === 0) continue;
    yield {
      row: rows[entry] ?? 0,
      other: others[nearest[entry] ?? 0] ?? 0,
      similarity: agrees / signatureLength,
    };
  }
}

function* compared(
  entries: SignatureFile,
  others: SignatureFile,
  { threshold = usualThreshold, signal, onProgress }: NearOptions,
): Generator<void, { strongest: Uint8Array; nearest: Uint32Array }> {
  const own = entries.size;
  const all = own + others.size;
  const [values, scratch, result] = [new Uint32Array(all), new Uint32Array(all), new Uint32Array(all)];
  const strongest = new Uint8Array(own);
  const nearest = new Uint32Array(own);
  const least = leastAgreeing(threshold);
  const signature = new Uint32Array(signatureLength);

  for (let band = 0; band < bandCount; band += 1) {
    entries.band(band, values, 0);
    others.band(band, values, own);
    yield signal?.throwIfAborted();
    const order = yield* orderOf(values, scratch, result);
    for (const run of equalIn(values, order)) {
      yield signal?.throwIfAborted();
      if (run === null) continue;
      const isMixed = (order[run.from] ?? 0) < own && (order[run.to - 1] ?? 0) >= own;
      if (!isMixed) continue;
      const different: { entry: number; signature: Uint32Array }[] = [];
      // Equal hashes are in the order of their places, so that the others come last.
      for (let at = run.to - 1; at >= run.from && different.length < mostCompared; at -= 1) {
        if (at % 64 === 0) yield signal?.throwIfAborted();
        const entry = (order[at] ?? 0) - own;
        if (entry < 0) break;
        others.signature(entry, signature);
        if (different.some((one) => agreeing(one.signature, signature) === signatureLength)) continue;
        different.push({ entry, signature: signature.slice() });
      }
      for (let at = run.from; at < run.to; at += 1) {
        if (at % 64 === 0) yield signal?.throwIfAborted();
        const entry = order[at] ?? 0;
        if (entry >= own) break;
        if (strongest[entry] === signatureLength) continue;
        entries.signature(entry, signature);
        for (const one of different) {
          const agrees = agreeing(one.signature, signature);
          if (agrees < least || agrees <= (strongest[entry] ?? 0)) continue;
          strongest[entry] = agrees;
          nearest[entry] = one.entry;
        }
      }
    }
    onProgress?.((band + 1) / bandCount);
  }
  return { strongest, nearest };
}
