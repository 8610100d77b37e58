import { basename, extname } from "node:path";
import type { Mapping, ShapeRole } from "../../../preload/contract/dataset-shapes.ts";
import type { Intake, IntakeFile, PreviewRow } from "../../../preload/contract/datasets.ts";
import { beginningOf } from "../../../preload/cut.ts";
import { fileNameLimit } from "../../../preload/limits.ts";
import { FoundryError, problem } from "../../foundry/error.ts";
import { asObject } from "../../foundry/json.ts";
import { variablesOf } from "../../template.ts";
import { filesIn } from "../reading/files.ts";
import { type FileFacts, recognize } from "../reading/formats.ts";
import { parquetFacts } from "../reading/parquet.ts";
import type { SourceRecord } from "../reading/record.ts";
import { recordsOf } from "../reading/records.ts";
import { nameOf, type Source } from "../reading/source.ts";
import { mapRecord } from "../shapes/map.ts";
import { recognizeShape } from "../shapes/shape.ts";

/** A file that becomes rows: where it is, what it was recognized as, and how its records are read. */
export interface RecognizedFile {
  source: Source;
  facts: FileFacts;
  mapping: Mapping;
}

type FoundFile = Pick<RecognizedFile, "source" | "facts">;

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
 * Recognizes files, and what is in folders. `mapping` is what the person has chosen; without it the likeliest for the
 * first file is taken. Files that it does not suit are read by what they are themselves, for the same method. Throws the
 * first refusal where nothing is left.
 */
export async function recognizeAll(input: {
  sources: readonly Source[];
  mapping: Mapping | null;
}): Promise<Recognized> {
  const refused: Intake["refused"] = [];
  const found: FoundFile[] = [];
  let first: FoundryError | null = null;
  const { sources, isCut } = await expanded(input.sources);
  for (const source of sources) {
    try {
      found.push({ source, facts: await recognize(source) });
    } catch (error) {
      if (!(error instanceof FoundryError)) throw error;
      first ??= error;
      refused.push({ name: nameOf(source), diagnosis: error.diagnosis });
    }
  }
  const [begin] = found;
  if (!begin) throw first ?? problem("dataset_no_files");
  const records = await firstRecords(begin, sampled);
  const guesses = recognizeShape(records).map(({ mapping }) => mapping);
  const mapping = input.mapping ?? guesses[0] ?? asTheyAre;
  const recognized: RecognizedFile[] = [];
  const files: IntakeFile[] = [];
  for (const file of found) {
    const sample = file === begin ? records : await ownSample(file, begin);
    const own = file === begin ? mapping : mappingOf(sample, mapping);
    recognized.push({ ...file, mapping: own });
    files.push({
      ...described(file.facts),
      unfit: unfitIn(sample, own),
      reads: own === mapping ? null : { shape: own.shape, columns: Object.values(own.fields) },
    });
  }
  return {
    name: commonName(input.sources, begin),
    files,
    refused,
    isCut,
    guesses,
    mapping,
    columns: columnsIn(records),
    preview: await preview(recognized),
    needs: await memoryFor(recognized),
    recognized,
  };
}

/** Rows that fit nothing else are kept as they are. */
const asTheyAre: Mapping = { shape: "columns", method: "evaluation", fields: {}, keep: [] };

/** The first records of a file, unless its columns are those of another: such are read alike. */
async function ownSample(file: FoundFile, other: FoundFile): Promise<SourceRecord[]> {
  const [own, others] = [file.facts.columns, other.facts.columns];
  const isAlike = own !== undefined && others !== undefined && JSON.stringify(own) === JSON.stringify(others);
  return isAlike ? [] : firstRecords(file, sampled);
}

/** How many of these records do not fit a mapping. */
const unfitIn = (records: readonly SourceRecord[], mapping: Mapping): number =>
  records.filter((record) => mapRecord(record, mapping).unmapped !== undefined).length;

/** The mapping of a file among others: theirs, unless it lacks what that names, or more of it fits another. */
function mappingOf(records: readonly SourceRecord[], mapping: Mapping): Mapping {
  const columns = columnsIn(records);
  const named = [
    ...Object.values(mapping.fields).map((path) =>
      columns.includes(path) ? path : path.replace(/\..*/s, ""),
    ),
    ...Object.values(mapping.template ?? {}).flatMap((part) => variablesOf(part ?? "")),
  ];
  const unfit = unfitIn(records, mapping);
  const hasAll = named.every((name) => columns.includes(name));
  if (mapping.method === "evaluation" || (hasAll && unfit === 0)) return mapping;
  const { method, system } = mapping;
  const others = recognizeShape(records)
    .filter(({ shape }) => shape !== "columns" && shape !== "text")
    .map((guess): Mapping => ({ ...guess.mapping, method, ...(system !== undefined && { system }) }))
    .map((own) => ({ own, left: unfitIn(records, own) }));
  const [best] = others.sort((one, other) => one.left - other.left);
  if (!best || best.left > unfit || (hasAll && best.left === unfit)) return mapping;
  const isSame =
    best.own.shape === mapping.shape &&
    Object.entries(best.own.fields).every(([role, path]) => path === mapping.fields[role as ShapeRole]);
  return isSame ? mapping : best.own;
}

async function expanded(sources: readonly Source[]): Promise<{ sources: Source[]; isCut: boolean }> {
  const given = new Map(sources.flatMap((source) => ("path" in source ? [[source.path, source]] : [])));
  const { files, isCut } = await filesIn([...given.keys()]);
  const inMemory = sources.filter((source) => "bytes" in source);
  return { sources: [...files.map((path) => given.get(path) ?? { path }), ...inMemory], isCut };
}

const described = (facts: FileFacts): Omit<IntakeFile, "unfit" | "reads"> => ({
  name: facts.name,
  format: facts.format,
  encoding: facts.format === "parquet" ? null : facts.hasMark ? `${facts.encoding}-mark` : facts.encoding,
  isGzip: facts.isGzip,
  bytes: facts.bytes,
  renamed: (facts.renamed ?? []).map(({ to }) => to),
});

/** What a person would call it: the folder's name, or the first file's without its ending. */
function commonName([given, ...more]: readonly Source[], { source, facts }: FoundFile): string {
  const path = given !== undefined && "path" in given && more.length === 0 ? given.path : null;
  if (path !== null && "path" in source && source.path !== path)
    return beginningOf(basename(path), fileNameLimit);
  const name = basename(facts.name).replace(/\.gz$/i, "");
  return beginningOf(name.slice(0, name.length - extname(name).length) || name, fileNameLimit);
}

/** The first records of a file, as many as there are up to a count. */
async function firstRecords({ source, facts }: FoundFile, count: number): Promise<SourceRecord[]> {
  const records: SourceRecord[] = [];
  for await (const batch of recordsOf(source, facts)) {
    records.push(...batch.slice(0, count - records.length));
    if (records.length >= count) break;
  }
  return records;
}

/** The first rows: of several files, some of each of the first. */
async function preview(files: readonly RecognizedFile[]): Promise<PreviewRow[]> {
  const rows: PreviewRow[] = [];
  const share = Math.ceil(shown / Math.min(files.length, shown));
  for (const file of files) {
    for (const record of await firstRecords(file, Math.min(share, shown - rows.length))) {
      const mapped = mapRecord(record, file.mapping);
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
async function memoryFor(files: readonly FoundFile[]): Promise<number | null> {
  let most = 0;
  for (const { source, facts } of files) {
    if (facts.format !== "parquet") continue;
    most = Math.max(most, memoryPerByte * (await parquetFacts(source)).largestGroup);
  }
  return most > muchMemory ? most : null;
}
