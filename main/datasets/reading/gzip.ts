import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { FoundryError } from "../../foundry/error.ts";
import { refused } from "../refused.ts";

/** Bytes that a file is unpacked to at most. */
const unpackedLimit = 4 * 1024 ** 3;

/** From this many unpacked bytes on they are at most `ratioLimit` times the packed ones. Deflate itself ends at 1032. */
const ratioFrom = 100 * 1024 ** 2;
const ratioLimit = 500;

/** Whether bytes begin as gzip does (RFC 1952, section 2.3.1). */
export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;

/**
 * Unpacks gzip, also of several members one after the other. The pieces have to stay as they are. Throws what reading
 * them throws, `dataset_gzip` where they are damaged or break off, `dataset_gzip_twice`, and `dataset_bomb` beyond 4 GB
 * or where far less was packed than any data would be.
 */
export async function* unpacked(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let packed = 0;
  let total = 0;
  async function* counted() {
    for await (const piece of pieces) {
      packed += piece.length;
      yield piece;
    }
  }
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const ended = pipeline(Readable.from(counted(), { objectMode: true }), gunzip);
  // Seen below, where the pieces end.
  ended.catch(() => {});
  try {
    for await (const piece of gunzip as AsyncIterable<Uint8Array>) {
      if (total === 0 && isGzip(piece)) throw refused("gzip_twice");
      total += piece.length;
      if (total > unpackedLimit || (total > ratioFrom && total > ratioLimit * packed)) throw refused("bomb");
      yield piece;
    }
    await ended;
  } catch (error) {
    throw isOfZlib(error) ? refused("gzip", error) : error;
  } finally {
    gunzip.destroy();
    await ended.catch(() => {});
  }
}

const isOfZlib = (error: unknown): boolean =>
  error instanceof Error &&
  !(error instanceof FoundryError) &&
  "code" in error &&
  String(error.code).startsWith("Z_");
