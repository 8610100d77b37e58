import type {
  ConversionTarget,
  ExportFormat,
  ExportSummary,
} from "../../../preload/contract/dataset-exports.ts";
import type { Finding } from "../../../preload/contract/dataset-rules.ts";
import type { WorkContext } from "../../processes/messages.ts";
import { exportRows } from "../out/export.ts";
import type { Write } from "../out/write-safely.ts";
import { parsed } from "../reading/nesting.ts";
import { recordsOf } from "../reading/records.ts";
import { createChecker } from "../rules/checker.ts";
import { contentFindings } from "../rules/contents/findings.ts";
import { mendAll } from "../rules/mend.ts";
import { mapRecord, type UnmappedWhy } from "../shapes/map.ts";
import { type GivenFile, ofFile } from "./given.ts";

/** Which faults are put right on the way: those that the rules of the method find, and what is personal or secret. */
interface Fixes {
  faults: boolean;
  masks: boolean;
}

/** What files are converted to. */
export interface Conversion {
  files: readonly GivenFile[];
  format: ExportFormat["format"];
  gzip: boolean;
  to: ConversionTarget;
  model: string | null;
  fix: Fixes;
}

/** What came of it. */
export interface Converted extends ExportSummary {
  /** Records that did not fit and were kept as they are: by the reason how many, and where the first is. */
  unfit: { why: UnmappedWhy; count: number; file: string; line: number }[];
  /** Findings that were put right, by their rule. */
  fixed: { rule: string; count: number }[];
  /** Rows that were removed, since they could not be put right: how many, and where the first is. */
  removed: { count: number; file: string; line: number } | null;
  /** Findings that block and are still there; null where nothing was to be put right. */
  left: number | null;
}

/**
 * Reads files, makes rows of their records and writes them. Keeps nothing in memory but what is being written; files are
 * read twice where a table is written. Throws `FileRefused`, what `write` throws, and the signal's reason.
 */
export async function convertFiles(
  { files, format, gzip, to, model, fix }: Conversion,
  write: Write,
  { signal, progress }: WorkContext,
): Promise<Converted> {
  const from = to === "prompt_completion" ? "supervised" : to;
  const total = files.reduce((sum, { facts }) => sum + facts.bytes, 0);
  const isFixing = fix.faults || fix.masks;
  const mending = mender(createChecker({ method: from, ...(model !== null && { model }) }), fix);
  let unfit = new Map<UnmappedWhy, Converted["unfit"][number]>();

  async function* read({ source, facts, mapping, name }: GivenFile, before: number) {
    const onBytes = (done: number) => progress({ phase: "reading", done: before + done, total });
    for await (const records of recordsOf(source, facts, { signal, onBytes })) {
      yield records.flatMap((record) => {
        const mapped = mapRecord(record, mapping);
        const row = isFixing ? mending.row(mapped.text, { file: name, line: record.line }) : mapped.text;
        if (row === null) return [];
        if (mapped.unmapped !== undefined && row === mapped.text) {
          const known = unfit.get(mapped.unmapped) ?? {
            why: mapped.unmapped,
            count: 0,
            file: name,
            line: record.line,
          };
          unfit.set(mapped.unmapped, { ...known, count: known.count + 1 });
        }
        return [row];
      });
    }
  }
  async function* rows() {
    // A table's rows are gone through twice.
    unfit = new Map();
    mending.begin();
    let before = 0;
    for (const file of files) {
      const batches = read(file, before);
      for (;;) {
        const next = await ofFile(file.name, () => batches.next());
        if (next.done) break;
        yield next.value;
      }
      before += file.facts.bytes;
    }
  }

  const summary = await exportRows(rows, { format, gzip, from, to }, write, { signal });
  return { ...summary, unfit: [...unfit.values()], ...mending.done(), ...(!isFixing && { left: null }) };
}

/** Puts rows right, and counts what it did since it last began. */
function mender(rules: { row(text: string): Finding[] }, { faults, masks }: Fixes) {
  const checker = {
    row: (text: string) => [
      ...(faults ? rules.row(text) : []),
      ...(masks ? contentFindings(text, parsed(text)) : []),
    ],
  };
  let fixed = new Map<string, number>();
  let removed: Converted["removed"] = null;
  let left = 0;
  const tally = (findings: readonly Finding[], by: 1 | -1) => {
    for (const { rule } of findings) fixed.set(rule, (fixed.get(rule) ?? 0) + by);
  };
  return {
    begin: () => {
      fixed = new Map();
      removed = null;
      left = 0;
    },
    /** Null for a row that is removed. */
    row: (text: string, place: { file: string; line: number }): string | null => {
      const before = checker.row(text);
      if (before.length === 0) return text;
      const mended = mendAll(text, checker, () => true);
      if (mended === "remove") {
        removed = { ...(removed ?? place), count: (removed?.count ?? 0) + 1 };
        return null;
      }
      const after = mended === null ? before : checker.row(mended.text);
      left += after.filter(({ severity }) => severity === "blocks").length;
      if (mended === null) return text;
      tally(before, 1);
      tally(after, -1);
      return mended.text;
    },
    done: () => ({
      fixed: [...fixed].flatMap(([rule, count]) => (count > 0 ? [{ rule, count }] : [])),
      removed,
      left,
    }),
  };
}
