import { Readable, type TransformOptions } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip, type ZlibOptions } from "node:zlib";
import { checked } from "../../../exported.ts";
import { type EvaluationHead, evaluationHead } from "./head.ts";
import { orderOf } from "./order.ts";
import { type EvaluationRecord, evaluationRecord } from "./records.ts";
import { sealing } from "./seals.ts";

/** Characters of lines that are packed at once. */
const batchSize = 128 * 1024;
/** Batches that are made before those before them are packed. */
const ahead = 4;

/**
 * A sealed report: gzip of JSON lines, piece by piece. First the head, then the records in the order that `orderOf`
 * wants, last the seals, which `onSealed` is told too. Throws `import_refused` for what could not be read back.
 */
export async function* packed(
  head: EvaluationHead,
  records: AsyncIterable<EvaluationRecord> | Iterable<EvaluationRecord>,
  onSealed: (whole: string) => void = () => {},
): AsyncGenerator<Uint8Array, void> {
  // Packing goes on in a thread of its own while the next lines are made.
  const options: ZlibOptions & TransformOptions = {
    chunkSize: batchSize,
    writableHighWaterMark: ahead * batchSize,
  };
  const gzip = createGzip(options);
  const ended = pipeline(Readable.from(batches(head, records, onSealed), { highWaterMark: ahead }), gzip);
  // Seen below, where the pieces end.
  ended.catch(() => {});
  try {
    yield* gzip as AsyncIterable<Uint8Array>;
    await ended;
  } finally {
    gzip.destroy();
    await ended.catch(() => {});
  }
}

async function* batches(
  head: EvaluationHead,
  records: AsyncIterable<EvaluationRecord> | Iterable<EvaluationRecord>,
  onSealed: (whole: string) => void,
): AsyncGenerator<Buffer, void> {
  const seal = sealing();
  let waiting = "";
  const put = (line: string) => {
    waiting += `${line}\n`;
  };
  const first = JSON.stringify(checked(evaluationHead, head));
  seal.add("head", first);
  put(first);
  const isInOrder = orderOf(head);
  for await (const record of records) {
    const valid = checked(evaluationRecord, record);
    isInOrder(valid);
    const line = JSON.stringify(valid).toWellFormed();
    seal.add(valid.kind, line);
    put(line);
    if (waiting.length < batchSize) continue;
    yield Buffer.from(waiting);
    waiting = "";
  }
  const count = seal.lines();
  const seals = seal.end();
  put(JSON.stringify({ kind: "seal", lines: count, seals }));
  yield Buffer.from(waiting);
  onSealed(seals.whole);
}
