import type { ColumnResult } from "../contract/series.ts";
import { fill } from "./fill.ts";
import { measured } from "./measured.ts";

/** Why an answer has no tokens a second. */
type NoSpeed = keyof typeof measured.noSpeed;

/** What was measured of an answer that has ended. */
interface Measured {
  firstToken: number | null;
  tokensPerSecond: number | null;
  tokens: object | null;
  /** How many answers the service gave, where there were several. */
  answers?: number | undefined;
}

/** Why an answer that has ended has no tokens a second; null where it has some. */
export function noSpeed({ firstToken, tokensPerSecond, tokens, answers = 1 }: Measured): NoSpeed | null {
  if (tokensPerSecond !== null) return null;
  if (firstToken === null) return "no_text";
  if (answers > 1) return "several_answers";
  return tokens === null ? "tokens_not_counted" : "too_few_pieces";
}

/** The same as a sentence. */
export function noSpeedWords(found: Measured): string | null {
  const why = noSpeed(found);
  return why && measured.noSpeed[why];
}

/** How many answers of which columns have no tokens a second, and why: a sentence for each such column. */
export function noSpeedNotes<Column extends Pick<ColumnResult, "runs" | "failures" | "tokensPerSecond">>(
  columns: readonly Column[],
  nameOf: (column: Column) => string,
): string[] {
  return columns.flatMap((column) => {
    const answers = column.runs - column.failures;
    const missing = answers - (column.tokensPerSecond?.count ?? 0);
    return missing === 0 ? [] : [fill(measured.noSpeeds, { name: nameOf(column), missing, answers })];
  });
}
