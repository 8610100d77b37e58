import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";

/** A form of `multipart/form-data` with one file, which is read from the disk while it is sent. */
export interface Form {
  fields: Readonly<Record<string, string>>;
  file: {
    field: string;
    name: string;
    path: string;
    /** Which of its bytes. */
    from: number;
    bytes: number;
  };
  /** How many bytes of the file have left. */
  onProgress?: ((done: number) => void) | undefined;
}

interface EncodedForm {
  headers: Record<string, string>;
  /** The form for a person to read: without the bytes of its file. */
  told: Record<string, string>;
  /** The bytes, read anew with each call. */
  body(): ReadableStream<Uint8Array>;
  /** Is told how many bytes have left. What was taken from the body counts until it is called. */
  onSent(bytes: number): void;
  /** Why the file could not be read; null where it could. */
  failure(): Error | null;
}

/** Bytes that are read at once: enough that nobody waits for the disk, few enough that progress is seen. */
const pieceBytes = 256 * 1024;

/**
 * A form as it is sent (RFC 7578), with its exact length: a service that takes a form in pieces of unknown length is not
 * promised anywhere. `onMoved` is called whenever something has left.
 */
export function encodeForm({ fields, file, onProgress }: Form, onMoved: () => void): EncodedForm {
  const boundary = `form-${randomBytes(16).toString("hex")}`;
  const head = Buffer.from(
    [
      ...Object.entries(fields).map(
        ([name, value]) =>
          `--${boundary}\r\ncontent-disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`,
      ),
      `--${boundary}\r\ncontent-disposition: form-data; name="${escaped(file.field)}"; filename="${escaped(file.name)}"\r\n`,
      "content-type: application/octet-stream\r\n\r\n",
    ].join(""),
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  let failure: Error | null = null;
  let isToldBySender = false;
  const moved = (bytes: number) => {
    onMoved();
    onProgress?.(Math.max(0, Math.min(file.bytes, bytes - head.length)));
  };

  async function* pieces(): AsyncGenerator<Uint8Array, void> {
    yield head;
    let read = 0;
    try {
      if (file.bytes > 0) {
        const { path, from, bytes } = file;
        const source = createReadStream(path, {
          start: from,
          end: from + bytes - 1,
          highWaterMark: pieceBytes,
        });
        for await (const piece of source as AsyncIterable<Buffer>) {
          read += piece.length;
          yield piece;
        }
      }
      if (read < file.bytes) throw new Error("The file has become shorter.");
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
    yield tail;
  }

  return {
    headers: {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "content-length": String(head.length + file.bytes + tail.length),
    },
    told: { ...fields, [file.field]: `${file.name}, ${file.bytes} bytes` },
    body: () => streamOf(pieces(), (taken) => isToldBySender || moved(taken)),
    onSent: (bytes) => {
      isToldBySender = true;
      moved(bytes);
    },
    failure: () => failure,
  };
}

/** A stream that takes no piece before it is asked for one. `onTaken` is told the bytes of the pieces before. */
function streamOf(
  pieces: AsyncGenerator<Uint8Array, void>,
  onTaken: (bytes: number) => void,
): ReadableStream<Uint8Array> {
  let given = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // Who asks for the next piece has got rid of the last one.
        onTaken(given);
        const { done, value } = await pieces.next();
        if (done) return controller.close();
        given += value.length;
        controller.enqueue(value);
      },
      cancel: async () => {
        await pieces.return();
      },
    },
    { highWaterMark: 0 },
  );
}

/** As browsers write names in forms (WHATWG HTML, multipart/form-data encoding algorithm). */
const escaped = (name: string) => name.replace(/\r\n|\r|\n/g, "%0D%0A").replaceAll('"', "%22");
