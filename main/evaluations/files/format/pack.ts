import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { checked } from "../../../exported.ts";
import { type EvaluationHead, evaluationHead } from "./head.ts";
import { orderOf } from "./order.ts";
import { type EvaluationRecord, evaluationRecord } from "./records.ts";
import { sealing } from "./seals.ts";

/** Characters of lines that are packed at once. */
const batchSize = 64 * 1024;

/**
 * A sealed report: gzip of JSON lines, piece by piece. First the head, then the records in the order that `orderOf`
 * wants, last the seals, which `onSealed` is told too. Throws `import_refused` for what could not be read back.
 */
export async function* packed(
  head: EvaluationHead,
  records: AsyncIterable<EvaluationRecord> | Iterable<EvaluationRecord>,
  onSealed: (whole: string) => void = () => {},
): AsyncGenerator<Uint8Array, void> {
  const gzip = createGzip();
  const ended = pipeline(Readable.from(batches(lines(head, records, onSealed))), gzip);
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

async function* lines(
  head: EvaluationHead,
  records: AsyncIterable<EvaluationRecord> | Iterable<EvaluationRecord>,
  onSealed: (whole: string) => void,
): AsyncGenerator<string, void> {
  const seal = sealing();
  const first = JSON.stringify(checked(evaluationHead, head));
  seal.add("head", first);
  yield first;
  const isInOrder = orderOf(head);
  for await (const record of records) {
    const valid = checked(evaluationRecord, record);
    isInOrder(valid);
    const line = JSON.stringify(valid);
    seal.add(valid.kind, line);
    yield line;
  }
  const count = seal.lines();
  const seals = seal.end();
  yield JSON.stringify({ kind: "seal", lines: count, seals });
  onSealed(seals.whole);
}

async function* batches(lines: AsyncIterable<string>): AsyncGenerator<Buffer, void> {
  let waiting: string[] = [];
  let length = 0;
  for await (const line of lines) {
    waiting.push(line, "\n");
    length += line.length;
    if (length < batchSize) continue;
    yield Buffer.from(waiting.join("").toWellFormed());
    [waiting, length] = [[], 0];
  }
  yield Buffer.from(waiting.join(""));
}
