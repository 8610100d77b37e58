import { z } from "zod";
import { type BenchSetUp, benchSetUp, type Embedded } from "../../preload/contract/embeddings.ts";
import { parseJson } from "../foundry/json.ts";
import { keep } from "../keep.ts";
import { type Database, inTransaction } from "../storage/database.ts";

/** What a deployment made of the texts, with the vectors that its similarities follow from. */
export interface Kept extends Omit<Embedded, "similarities"> {
  vectors: Float32Array[];
}

export interface KeptResult {
  at: number;
  texts: string[];
  sides: Kept[];
}

/** The bench in the database. */
export interface BenchStore {
  /** Null before anything was set, and where what is there is not what was written. */
  setUp(): BenchSetUp | null;
  result(): KeptResult | null;
  /** Both throw `storage_failed`. */
  keepSetUp(setUp: BenchSetUp): void;
  keepResult(result: KeptResult): void;
}

type Row = Record<string, unknown>;

/** The result as it is written, but for the vectors. */
const written = z.object({
  at: z.number(),
  texts: z.array(z.string()),
  sides: z.array(
    z.object({
      connectionId: z.string(),
      deployment: z.string(),
      dimensions: z.number().nullable(),
      model: z.string(),
      length: z.number(),
      tokens: z.number().nullable(),
      took: z.number(),
      norms: z.object({ low: z.number(), high: z.number() }),
    }),
  ),
});

/** Opens the bench. */
export function openBench(database: Database): BenchStore {
  const row = () => database.prepare("select set_up, result from embedding_bench").get() as Row | undefined;
  return {
    setUp: () => benchSetUp.safeParse(parseJson(String(row()?.set_up))).data ?? null,
    result: () => {
      const read = written.safeParse(parseJson(String(row()?.result)));
      if (!read.success) return null;
      const { texts, sides, at } = read.data;
      const kept = sides.flatMap((side, place): Kept[] => {
        const { vectors } = (database.prepare(selectVectors).get(place) as Row | undefined) ?? {};
        const cut = vectorsIn(vectors, texts.length, side.length);
        return cut ? [{ ...side, vectors: cut }] : [];
      });
      return kept.length === sides.length ? { at, texts, sides: kept } : null;
    },
    keepSetUp: (setUp) => keep(() => database.prepare(putSetUp).run(JSON.stringify(setUp))),
    keepResult: ({ sides, ...result }) =>
      keep(() =>
        inTransaction(database, () => {
          const facts = sides.map(({ vectors: _apart, ...side }) => side);
          database.prepare(putResult).run(JSON.stringify({ ...result, sides: facts }));
          database.exec("delete from embedding_vectors");
          for (const [place, { vectors }] of sides.entries())
            database.prepare("insert into embedding_vectors values (?, ?)").run(place, bytesOf(vectors));
        }),
      ),
  };
}

const selectVectors = "select vectors from embedding_vectors where side = ?";

const putSetUp = `
  insert into embedding_bench (id, set_up) values (1, ?)
  on conflict (id) do update set set_up = excluded.set_up`;

const putResult = `
  insert into embedding_bench (id, set_up, result) values (1, '', ?)
  on conflict (id) do update set result = excluded.result`;

/** Vectors one after the other, as this computer writes floats. */
const bytesOf = (vectors: readonly Float32Array[]): Uint8Array =>
  Buffer.concat(
    vectors.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );

/** So many vectors of this length; null where the bytes are not those. */
function vectorsIn(bytes: unknown, count: number, length: number): Float32Array[] | null {
  const size = length * Float32Array.BYTES_PER_ELEMENT;
  if (!(bytes instanceof Uint8Array) || bytes.byteLength !== count * size) return null;
  // A copy begins where floats may.
  const { buffer } = Uint8Array.from(bytes);
  return Array.from({ length: count }, (_, at) => new Float32Array(buffer, at * size, length));
}
