import type { RowOrigin } from "../../../../preload/contract/dataset-origins.ts";
import type { Mapping } from "../../../../preload/contract/dataset-shapes.ts";
import { problem } from "../../../foundry/error.ts";
import { parseJson } from "../../../foundry/json.ts";
import type { WorkContext } from "../../../processes/messages.ts";
import { inTransaction } from "../../../storage/database.ts";
import { writeFact } from "../../../storage/facts.ts";
import { parsed } from "../../reading/nesting.ts";
import { recordsOf } from "../../reading/records.ts";
import { mapRecord } from "../../shapes/map.ts";
import { begin, finish, headOf } from "../../store/operations.ts";
import { rowFacts } from "../../store/row-facts.ts";
import { openWriter, type Writer } from "../../store/writer.ts";
import { databaseOf } from "../files.ts";
import type { RecognizedFile } from "../intake.ts";
import { type Summary, summaryOf } from "../summary.ts";

/** Where rows come from. */
export type ImportSource =
  | { kind: "files"; files: RecognizedFile[]; method: Mapping["method"] }
  /** Rows from inside the app: each line of the file is a row with its origin. */
  | { kind: "gathered"; path: string; method: Mapping["method"] };

/** A line of a file of gathered rows. */
interface GatheredRow {
  text: string;
  origin: RowOrigin;
  tags?: string[];
}

/**
 * Reads rows into a dataset's file as one operation: the first one, or one that adds to what is there. Nothing of it is
 * seen before all of it is there. One that is to be the first, and was done before the app ended, is not done again. Throws
 * what reading throws, `dataset_empty`, and the signal's reason.
 */
export async function importRows(
  { file, from, isFirst = false }: { file: string; from: ImportSource; isFirst?: boolean },
  { signal, progress }: WorkContext,
): Promise<Summary> {
  const database = databaseOf(file);
  if (isFirst && headOf(database) > 0) return summaryOf(database);
  const operation = begin(database, headOf(database) === 0 ? "import" : "add");
  const writer = openWriter(database, operation);
  await (from.kind === "files" ? readFiles(from) : readGathered(from.path));
  if (writer.change().rows === 0) throw problem("dataset_empty");
  inTransaction(database, () => {
    writeFact(database, "method", from.method);
    finish(database, operation, writer.change());
  });
  return summaryOf(database);

  async function readFiles({ files }: Extract<ImportSource, { kind: "files" }>): Promise<void> {
    const total = files.reduce((sum, { facts }) => sum + facts.bytes, 0);
    let before = 0;
    for (const { source, facts, mapping } of files) {
      const onBytes = (read: number) => progress({ phase: "reading", done: before + read, total });
      for await (const records of recordsOf(source, facts, { signal, onBytes })) {
        signal.throwIfAborted();
        inTransaction(database, () => {
          for (const record of records) {
            const { text } = mapRecord(record, mapping);
            const value = text === record.text ? record.value : parsed(text);
            writer.add(
              { text, origin: { kind: "file", file: facts.name, line: record.line } },
              rowFacts(text, value),
            );
          }
        });
      }
      before += facts.bytes;
    }
  }

  async function readGathered(path: string): Promise<void> {
    const source = { path };
    const onBytes = (done: number, total: number) => progress({ phase: "reading", done, total });
    const facts = { format: "jsonl" } as const;
    for await (const records of recordsOf(source, facts, { signal, onBytes })) {
      signal.throwIfAborted();
      inTransaction(database, () => {
        for (const { text } of records) putGathered(writer, text ?? "");
      });
    }
  }
}

function putGathered(writer: Writer, line: string): void {
  const row = parseJson(line) as GatheredRow | undefined;
  if (row) writer.add({ text: row.text, origin: row.origin, tags: row.tags ?? [] });
}
