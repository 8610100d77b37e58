import { setImmediate } from "node:timers/promises";
import type { EvaluationVerdict } from "../../../../preload/contract/evaluation-verdicts.ts";
import { withPauses } from "../../../pauses.ts";
import type { WorkContext } from "../../../processes/messages.ts";
import { readFact } from "../../../storage/facts.ts";
import type { Report } from "../../files/exports/report.ts";
import type { EvaluationHead } from "../../files/format/head.ts";
import type { RecordOf } from "../../files/format/records.ts";
import { correctionsOf } from "../../judges/corrections.ts";
import type { ReportedCertificate } from "../../judges/records.ts";
import { rowCount } from "../scores.ts";
import type { OpenSession } from "../session.ts";
import { verdictOf } from "../verdict.ts";
import { recordsIn } from "./records.ts";

/** Records between two pauses, in which a cancellation is heard. */
const stride = 500;

/** What a report is made with besides the evaluation's own file. */
export interface ReportWishes {
  /** What is known of it outside; what came from a file has a head of its own. */
  head: EvaluationHead;
  /** What was measured of its judges here; what came from a file has its own as well. */
  certificates: ReportedCertificate[];
  /** Whether all was asked. */
  isDone: boolean;
}

/** A report of an evaluation as its file is now: what is written meanwhile is not in it. */
export interface HeldReport extends Report {
  /** Lets what is written meanwhile go on. */
  close(): void;
}

/** Makes a report of an evaluation's file, with its verdict. Its records throw the signal's reason. */
export async function reportIn(
  open: OpenSession,
  { head, certificates: measured, isDone }: ReportWishes,
  { signal, progress }: Pick<WorkContext, "signal" | "progress">,
): Promise<HeldReport> {
  const counted = await verdictOf(open, { baseline: null, lead: null }, isDone);
  const verdict: EvaluationVerdict = { ...counted, isPartial: !isDone };
  const ours: RecordOf<"certificate">[] = [];
  for (const one of measured) ours.push(await corrected(open, one));
  const session = open();
  const { database } = session;
  const kept = readFact(database, "head") as EvaluationHead | undefined;
  const own = kept ? { ...kept, name: head.name } : head;
  const imported = (readFact(database, "certificates") ?? []) as RecordOf<"certificate">[];
  const isHere = new Set(measured.map(({ record }) => record.graderId));
  const certificates = [...ours, ...imported.filter(({ graderId }) => !isHere.has(graderId))];
  database.exec("begin");
  const total = rowCount(session);
  return {
    head: own,
    verdict,
    certificates,
    thresholds: [],
    records: async function* () {
      let at = 0;
      for (const record of recordsIn(session)) {
        if (record.kind === "row") progress({ phase: "writing", done: record.row, total });
        at += 1;
        if (at % stride === 0) await setImmediate();
        signal.throwIfAborted();
        yield record;
      }
      yield* certificates;
      yield { kind: "verdict", verdict };
    },
    close: () => database.exec("commit"),
  };
}

/** A certificate with the rates that are corrected by it, as long as it holds. */
async function corrected(
  open: OpenSession,
  { record, holds }: ReportedCertificate,
): Promise<RecordOf<"certificate">> {
  const { graders } = open().settings;
  const place = graders.findIndex(({ id }) => id === record.graderId);
  const judge = graders[place];
  const isKnown = holds !== null && judge?.kind === "judge";
  if (!isKnown) return { ...record, corrected: [] };
  return { ...record, corrected: await withPauses(correctionsOf(open, place, judge, holds.passes)) };
}
