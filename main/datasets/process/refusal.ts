import type { RefusalFound } from "../../../preload/contract/datasets.ts";
import type { Database } from "../../storage/database.ts";
import { learnedFrom } from "../rules/learned.ts";
import { refusalIn } from "../rules/refusal.ts";
import { writeFact } from "../store/facts.ts";
import { originOf, rowOf } from "../store/rows.ts";
import { learnedOf } from "./checking.ts";

/** Refusals that are kept; older ones have been found by a check long since. */
const learnedLimit = 200;

/**
 * The rows that a refusal is about, counted as the file was written that the service had, and the rule that finds the same
 * from now on, which is kept.
 */
export function refusedRows(database: Database, operation: number, message: string): RefusalFound {
  const refusal = refusalIn(message);
  const rows = (refusal.rows ?? []).flatMap((number) => rowOfRefusal(database, operation, number));
  const learned = learnedFrom(refusal, message, Date.now());
  const known = learnedOf(database);
  const isNew =
    learned !== null && !known.some(({ token, rule }) => token === learned.token && rule === learned.rule);
  if (isNew) writeFact(database, "learned", [...known, learned].slice(-learnedLimit));
  return { rows, rule: refusal.rule, isLearned: learned !== null };
}

function rowOfRefusal(database: Database, operation: number, number: number): RefusalFound["rows"] {
  const found = database
    .prepare("select id from rows where since <= ?1 and until > ?1 order by place, id limit 1 offset ?2")
    .get(operation, number - 1);
  const row = found && rowOf(database, Number(found.id));
  if (!row) return [];
  const origin = originOf(database, row.origin);
  const file = origin?.kind === "file" ? origin : null;
  return [{ key: row.key, number, line: file?.line ?? null, file: file?.file ?? null }];
}
