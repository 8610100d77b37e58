import type { IncomingMessage } from "node:http";
import { Refused } from "./errors.ts";

/** A form that was sent: its fields, and the name and size of its file. */
export interface Form {
  fields: Map<string, string>;
  file: { name: string; size: number } | null;
}

const mostHeaderBytes = 16 * 1024;
const mostFieldBytes = 64 * 1024;
const mostParts = 20;

const refused = (expected: string) => new Refused("invalid-value", { parameter: "body", expected });

/**
 * Reads a form of `multipart/form-data` (RFC 7578) as it arrives. The bytes of the part called `fileField` go to
 * `keep` in their order. Throws `Refused` for what is no such form, for two files, and for a file of more than
 * `mostBytes`, in each case after the request has come to its end.
 */
export async function readForm(
  request: IncomingMessage,
  fileField: string,
  mostBytes: number,
  keep: (bytes: Buffer) => Promise<void>,
): Promise<Form> {
  const source = (request as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  // Read to the end in any case, or the answer would meet a closed connection.
  const drain = async () => {
    while (!(await source.next()).done);
  };
  try {
    const form = await formIn(source, boundaryOf(request), fileField, mostBytes, keep);
    await drain();
    return form;
  } catch (error) {
    if (error instanceof Refused) await drain();
    throw error;
  }
}

function boundaryOf({ headers }: IncomingMessage): string {
  const [, quoted, plain] =
    /^multipart\/form-data;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
      (headers["content-type"] ?? "").slice(0, 1_000),
    ) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw refused("multipart/form-data");
  return boundary;
}

async function formIn(
  source: AsyncIterator<Buffer>,
  boundary: string,
  fileField: string,
  mostBytes: number,
  keep: (bytes: Buffer) => Promise<void>,
): Promise<Form> {
  const form: Form = { fields: new Map(), file: null };
  const reader = readerOf(source);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // As if a line had ended before the first boundary, which otherwise stands alone.
  reader.unread(Buffer.from("\r\n"));
  await reader.upTo(delimiter, async () => {});
  for (let parts = 0; ; parts++) {
    const after = await reader.take(2);
    if (after.toString() === "--") return form;
    reader.unread(after);
    await lineOf(reader);
    if (parts === mostParts) throw refused(`at most ${mostParts} parts`);
    const { name, file } = await headersOf(reader);
    if (name === fileField && file !== null) {
      if (form.file !== null) throw refused("one file");
      form.file = { name: file, size: 0 };
      form.file.size = await reader.upTo(delimiter, async (bytes, size) => {
        if (size > mostBytes) throw refused(`a file of at most ${mostBytes} bytes`);
        await keep(bytes);
      });
    } else {
      const pieces: Buffer[] = [];
      await reader.upTo(delimiter, async (bytes, size) => {
        if (size > mostFieldBytes) throw refused(`fields of at most ${mostFieldBytes} bytes`);
        pieces.push(bytes);
      });
      form.fields.set(name, Buffer.concat(pieces).toString("utf8"));
    }
  }
}

interface Reader {
  unread(bytes: Buffer): void;
  take(count: number): Promise<Buffer>;
  /** Gives on what comes before the delimiter, each time with the bytes so far, and reads past it. */
  upTo(delimiter: Buffer, take: (bytes: Buffer, size: number) => Promise<void>): Promise<number>;
}

function readerOf(source: AsyncIterator<Buffer>): Reader {
  let held: Buffer = Buffer.alloc(0);
  const more = async () => {
    const { value, done } = await source.next();
    if (done) throw refused("multipart/form-data with an end");
    held = held.length === 0 ? value : Buffer.concat([held, value]);
  };
  return {
    unread: (bytes) => {
      held = Buffer.concat([bytes, held]);
    },
    take: async (count) => {
      while (held.length < count) await more();
      const taken = held.subarray(0, count);
      held = held.subarray(count);
      return taken;
    },
    upTo: async (delimiter, take) => {
      let size = 0;
      const give = async (bytes: Buffer) => {
        if (bytes.length === 0) return;
        size += bytes.length;
        await take(bytes, size);
      };
      for (;;) {
        const found = held.indexOf(delimiter);
        if (found >= 0) {
          const before = held.subarray(0, found);
          held = held.subarray(found + delimiter.length);
          await give(before);
          return size;
        }
        // The end may be the beginning of a delimiter.
        const sure = Math.max(0, held.length - delimiter.length + 1);
        const before = held.subarray(0, sure);
        held = held.subarray(sure);
        await give(before);
        await more();
      }
    },
  };
}

const lineEnd = Buffer.from("\r\n");

async function lineOf(reader: Reader): Promise<string> {
  const pieces: Buffer[] = [];
  await reader.upTo(lineEnd, async (bytes, size) => {
    if (size > mostHeaderBytes) throw refused(`headers of at most ${mostHeaderBytes} bytes`);
    pieces.push(bytes);
  });
  return Buffer.concat(pieces).toString("utf8");
}

async function headersOf(reader: Reader): Promise<{ name: string; file: string | null }> {
  let disposition = "";
  for (let size = 0; ; ) {
    const line = await lineOf(reader);
    size += line.length;
    if (size > mostHeaderBytes) throw refused(`headers of at most ${mostHeaderBytes} bytes`);
    if (/^content-disposition:/i.test(line)) disposition = line;
    if (line === "") break;
  }
  const [, name] = /[; ]name="([^"]*)"/i.exec(disposition) ?? [];
  const [, file = null] = /[; ]filename="([^"]*)"/i.exec(disposition) ?? [];
  if (name === undefined) throw refused("parts with a name");
  return { name, file: file?.replaceAll("%22", '"') ?? null };
}
