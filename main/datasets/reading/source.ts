import { type BigIntStats, constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { FoundryError } from "../../foundry/error.ts";
import { refused } from "../refused.ts";
import { isGzip, unpacked } from "./gzip.ts";

/** A file on disk, under its own name or another, or one that came with its bytes. */
export type Source = { path: string; name?: string } | { name: string; bytes: Uint8Array };

/** What a reader of a source may be told and may tell. */
export interface ReadingOptions {
  /** Ends the reading with the reason of the signal. */
  signal?: AbortSignal | undefined;
  /** Told as it goes on: bytes of the source as it is stored, and how many those are in all. */
  onBytes?: ((read: number, total: number) => void) | undefined;
}

/** A source that is open. It is closed by whoever opened it. */
export interface OpenSource {
  /** Bytes as it is stored. */
  size: number;
  isGzip: boolean;
  /** Its bytes from the beginning, unpacked if it is gzip. A piece is only good until the next one is asked for. */
  pieces(options?: ReadingOptions): AsyncGenerator<Uint8Array, void>;
  /** The stored bytes from one place to another; fewer where it ends. */
  slice(from: number, to: number): Promise<Uint8Array>;
  /** Throws `dataset_changed` where it is no longer what was opened. */
  confirm(): Promise<void>;
  close(): Promise<void>;
}

/** Bytes that are read at once. */
const pieceSize = 256 * 1024;

/** The name a source goes by. */
export const nameOf = (source: Source): string =>
  "path" in source ? (source.name ?? basename(source.path)) : source.name;

/**
 * Opens a source. Only a file is one: a pipe, a device, a folder or a socket is refused without waiting for it. Reading
 * one that is written to, replaced or deleted in the meantime ends in `dataset_changed`. Throws `dataset_unreadable`,
 * `dataset_zip`; while unpacking `dataset_gzip`, `dataset_gzip_twice`, `dataset_bomb`.
 */
export async function openSource(source: Source): Promise<OpenSource> {
  const stored = "path" in source ? await openFile(source.path) : inMemory(source.bytes);
  try {
    const head = (await stored.slice(0, 4)).slice();
    if (startsWith(head, [0x50, 0x4b, 3, 4]) || startsWith(head, [0x50, 0x4b, 5, 6])) throw refused("zip");
    const isPacked = isGzip(head);
    return {
      ...stored,
      isGzip: isPacked,
      pieces: (options = {}) =>
        isPacked ? unpacked(piecesOf(stored, options, true)) : piecesOf(stored, options, false),
    };
  } catch (error) {
    await stored.close();
    throw error;
  }
}

interface Stored extends Pick<OpenSource, "size" | "confirm" | "close"> {
  /** Bytes from a place on; into `into` where the caller has room for them. */
  slice(from: number, to: number, into?: Uint8Array): Promise<Uint8Array>;
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, at) => bytes[at] === byte);

const inMemory = (bytes: Uint8Array): Stored => ({
  size: bytes.length,
  slice: async (from, to) => bytes.subarray(from, to),
  confirm: async () => {},
  close: async () => {},
});

async function openFile(path: string): Promise<Stored> {
  let handle: FileHandle | null = null;
  try {
    // Some devices do something when they are opened.
    if (!(await stat(path)).isFile()) throw refused("unreadable");
    // A pipe that takes the file's place in between would keep a plain `open` waiting.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const facts = await handle.stat({ bigint: true });
    if (!facts.isFile()) throw refused("unreadable");
    return storedFile(path, handle, facts);
  } catch (error) {
    await handle?.close();
    throw error instanceof FoundryError ? error : refused("unreadable", error);
  }
}

function storedFile(path: string, handle: FileHandle, facts: BigIntStats): Stored {
  const size = Number(facts.size);
  return {
    size,
    slice: async (from, to, into) => {
      const end = Math.min(to, size);
      if (end <= from) return new Uint8Array();
      const bytes = into?.subarray(0, end - from) ?? new Uint8Array(end - from);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle
          .read(bytes, filled, bytes.length - filled, from + filled)
          .catch((error: unknown) => {
            throw refused("unreadable", error);
          });
        // It has become shorter.
        if (bytesRead === 0) throw refused("changed");
        filled += bytesRead;
      }
      return bytes;
    },
    confirm: async () => {
      const open = await handle.stat({ bigint: true }).catch(() => null);
      const there = await stat(path, { bigint: true }).catch(() => null);
      const isSame = [open, there].every(
        (now) => now?.size === facts.size && now.mtimeNs === facts.mtimeNs && now.ino === facts.ino,
      );
      if (!isSame) throw refused("changed");
    },
    close: () => handle.close(),
  };
}

/** With `isFresh` each piece has bytes of its own, for a reader that keeps them. */
async function* piecesOf(
  stored: Stored,
  { signal, onBytes }: ReadingOptions,
  isFresh: boolean,
): AsyncGenerator<Uint8Array, void> {
  const room = isFresh ? undefined : new Uint8Array(Math.min(pieceSize, stored.size));
  for (let from = 0; from < stored.size; from += pieceSize) {
    signal?.throwIfAborted();
    yield await stored.slice(from, from + pieceSize, room);
    onBytes?.(Math.min(from + pieceSize, stored.size), stored.size);
  }
  signal?.throwIfAborted();
  await stored.confirm();
}
