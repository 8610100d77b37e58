import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import type { Database } from "../../storage/database.ts";
import { rowFinding } from "../rules/contents/findings.ts";
import type { Lengths } from "../rules/contents/lengths.ts";

/** Takes what was found in a row, by its id. */
export type Find = (row: number, findings: readonly Finding[]) => void;

/** Finds the rows whose language few others are in, and those that are far longer or shorter than most. */
export function findOutliers(
  database: Database,
  operation: number,
  rare: ReadonlySet<string>,
  { usual, median }: Lengths,
  find: Find,
): void {
  const seen = "since <= ? and until > ?";
  for (const language of rare) {
    const rows = database
      .prepare(`select id, characters from rows where ${seen} and language = ?`)
      .all(operation, operation, language);
    for (const { id, characters } of rows)
      find(Number(id), [rowFinding("language_rare", Number(characters), { language })]);
  }
  if (usual === null) return;
  const rows = database
    .prepare(`select id, characters from rows where ${seen} and (characters < ? or characters > ?)`)
    .all(operation, operation, usual.low, usual.high);
  for (const { id, characters } of rows) {
    const parameters = { length: String(characters), median: String(median) };
    find(Number(id), [rowFinding("length_far", Number(characters), parameters)]);
  }
}
