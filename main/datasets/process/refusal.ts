import type { RefusalFound } from "../../../preload/contract/datasets.ts";
import { withPauses } from "../../pauses.ts";
import type { Database } from "../../storage/database.ts";
import { parsed } from "../reading/nesting.ts";
import { suspectsOf } from "../rules/contents/harms.ts";
import { learnedFrom } from "../rules/learned.ts";
import { type Refusal, refusalIn, rowsMeantBy } from "../rules/refusal.ts";
import { writeFact } from "../store/facts.ts";
import { originOf, rowOf, rowsAt, type StoredRow } from "../store/rows.ts";
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
  message: string,
): Promise<RefusalFound> {
  const refusal = refusalIn(message);
  const rows = refusal.harms
    ? await withPauses(suspects(database, operation, refusal.harms))
    : namedRows(database, operation, refusal);
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

function namedRows(database: Database, operation: number, refusal: Refusal): Found[] {
  const at = database.prepare(
    "select id from rows where since <= ?1 and until > ?1 order by place, id limit 1 offset ?2",
  );
  const rowAt = (place: number): StoredRow | undefined => {
    const found = place < 0 ? undefined : at.get(operation, place);
    return found && rowOf(database, Number(found.id));
  };
  return rowsMeantBy(refusal, (place) => rowAt(place)?.text ?? null).flatMap((place) => {
    const row = rowAt(place);
    return row ? [foundRow(database, row, place + 1)] : [];
  });
}

function* suspects(
  database: Database,
  operation: number,
  harms: readonly string[],
): Generator<void, Found[]> {
  const isSuspect = suspectsOf(harms);
  const found: Found[] = [];
  let number = 0;
  for (const row of rowsAt(database, operation)) {
    number += 1;
    if (isSuspect(parsed(row.text)).length > 0) found.push(foundRow(database, row, number));
    if (found.length === suspectLimit) break;
    yield;
  }
  return found;
}

function foundRow(database: Database, row: StoredRow, number: number): Found {
  const from = originOf(database, row.origin);
  const file = from?.kind === "file" ? from : null;
  return { key: row.key, number, line: file?.line ?? null, file: file?.file ?? null, from };
}
