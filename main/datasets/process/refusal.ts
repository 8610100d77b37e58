import type { RefusalFound } from "../../../preload/contract/datasets.ts";
import { everyRow } from "../../../preload/every-row.ts";
import type { Part } from "../../../preload/parts.ts";
import { withPauses } from "../../pauses.ts";
import type { Database } from "../../storage/database.ts";
import { writeFact } from "../../storage/facts.ts";
import { parsed } from "../reading/nesting.ts";
import { suspectsOf } from "../rules/contents/harms.ts";
import { learnedFrom } from "../rules/learned.ts";
import { type Refusal, refusalIn, rowsMeantBy } from "../rules/refusal.ts";
import { originOf, rowOf, type StoredRow } from "../store/rows.ts";
import { orderOf } from "../store/view.ts";
import { learnedOf } from "./checking.ts";

/** Refusals that are kept; older ones have been found by a check long since. */
const learnedLimit = 200;

/** Rows that are named as suspects at most. */
const suspectLimit = 200;

type Found = RefusalFound["rows"][number];

/**
 * The rows that a refusal is about, counted as the file was written that the service had; where it names kinds of harm
 * only, those that may be meant. The rule that finds the same from now on is kept.
 */
export async function refusedRows(
  database: Database,
  operation: number,
  part: Part | null,
  message: string,
): Promise<RefusalFound> {
  const refusal = refusalIn(message);
  // As an export has them.
  const sent = orderOf(database, operation, { ...everyRow, part });
  const rows = refusal.harms
    ? await withPauses(suspects(database, sent, refusal.harms))
    : namedRows(database, sent, refusal);
  const learned = learnedFrom(refusal, message, Date.now());
  const known = learnedOf(database);
  const isNew =
    learned !== null && !known.some(({ token, rule }) => token === learned.token && rule === learned.rule);
  if (isNew) writeFact(database, "learned", [...known, learned].slice(-learnedLimit));
  return {
    rows,
    rule: refusal.rule,
    isLearned: learned !== null,
    harms: refusal.harms ?? [],
  };
}

function namedRows(database: Database, sent: Float64Array, refusal: Refusal): Found[] {
  const rowAt = (place: number): StoredRow | undefined => {
    const id = sent[place];
    return id === undefined ? undefined : rowOf(database, id);
  };
  return rowsMeantBy(refusal, (place) => rowAt(place)?.text ?? null).flatMap((place) => {
    const row = rowAt(place);
    return row ? [foundRow(database, row, place + 1)] : [];
  });
}

function* suspects(
  database: Database,
  sent: Float64Array,
  harms: readonly string[],
): Generator<void, Found[]> {
  const isSuspect = suspectsOf(harms);
  const found: Found[] = [];
  for (const [place, id] of sent.entries()) {
    const row = rowOf(database, id);
    if (row && isSuspect(parsed(row.text)).length > 0) found.push(foundRow(database, row, place + 1));
    if (found.length === suspectLimit) break;
    yield;
  }
  return found;
}

const foundRow = (database: Database, { key, origin }: StoredRow, number: number): Found => ({
  key,
  number,
  from: originOf(database, origin),
});
