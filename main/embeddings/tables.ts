import type { Input } from "../../preload/contract/index.ts";
import { type Cell, cell } from "../csv.ts";

/** What tables are made of. */
export interface Tabled {
  texts: readonly string[];
  similarities: Float32Array;
  vectors: readonly Float32Array[];
}

type What = Input<"embeddings.table">["what"];

/** As many digits as tell each float from the next (IEEE 754). */
const digits = 9;

const heads: Record<What, (of: Tabled) => Cell[]> = {
  similarities: ({ texts }) => [...texts],
  vectors: ({ vectors: [first] }) => Array.from(first ?? [], (_, at) => `d${at + 1}`),
};

const rows: Record<What, (of: Tabled, at: number) => Iterable<number>> = {
  similarities: ({ similarities, texts: { length } }, at) =>
    similarities.subarray(at * length, (at + 1) * length),
  vectors: ({ vectors }, at) => vectors[at] ?? [],
};

/**
 * Similarities or vectors as a table with a row for each text, which begins with that text, as RFC 4180 has it but for
 * the `separator`. What is not known is empty. Pauses after each row.
 */
export function* tableOf(what: What, of: Tabled, separator: "," | "\t"): Generator<void, string> {
  const line = (cells: Cell[]) => `${cells.map(cell).join(separator)}\r\n`;
  const lines = [line(["text", ...heads[what](of)])];
  for (const [at, text] of of.texts.entries()) {
    const values = Array.from(rows[what](of, at), (value) =>
      Number.isNaN(value) ? null : Number(value.toPrecision(digits)),
    );
    lines.push(line([text, ...values]));
    yield;
  }
  return lines.join("");
}
