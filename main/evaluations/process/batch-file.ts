import { closeSync, createReadStream, createWriteStream, openSync, rmSync, writeSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { type BatchUrl, batchLine, cutBatch } from "../../foundry/batches/lines.ts";
import type { Question } from "../../foundry/chat/question.ts";
import { wholeBody } from "../../foundry/chat/whole-answer.ts";
import { diagnosisOf, FoundryError } from "../../foundry/error.ts";
import type { WorkContext } from "../../processes/messages.ts";
import { customIdOf } from "../shape.ts";
import { questionOf } from "./asked.ts";
import type { OpenSession, Session } from "./session.ts";

/** How a model is asked, besides the row. */
export type AskedOf = Pick<Question, "deployment" | "model" | "system" | "parameters" | "adjustments">;

/** A file of lines for a batch. */
interface WrittenBatch {
  path: string;
  bytes: number;
  places: Int32Array;
}

/** The files that came of it, and what cannot be asked at all. */
export interface WrittenBatches {
  files: WrittenBatch[];
  refused: { row: number; repeat: number; diagnosis: Diagnosis }[];
}

/** What is written, and where. */
export interface WriteBatches {
  path: string;
  /** The place of the model, and rows and repeats of it. */
  model: number;
  places: Int32Array;
  asked: AskedOf;
  url: BatchUrl;
}

/** Lines between two looks at whether it was cancelled. */
const stride = 200;

/**
 * Writes rows and repeats of a model as the lines of batches: one file, or several beside `path` where they are more than a
 * batch takes. What cannot be asked at all is given with the reason.
 */
export async function writeBatches(
  open: OpenSession,
  { path, model, places, asked, url }: WriteBatches,
  { signal }: Pick<WorkContext, "signal">,
  limits?: Parameters<typeof cutBatch>[1],
): Promise<WrittenBatches> {
  const refused: WrittenBatches["refused"] = [];
  const sizes: number[] = [];
  const written: number[] = [];
  const file = openSync(path, "w", 0o600);
  try {
    for (let at = 0; at < places.length; at += 2) {
      const [row = 0, repeat = 0] = places.subarray(at, at + 2);
      const line = lineOf(open(), row, customIdOf({ row, model, repeat }), asked, url);
      if (typeof line !== "string") refused.push({ row, repeat, diagnosis: line });
      else {
        sizes.push(writeSync(file, line));
        written.push(row, repeat);
      }
      if (at % stride > 0) continue;
      await nextTurn();
      signal.throwIfAborted();
    }
  } finally {
    closeSync(file);
  }
  const cuts = cutBatch(sizes, limits);
  const placesOf = (from: number, to: number) => Int32Array.from(written.slice(2 * from, 2 * to));
  const [whole] = cuts;
  if (cuts.length === 1 && whole)
    return { files: [{ path, bytes: whole.bytes, places: placesOf(0, whole.to) }], refused };
  const files: WrittenBatch[] = [];
  let start = 0;
  for (const [number, { from, to, bytes }] of cuts.entries()) {
    const part = `${path}.${number + 1}`;
    const read = createReadStream(path, { start, end: start + bytes - 1 });
    await pipeline(read, createWriteStream(part, { mode: 0o600 }), { signal });
    files.push({ path: part, bytes, places: placesOf(from, to) });
    start += bytes;
  }
  rmSync(path, { force: true });
  return { files, refused };
}

/** The line that asks a row, or why it cannot be asked. */
function lineOf(
  session: Session,
  row: number,
  customId: string,
  asked: AskedOf,
  url: BatchUrl,
): string | Diagnosis {
  const question = questionOf(session, row);
  if (!question) return diagnosisOf("row_without_prompt");
  const { messages, tools } = question;
  try {
    return batchLine(customId, url, wholeBody({ ...asked, messages, tools }));
  } catch (error) {
    if (error instanceof FoundryError) return error.diagnosis;
    throw error;
  }
}
