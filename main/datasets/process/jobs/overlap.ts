import { setImmediate } from "node:timers/promises";
import { everyRow } from "../../../../preload/every-row.ts";
import type { Part } from "../../../../preload/parts.ts";
import { questionFields } from "../../../../preload/question-fields.ts";
import { asObject, asText } from "../../../foundry/json.ts";
import type { Database } from "../../../storage/database.ts";
import { ownContentsOf, spokenIn } from "../../contents.ts";
import { createCommonShingles } from "../../near/common.ts";
import { contentHash } from "../../near/exact.ts";
import type { NearIndex } from "../../near/index.ts";
import { leaksBetween } from "../../near/leaks.ts";
import { signatureOf } from "../../near/minhash.ts";
import { shinglesOf } from "../../near/shingles.ts";
import { parsed } from "../../reading/nesting.ts";
import { rowOf } from "../../store/rows.ts";
import { orderOf } from "../../store/view.ts";
import { beside, operationIn } from "../files.ts";
import { nearIndexAt } from "../likeness.ts";
import type { WorkContext } from "../messages.ts";

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

/** How a row is compared: as a whole, and by what is asked in it, since an evaluation may have another answer or none. */
function viewsOf(value: unknown): string[][] {
  const whole = ownContentsOf(value);
  const asked = askedIn(value);
  return asked.length === 0 || asked.length === whole.length ? [whole] : [whole, asked];
}

/** What others than the model say in a row, or the question in its fields. */
function askedIn(value: unknown): string[] {
  const said = spokenIn(value).flatMap(({ text, by }) => (by === "user" || by === "tool" ? [text] : []));
  if (said.length > 0) return said;
  const row = asObject(value) ?? {};
  const question = questionFields.map((name) => row[name]).find((text) => typeof text === "string");
  return question === undefined ? [] : [asText(question)];
}

/** What a row was found to be like. */
interface Likeness {
  likeness: number;
  trainedKey: number;
  of: number;
}

/**
 * Rows that are in other datasets too, or nearly so: as a whole, or by what they ask. What many rows share, such as the
 * words of a template, makes none of them alike, and neither does a question that many of them ask. Linear in the rows of
 * all of them.
 */
export async function overlapOf(input: OverlapInput, context: WorkContext): Promise<OverlapFound> {
  const { rows, others, scratch } = input;
  const common = createCommonShingles();
  const seen = new Set<number>();
  for (const one of [rows, ...others]) await sample(one, seen, common.add);
  const found = new Map<number, Likeness>();
  const own = nearIndexAt(`${scratch}-rows`);
  try {
    const hashes = new Map<number, number[]>();
    let count = 0;
    await eachRow(rows, context, (key, value, text) => {
      count += 1;
      for (const view of viewsOf(value)) {
        const shingles = shinglesOf(view);
        const hash = hashOf(view, text);
        if (!common.isCommon(hash)) hashes.set(hash, [...(hashes.get(hash) ?? []), key]);
        addTo(own, key, common.without(shingles));
      }
    });
    for (const [of, other] of others.entries()) {
      const index = nearIndexAt(`${scratch}-other`);
      try {
        await eachRow(other, context, (trainedKey, value, text) => {
          for (const view of viewsOf(value)) {
            for (const key of hashes.get(hashOf(view, text)) ?? [])
              if (found.get(key)?.likeness !== 1) found.set(key, { likeness: 1, trainedKey, of });
            addTo(index, trainedKey, common.without(shinglesOf(view)));
          }
        });
        for await (const leak of leaksBetween(
          { entries: own.entries },
          { entries: index.entries },
          context,
        )) {
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

/** What stands for a text that is read in this view: by its words, or as it is where it has none. */
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

/** The ids of rows, in their order. */
const idsOf = (database: Database, { version, part }: RowsIn): Float64Array =>
  orderOf(database, operationIn(database, version), { ...everyRow, part });

async function eachRow(
  rows: RowsIn,
  { signal, progress }: WorkContext,
  take: (key: number, value: unknown, text: string) => void,
): Promise<void> {
  await beside(rows.file, async (database) => {
    const ids = idsOf(database, rows);
    for (const [place, id] of ids.entries()) {
      const row = rowOf(database, id);
      if (row) take(row.key, parsed(row.text), row.text);
      if (place % stride !== 0) continue;
      progress({ phase: "comparing", done: place, total: ids.length });
      await setImmediate();
      signal.throwIfAborted();
    }
  });
}

/** Looks at some rows, evenly over all of them; at the same row once, since many copies of it are still one. */
async function sample(
  rows: RowsIn,
  seen: Set<number>,
  add: (hashes: Iterable<number>) => void,
): Promise<void> {
  await beside(rows.file, async (database) => {
    const ids = idsOf(database, rows);
    const step = Math.max(1, Math.ceil(ids.length / sampled));
    for (let place = 0; place < ids.length; place += step) {
      const row = rowOf(database, ids[place] ?? 0);
      if (!row) continue;
      const views = viewsOf(parsed(row.text));
      const [whole = 0, ...asked] = views.map((view) => hashOf(view, row.text));
      if (seen.has(whole)) continue;
      seen.add(whole);
      add(new Set([...asked, ...views.flatMap((view) => [...shinglesOf(view)])]));
      if (place % stride === 0) await setImmediate();
    }
  });
}
