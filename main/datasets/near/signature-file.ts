import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { signatureLength } from "./minhash.ts";
import { mixed } from "./shingles.ts";

/** Bands of numbers of a signature, by which rows that may be alike are found. */
export const bandCount = 16;
const bandWidth = signatureLength / bandCount;

/** Rows that are written at once: first their ids, then their hashes band by band, then their signatures. */
const block = 4096;
const idBytes = 4 * block;
const bandBytes = 4 * block;
const signatureBytes = 4 * signatureLength;
const blockBytes = idBytes + bandCount * bandBytes + block * signatureBytes;

/** Signatures of rows on disk, 324 bytes a row. An entry is a row's number in the order they were added in, from 0. */
export interface SignatureFile {
  readonly size: number;
  /** Throws `RangeError` for an id that is no whole number below 2^31. */
  add(row: number, signature: Uint32Array): void;
  /** The hashes of one band of all entries, put into an array from a place on. */
  band(band: number, into: Uint32Array, from: number): void;
  signature(entry: number, into: Uint32Array): void;
  /** The ids of all entries, in the order they were added in. */
  rows(into: Int32Array): void;
  close(): void;
}

/** Makes the file anew, readable by the user only. Throws what the file system throws; then there is no file. */
export function createSignatureFile(path: string): SignatureFile {
  rmSync(path, { force: true });
  const handle = openSync(path, "wx+", 0o600);
  const pending = new Uint8Array(blockBytes);
  const ids = new Int32Array(pending.buffer, 0, block);
  const hashes = new Uint32Array(pending.buffer, idBytes, bandCount * block);
  const signatures = new Uint32Array(pending.buffer, idBytes + bandCount * bandBytes);
  let size = 0;
  let written = 0;
  let isOpen = true;

  const close = () => {
    if (isOpen) closeSync(handle);
    isOpen = false;
  };
  const safely = <Value>(work: () => Value): Value => {
    try {
      return work();
    } catch (error) {
      close();
      rmSync(path, { force: true });
      throw error;
    }
  };
  const write = () =>
    safely(() => {
      for (let at = 0; at < blockBytes; ) {
        at += writeSync(handle, pending, at, blockBytes - at, (written / block) * blockBytes + at);
      }
      written += block;
    });
  const read = (into: Uint8Array, position: number) =>
    safely(() => {
      for (let at = 0; at < into.length; ) {
        const count = readSync(handle, into, at, into.length - at, position + at);
        if (count === 0) throw new Error("The file of signatures is shorter than what was written.");
        at += count;
      }
    });

  /** Puts one part of every block into an array. */
  const gather = (
    into: Uint32Array | Int32Array,
    from: number,
    offset: number,
    waiting: Uint32Array | Int32Array,
  ) => {
    for (let first = 0; first < written; first += block) {
      const start = into.byteOffset + 4 * (from + first);
      read(new Uint8Array(into.buffer, start, 4 * block), (first / block) * blockBytes + offset);
    }
    into.set(waiting.subarray(0, size - written), from + written);
  };

  return {
    get size() {
      return size;
    },
    add(row, signature) {
      if (row !== (row | 0)) throw new RangeError(`${row} is no number of a row.`);
      const place = size - written;
      ids[place] = row;
      signatures.set(signature, place * signatureLength);
      for (let band = 0; band < bandCount; band += 1) {
        let hash = 0;
        for (let at = band * bandWidth; at < (band + 1) * bandWidth; at += 1) {
          hash = mixed(Math.imul(hash, 31) + (signature[at] ?? 0));
        }
        hashes[band * block + place] = hash;
      }
      size += 1;
      if (size - written === block) write();
    },
    band: (band, into, from) =>
      gather(into, from, idBytes + band * bandBytes, hashes.subarray(band * block, (band + 1) * block)),
    signature(entry, into) {
      if (entry >= written) {
        const at = (entry - written) * signatureLength;
        into.set(signatures.subarray(at, at + signatureLength));
        return;
      }
      const place = entry % block;
      const start = ((entry - place) / block) * blockBytes + idBytes + bandCount * bandBytes;
      read(new Uint8Array(into.buffer, into.byteOffset, signatureBytes), start + place * signatureBytes);
    },
    rows: (into) => gather(into, 0, 0, ids),
    close,
  };
}
