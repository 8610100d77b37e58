import { join } from "node:path";
import type { DatasetMethod, Finding } from "../../../preload/contract/dataset-rules.ts";
import type { RuleCount, TokenCount } from "../../../preload/contract/datasets.ts";
import type { WorkContext } from "../../processes/messages.ts";
import type { Database } from "../../storage/database.ts";
import { readFact } from "../../storage/facts.ts";
import { close, databaseOf, openAlone } from "../process/files.ts";
import { checkRows } from "../process/jobs/check.ts";
import { importRows } from "../process/jobs/import.ts";
import type { OtherDataset } from "../process/repeats.ts";
import { facetsOf } from "../store/facets.ts";
import { placedFindings, type RowPlace, rowPlace } from "../store/placed-findings.ts";
import { type GivenFile, mappingAsWritten, ofFile } from "./given.ts";

/** What is checked, against what, and for which model. */
export interface FileCheck {
  files: readonly GivenFile[];
  method: DatasetMethod;
  model: string | null;
  /** Files with rows that models are evaluated with. */
  against: readonly GivenFile[];
  /** An empty folder for what the work needs; whoever gives it deletes it afterwards. */
  folder: string;
}

/** A finding, where it is, and the text around it. */
export interface FileFinding extends RowPlace {
  finding: Finding;
  /** The character of the line at which it begins, from 1; null where the row is not written in the file as it is checked. */
  column: number | null;
  text: string;
  /** The other row that it is about: the first of the same, or the one that was leaked. */
  other: RowPlace | null;
}

/** What came of a check of files. */
export interface CheckedFiles {
  rows: number;
  /** Bytes of the rows as JSONL. */
  bytes: number;
  /** Rows with findings that block, and rows with others only. */
  blocked: number;
  warned: number;
  tokens: TokenCount;
  languages: { language: string; rows: number }[];
  /** Each rule that has found something, and how often; `parameters` of those about all of the rows. */
  rules: (RuleCount & { findings: number })[];
  /** What was found in rows, in the order of the files: all of it, or the first of one rule. */
  findings(of?: { rule: string; limit: number }): Generator<FileFinding, void>;
  /** Lets go of the files in the folder. */
  close(): void;
}

/**
 * Checks files as datasets in the app are, by the same reading, rules and comparisons, with the rows in a database of the
 * folder. Throws `FileRefused`, and the signal's reason.
 */
export async function checkFiles(
  { files, method, model, against, folder }: FileCheck,
  context: WorkContext,
): Promise<CheckedFiles> {
  const file = join(folder, "rows.db");
  const others: OtherDataset[] = [];
  const opened = new Map<string, Database>();
  const otherOf = (file: string): Database => {
    const other = opened.get(file) ?? openAlone(file);
    opened.set(file, other);
    return other;
  };
  const release = () => {
    for (const one of [file, ...others.map((other) => other.file)]) close(one);
    for (const other of opened.values()) other.close();
    opened.clear();
  };
  try {
    await take(file, files, context);
    for (const [index, other] of against.entries()) {
      const place = { id: String(index), name: other.name, file: join(folder, `against-${index}.db`) };
      others.push(place);
      await take(place.file, [other], context);
    }
    const scratch = join(folder, "scratch");
    const summary = await checkRows({ file, method, model, others, scratch }, context);
    const database = databaseOf(file);
    const { findings, languages } = facetsOf(database).facets;
    const counts = new Map(
      database
        .prepare("select rule, count(*) as count from findings group by rule")
        .all()
        .map(({ rule, count }) => [String(rule), Number(count)] as const),
    );
    return {
      rows: summary.rows,
      bytes: summary.size,
      blocked: summary.findings?.blocks ?? 0,
      warned: summary.findings?.warns ?? 0,
      tokens: readFact(database, "tokens") as TokenCount,
      languages,
      rules: findings.map((rule) => ({
        ...rule,
        findings: rule.parameters === null ? (counts.get(rule.rule) ?? 0) : 1,
      })),
      findings: (of) => found(database, files, of, (finding) => otherRow(database, finding, others, otherOf)),
      close: release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

async function take(file: string, files: readonly GivenFile[], context: WorkContext): Promise<void> {
  for (const one of files) {
    const mapping = mappingAsWritten(one);
    const from = { kind: "files" as const, files: [{ ...one, mapping }], method: mapping.method };
    await ofFile(one.name, () => importRows({ file, from }, context));
  }
}

function* found(
  database: Database,
  files: readonly GivenFile[],
  of: { rule: string; limit: number } | undefined,
  otherRowOf: (finding: Finding) => RowPlace | null,
): Generator<FileFinding, void> {
  const asWritten = new Set(files.flatMap(({ isAsWritten, name }) => (isAsWritten ? [name] : [])));
  for (const { finding, text, ...place } of placedFindings(database, of)) {
    const column = place.file !== null && asWritten.has(place.file) ? finding.at + 1 : null;
    yield { ...place, finding, text, column, other: otherRowOf(finding) };
  }
}

function otherRow(
  database: Database,
  { rule, parameters }: Finding,
  others: readonly OtherDataset[],
  otherOf: (file: string) => Database,
): RowPlace | null {
  if (rule === "duplicate") return rowPlace(database, Number(parameters.first));
  const other = rule === "leak" && others.find(({ name }) => name === parameters.where);
  return other ? rowPlace(otherOf(other.file), Number(parameters.other)) : null;
}
