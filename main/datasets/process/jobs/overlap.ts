import { setImmediate } from "node:timers/promises";
import { everyRow } from "../../../../preload/every-row.ts";
import type { Part } from "../../../../preload/parts.ts";
import { questionFields } from "../../../../preload/question-fields.ts";
import { asObject, asText } from "../../../foundry/json.ts";
import type { WorkContext } from "../../../processes/messages.ts";
import { cellText } from "../../../storage/text-cell.ts";
import { contentsOf, spokenIn } from "../../contents.ts";
import { createCommonShingles } from "../../near/common.ts";
import { contentHash } from "../../near/exact.ts";
import type { NearIndex } from "../../near/index.ts";
import { leaksBetween } from "../../near/leaks.ts";
import { signatureOf } from "../../near/minhash.ts";
import { shinglesOf } from "../../near/shingles.ts";
import { parsed } from "../../reading/nesting.ts";
import { orderOf } from "../../store/view.ts";
import { beside, operationIn } from "../files.ts";
import { nearIndexAt } from "../likeness.ts";

/** Rows of a dataset's file. */
interface RowsIn {
  file: string;
  /** Null for the newest state. */
  version: number | null;
  part: Part | null;
}

export interface OverlapInput {
  rows: RowsIn;
  others: (RowsIn & { id: string; name: string })[];
  /** A path beside which files may be made that go with the work. */
  scratch: string;
}

/** Rows that are the same as rows of others, or nearly so. */
export interface OverlapFound {
  same: number;
  near: number;
  rows: number;
  examples: { key: number; trainedKey: number; datasetId: string; name: string; likeness: number }[];
}

/** Examples that are given. */
const mostExamples = 20;

/** Rows that are looked at to find what many of them share. */
const sampled = 2000;

/** Rows between two pauses. */
const stride = 100;

/** What others than the model say in a row, or the question in its fields: an evaluation may have another answer, or none. */
function askedIn(value: unknown): string[] {
  const said = spokenIn(value).flatMap(({ text, by }) => (by === "user" || by === "tool" ? [text] : []));
  if (said.length > 0) return said;
  const row = asObject(value) ?? {};
  const question = questionFields.map((name) => row[name]).find((text) => typeof text === "string");
  return question === undefined ? [] : [asText(question)];
}

/** How rows are compared: by what they ask, and by all that stands in them where many ask the same. */
const viewer = (isCommon: (hash: number) => boolean) => (value: unknown, text: string) => {
  const asked = askedIn(value);
  const hash = hashOf(asked, text);
  if (asked.length > 0 && !isCommon(hash)) return { texts: asked, hash };
  const whole = contentsOf(value);
  return { texts: whole, hash: hashOf(whole, text) };
};

/** What a row was found to be like. */
interface Likeness {
  likeness: number;
  trainedKey: number;
  of: number;
}

/**
 * Rows that are in other datasets too, or nearly so, whatever the answer is there. What many rows share, such as the
 * words of a template, makes none of them alike, and neither does a question that many of them ask. Linear in the rows of
 * all of them.
 */
export async function overlapOf(input: OverlapInput, context: WorkContext): Promise<OverlapFound> {
  const { rows, others, scratch } = input;
  const common = createCommonShingles();
  const seen = new Set<number>();
  for (const one of [rows, ...others]) await sample(one, seen, common.add, context);
  const viewOf = viewer(common.isCommon);
  const found = new Map<number, Likeness>();
  const own = nearIndexAt(`${scratch}-rows`);
  try {
    const keys = new Map<number, number[]>();
    let count = 0;
    await eachRow(rows, context, (key, value, text) => {
      count += 1;
      const { texts, hash } = viewOf(value, text);
      const same = keys.get(hash);
      if (same) same.push(key);
      else keys.set(hash, [key]);
      addTo(own, key, common.without(shinglesOf(texts)));
    });
    for (const [of, other] of others.entries()) {
      const index = nearIndexAt(`${scratch}-other`);
      try {
        await eachRow(other, context, (trainedKey, value, text) => {
          const { texts, hash } = viewOf(value, text);
          for (const key of keys.get(hash) ?? []) found.set(key, { likeness: 1, trainedKey, of });
          // Each is found once, however many copies of it there are on either side.
          keys.delete(hash);
          addTo(index, trainedKey, common.without(shinglesOf(texts)));
        });
        for await (const leak of leaksBetween(own, index, context)) {
          // The same signature is no proof of the same text.
          const likeness = Math.min(leak.similarity, 0.999);
          if ((found.get(leak.row)?.likeness ?? 0) < likeness)
            found.set(leak.row, { likeness, trainedKey: leak.other, of });
        }
      } finally {
        index.remove();
      }
    }
    return told(found, count, others);
  } finally {
    own.remove();
  }
}

function told(found: Map<number, Likeness>, rows: number, others: OverlapInput["others"]): OverlapFound {
  const all = [...found].sort(([one, a], [other, b]) => b.likeness - a.likeness || one - other);
  const same = all.filter(([, { likeness }]) => likeness === 1).length;
  return {
    same,
    near: all.length - same,
    rows,
    examples: all.slice(0, mostExamples).map(([key, { likeness, trainedKey, of }]) => ({
      key,
      trainedKey,
      datasetId: others[of]?.id ?? "",
      name: others[of]?.name ?? "",
      likeness,
    })),
  };
}

/** What stands for these texts of a row, or for the row as it is where it has none. */
const hashOf = (view: readonly string[], text: string): number =>
  view.length === 0
    ? contentHash(text, undefined)
    : contentHash(
        "",
        view.map((one) => one.trim()),
      );

function addTo(index: NearIndex, key: number, shingles: Uint32Array): void {
  const signature = signatureOf(shingles);
  if (signature) index.add(key, signature);
}

async function eachRow(
  rows: RowsIn,
  { signal, progress }: Pick<WorkContext, "signal" | "progress">,
  take: (key: number, value: unknown, text: string) => void,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  await beside(rows.file, async (database) => {
    const ids = orderOf(database, operationIn(database, rows.version), { ...everyRow, part: rows.part });
    const find = database.prepare("select key, text from rows where id = ?");
    const step = Math.max(1, Math.ceil(ids.length / most));
    for (let place = 0; place < ids.length; place += step) {
      const row = find.get(ids[place] ?? 0);
      const text = row && cellText(row.text);
      if (text !== undefined) take(Number(row?.key), parsed(text), text);
      if ((place / step) % stride !== 0) continue;
      progress({ phase: "comparing", done: place, total: ids.length });
      await setImmediate();
      signal.throwIfAborted();
    }
  });
}

/** Looks at some rows, evenly over all of them; at the same row once, since many copies of it are still one. */
const sample = (
  rows: RowsIn,
  seen: Set<number>,
  add: (hashes: Iterable<number>) => void,
  context: Pick<WorkContext, "signal" | "progress">,
): Promise<void> => {
  const take = (_key: number, value: unknown, text: string) => {
    const whole = contentsOf(value);
    const hash = hashOf(whole, text);
    if (seen.has(hash)) return;
    seen.add(hash);
    const asked = askedIn(value);
    add(new Set([hashOf(asked, text), ...shinglesOf(asked), ...shinglesOf(whole)]));
  };
  return eachRow(rows, context, take, sampled);
};
