import type { TokenCount } from "../../../preload/contract/datasets.ts";
import type { Part } from "../../../preload/parts.ts";
import type { Database } from "../../storage/database.ts";
import { readFact } from "../../storage/facts.ts";

/** What is known of the rows of a part, or of all rows. */
export interface PartFacts {
  rows: number;
  /** Their share of the characters of all rows. */
  share: number;
  /** Rows with findings that block. */
  blocks: number;
  /** Null until tokens have been counted. */
  tokens: TokenCount | null;
}

/**
 * The facts of a part as it was after an operation; null for all rows. Tokens are added up where each of its rows was
 * counted; else they are as many of the estimate for all rows as the part has of their characters.
 */
export function partFacts(database: Database, operation: number, part: Part | null): PartFacts {
  const among = (condition: string) =>
    database
      .prepare(
        `select count(*) as rows, coalesce(sum(characters), 0) as characters, coalesce(sum(tokens), 0) as tokens,
           count(tokens) as counted from rows r where r.since <= ?1 and r.until > ?1 and ${condition}`,
      )
      .get(operation);
  const inPart =
    part === null
      ? "true"
      : `r.key in (select key from marks where kind = 'part' and value = '${part}' and since <= ?1 and until > ?1)`;
  const all = among("true");
  const own = part === null ? all : among(inPart);
  const blocks = database
    .prepare(
      `select count(distinct f.row) as count from findings f join rows r on r.id = f.row
       where f.severity = 'blocks' and r.since <= ?1 and r.until > ?1 and ${inPart}`,
    )
    .get(operation);
  const rows = Number(own?.rows ?? 0);
  const characters = Number(all?.characters ?? 0);
  const share = characters === 0 ? 0 : Number(own?.characters ?? 0) / characters;
  const counted = Number(own?.counted ?? 0);
  const estimate = readFact(database, "tokens") as TokenCount | undefined;
  const tokens =
    rows > 0 && counted === rows
      ? { tokens: Number(own?.tokens), error: 0, counted, seed: 0 }
      : estimate === undefined
        ? null
        : {
            ...estimate,
            tokens: Math.round(estimate.tokens * share),
            error: Math.round(estimate.error * share),
          };
  return { rows, share, blocks: Number(blocks?.count ?? 0), tokens };
}
