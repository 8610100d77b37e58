import { lineCutter } from "../../../datasets/reading/lines.ts";
import { checked, parseExported, refused, refusedAs } from "../../../exported.ts";
import { FoundryError } from "../../../foundry/error.ts";
import { asObject } from "../../../foundry/json.ts";
import { hashesOf } from "./hashes.ts";
import { type EvaluationHead, evaluationHead } from "./head.ts";
import { orderOf } from "./order.ts";
import { type EvaluationRecord, evaluationRecord } from "./records.ts";
import { eachSeal, type SealName, type Seals, sealing, sealLine } from "./seals.ts";
import { type FileSource, textsIn } from "./texts.ts";

/** What a report's seals say. A person who changes a file can seal it again: `whole` is to be held against the one that was told. */
export interface Verification {
  whole: string;
  /** By what is sealed: whether it is as it was. */
  holds: Record<SealName, boolean>;
  /** Names of graders and judges whose hash in the head is another than that of what is there. */
  changedGraders: string[];
}

/** A report that was opened. */
export interface OpenReport {
  head: EvaluationHead;
  /**
   * Its records from the beginning; with `onEnd` told what the seals say. Throws `import_refused` with the line and what is
   * wrong there, or `cut` where it breaks off.
   */
  records(onEnd?: (verification: Verification) => void): AsyncGenerator<EvaluationRecord, void>;
}

/**
 * Opens a report that `packed` made, here or elsewhere; also one that was unpacked. Throws `import_refused` with why and
 * in which line, and what reading files throws.
 */
export async function openReport(source: FileSource): Promise<OpenReport> {
  for await (const { text } of linesOf(source)) {
    const head = headIn(text);
    return { head, records: (onEnd) => recordsIn(source, head, onEnd) };
  }
  throw refused("format");
}

/** What a report's seals say, after all of it was read. Throws what its records throw. */
export async function verify(source: FileSource): Promise<Verification> {
  const { records } = await openReport(source);
  let verification: Verification | null = null;
  const onEnd = (said: Verification) => {
    verification = said;
  };
  for await (const _record of records(onEnd));
  if (verification === null) throw refused("cut");
  return verification;
}

async function* recordsIn(
  source: FileSource,
  head: EvaluationHead,
  onEnd: (verification: Verification) => void = () => {},
): AsyncGenerator<EvaluationRecord, void> {
  const seal = sealing();
  const isInOrder = orderOf(head);
  let isSealed = false;
  for await (const { text, line } of linesOf(source)) {
    if (isSealed) throw refused(`line ${line} behind`);
    if (seal.lines() === 0) {
      seal.add("head", text);
      continue;
    }
    const value = atLine(line, () => parseExported(text));
    if (asObject(value)?.kind === "seal") {
      const { lines, seals } = atLine(line, () => checked(sealLine, value, "record"));
      if (lines !== seal.lines()) throw refused("cut");
      isSealed = true;
      onEnd(verification(head, seals, seal.end()));
      continue;
    }
    const record = atLine(line, () => {
      const valid = checked(evaluationRecord, value, "record");
      isInOrder(valid);
      return valid;
    });
    seal.add(record.kind, text);
    yield record;
  }
  if (!isSealed) throw refused("cut");
}

function verification(head: EvaluationHead, said: Seals, found: Seals): Verification {
  const here = hashesOf(head.settings, head.deployments);
  const changed = [
    ...changedIn(head.graderHashes, here.graderHashes),
    ...changedIn(head.judgeHashes, here.judgeHashes),
  ];
  const nameOf = (graderId: string) =>
    head.settings.graders.find(({ id }) => id === graderId)?.name ?? graderId;
  return {
    whole: found.whole,
    holds: eachSeal((name) => said[name] === found[name]),
    changedGraders: [...new Set(changed)].map(nameOf),
  };
}

type Hashes = EvaluationHead["graderHashes"];

/** Graders with another hash, or with none on one side. */
const changedIn = (said: Hashes, found: Hashes): string[] => {
  const ids = new Set([...said, ...found].map(({ graderId }) => graderId));
  const hash = (list: Hashes, id: string) => list.find(({ graderId }) => graderId === id)?.hash;
  return [...ids].filter((id) => hash(said, id) !== hash(found, id));
};

function headIn(text: string): EvaluationHead {
  const value = atLine(1, () => parseExported(text));
  const head = asObject(value);
  if (head?.format !== "assay-evaluation") throw refusedAs(value, refused("format"));
  return checked(evaluationHead, head);
}

/** Says in which line something is refused. */
function atLine<Value>(line: number, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FoundryError) || error.diagnosis.code !== "import_refused") throw error;
    throw refused(`line ${line} ${error.diagnosis.parameters.why ?? ""}`, error);
  }
}

/** The lines of a file that have something in them, counted from 1. */
async function* linesOf(source: FileSource): AsyncGenerator<{ text: string; line: number }, void> {
  let lines: { text: string; line: number }[] = [];
  const cutter = lineCutter((text, line) => {
    if (text.trim() !== "") lines.push({ text, line });
  });
  for await (const text of textsIn(source)) {
    cutter.piece(text);
    yield* lines;
    lines = [];
  }
  cutter.end();
  yield* lines;
}
