import { basename, extname } from "node:path";
import type { Mapping } from "../../../preload/contract/dataset-shapes.ts";
import type { Intake, IntakeFile, PreviewRow } from "../../../preload/contract/datasets.ts";
import { beginningOf } from "../../../preload/cut.ts";
import { fileNameLimit } from "../../../preload/limits.ts";
import { FoundryError, problem } from "../../foundry/error.ts";
import { asObject } from "../../foundry/json.ts";
import { filesIn } from "../reading/files.ts";
import { type FileFacts, recognize } from "../reading/formats.ts";
import { parquetFacts } from "../reading/parquet.ts";
import type { SourceRecord } from "../reading/record.ts";
import { recordsOf } from "../reading/records.ts";
import { nameOf, type Source } from "../reading/source.ts";
import { mapRecord } from "../shapes/map.ts";
import { recognizeShape } from "../shapes/shape.ts";

/** A file that becomes rows: where it is, and what it was recognized as. */
export interface RecognizedFile {
  source: Source;
  facts: FileFacts;
}

/** What files are, and what their first rows become. */
export interface Recognized extends Omit<Intake, "id"> {
  recognized: RecognizedFile[];
}

/** Records by which the shape of a file is told, and those that a person is shown. */
const sampled = 200;
const shown = 3;

/** Characters of a record and of a row in a preview. */
const previewLimit = 20_000;

/** Columns that are listed. */
const columnLimit = 500;

/** Bytes of memory above which a Parquet file is asked about: reading takes up to ten times its largest group. */
const muchMemory = 256 * 1024 ** 2;
const memoryPerByte = 10;

/**
 * Recognizes files, and what is in folders. `mapping` is what the person has chosen; without it the likeliest is taken.
 * Throws the first refusal where nothing is left.
 */
export async function recognizeAll(input: {
  sources: readonly Source[];
  mapping: Mapping | null;
}): Promise<Recognized> {
  const refused: Intake["refused"] = [];
  const recognized: RecognizedFile[] = [];
  let first: FoundryError | null = null;
  for (const source of await expanded(input.sources)) {
    try {
      recognized.push({ source, facts: await recognize(source) });
    } catch (error) {
      if (!(error instanceof FoundryError)) throw error;
      first ??= error;
      refused.push({ name: nameOf(source), diagnosis: error.diagnosis });
    }
  }
  if (recognized.length === 0) throw first ?? problem("dataset_no_files");
  const [begin] = recognized;
  const records = begin ? await firstRecords(begin, sampled) : [];
  const guesses = recognizeShape(records).map(({ mapping }) => mapping);
  const mapping = input.mapping ?? guesses[0] ?? asTheyAre;
  return {
    name: commonName(recognized),
    files: recognized.map(({ facts }) => described(facts)),
    refused,
    guesses,
    mapping,
    columns: columnsIn(records),
    preview: await preview(recognized, mapping),
    needs: await memoryFor(recognized),
    recognized,
  };
}

/** Rows that fit nothing else are kept as they are. */
const asTheyAre: Mapping = { shape: "columns", method: "evaluation", fields: {}, keep: [] };

async function expanded(sources: readonly Source[]): Promise<Source[]> {
  const paths = sources.flatMap((source) => ("path" in source ? [source.path] : []));
  const { files } = paths.length > 0 ? await filesIn(paths) : { files: [] };
  const inMemory = sources.filter((source) => "bytes" in source);
  return [...files.map((path) => ({ path })), ...inMemory];
}

const described = (facts: FileFacts): IntakeFile => ({
  name: facts.name,
  format: facts.format,
  encoding: facts.format === "parquet" ? null : facts.hasMark ? `${facts.encoding}-mark` : facts.encoding,
  isGzip: facts.isGzip,
  bytes: facts.bytes,
  renamed: (facts.renamed ?? []).map(({ to }) => to),
});

/** What a person would call it: the file's name without its ending, or the first one's. */
function commonName(files: readonly RecognizedFile[]): string {
  const name = basename(files[0]?.facts.name ?? "").replace(/\.gz$/i, "");
  return beginningOf(name.slice(0, name.length - extname(name).length) || name, fileNameLimit);
}

/** The first records of a file, as many as there are up to a count. */
async function firstRecords({ source, facts }: RecognizedFile, count: number): Promise<SourceRecord[]> {
  const records: SourceRecord[] = [];
  for await (const batch of recordsOf(source, facts)) {
    records.push(...batch.slice(0, count - records.length));
    if (records.length >= count) break;
  }
  return records;
}

async function preview(files: readonly RecognizedFile[], mapping: Mapping): Promise<PreviewRow[]> {
  const rows: PreviewRow[] = [];
  for (const file of files) {
    for (const record of await firstRecords(file, shown - rows.length)) {
      const mapped = mapRecord(record, mapping);
      rows.push({
        file: file.facts.name,
        line: record.line,
        source: beginningOf(record.text ?? JSON.stringify(record.value), previewLimit),
        row: beginningOf(mapped.text, previewLimit),
        unmapped: mapped.unmapped ?? null,
      });
    }
    if (rows.length >= shown) break;
  }
  return rows;
}

function columnsIn(records: readonly SourceRecord[]): string[] {
  const columns = new Set<string>();
  for (const { value } of records) {
    for (const name of Object.keys(asObject(value) ?? {})) if (columns.size < columnLimit) columns.add(name);
  }
  return [...columns];
}

/** Bytes of memory that reading needs at once, where that is much; null where it is not. */
async function memoryFor(files: readonly RecognizedFile[]): Promise<number | null> {
  let most = 0;
  for (const { source, facts } of files) {
    if (facts.format !== "parquet") continue;
    most = Math.max(most, memoryPerByte * (await parquetFacts(source)).largestGroup);
  }
  return most > muchMemory ? most : null;
}
