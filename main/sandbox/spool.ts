import { randomUUID } from "node:crypto";
import { open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A stretch of a spool. */
export interface Extent {
  from: number;
  size: number;
}

/** Bytes on disk that have no name there, so that nothing is left when the process ends in whatever way. */
export interface Spool {
  /** Takes bytes down. Several may be written at a time. */
  write(bytes: Buffer): Promise<Extent>;
  read(extents: readonly Extent[]): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

const chunk = 256 * 1024;

/** An empty spool. Rejects where the folder for temporary files cannot be written. */
export async function openSpool(): Promise<Spool> {
  const path = join(tmpdir(), `assay-sandbox-${randomUUID()}`);
  const file = await open(path, "wx+", 0o600);
  const remove = () => unlink(path).catch(() => {});
  await remove();
  let end = 0;
  return {
    write: async (bytes) => {
      const extent = { from: end, size: bytes.length };
      end += bytes.length;
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, extent.from + done);
        done += bytesWritten;
      }
      return extent;
    },
    read: async function* (extents) {
      for (const { from, size } of extents)
        for (let at = from; at < from + size; ) {
          const wanted = Math.min(chunk, from + size - at);
          const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
          if (bytesRead === 0) throw new Error("the spool is shorter than what was written to it");
          at += bytesRead;
          yield buffer.subarray(0, bytesRead);
        }
    },
    close: async () => {
      await file.close();
      // Where an open file keeps its name, it has one until now.
      await remove();
    },
  };
}
