import { beginningOf } from "../../../../preload/cut.ts";
import { refused } from "../../../exported.ts";
import { diagnosisOf } from "../../../foundry/error.ts";
import type { WorkContext } from "../../../processes/messages.ts";
import { type Database, inTransaction } from "../../../storage/database.ts";
import { writeFact } from "../../../storage/facts.ts";
import { keepable, textCell } from "../../../storage/text-cell.ts";
import { askableRows } from "../../files/askable.ts";
import type { EvaluationHead } from "../../files/format/head.ts";
import type { EvaluationRecord, RecordOf } from "../../files/format/records.ts";
import type { OpenedEvaluation } from "../../files/imports/opened.ts";
import type { AnswerPlace, EndedAnswer } from "../../shape.ts";
import { putAnswer, putGrade } from "../../store/answers.ts";
import { putBlindMark, putMark } from "../../store/marks.ts";
import { putRow } from "../../store/prepare.ts";
import { databaseIn } from "../session.ts";

/** Records that are written at once. */
const atOnce = 2000;

/**
 * Writes what was found in files into an evaluation's file that has nothing yet: rows, answers, grades, notes and votes as
 * they were. Gives the head as it is kept. Throws what reading the records throws, and then the file has no settings.
 */
export async function keepRecords(
  file: string,
  opened: Pick<OpenedEvaluation, "head" | "records">,
  { signal, progress }: WorkContext,
): Promise<EvaluationHead> {
  const { head, textOf } = await askableRows(opened);
  const database = databaseIn(file);
  try {
    const put = writing(database, head, textOf);
    const certificates: RecordOf<"certificate">[] = [];
    let batch: EvaluationRecord[] = [];
    let done = 0;
    const write = () => {
      inTransaction(database, () => {
        for (const record of batch) put(record);
      });
      done += batch.length;
      batch = [];
      progress({ phase: "keeping", done, total: null });
      signal.throwIfAborted();
    };
    for await (const record of opened.records()) {
      if (record.kind === "certificate") certificates.push(record);
      batch.push(record);
      if (batch.length >= atOnce) write();
    }
    write();
    inTransaction(database, () => {
      writeFact(database, "head", head);
      writeFact(database, "certificates", certificates);
      writeFact(database, "settings", head.settings);
    });
    return head;
  } finally {
    database.close();
  }
}

/** Gives what writes one record. */
function writing(
  database: Database,
  { settings }: EvaluationHead,
  textOf: (row: RecordOf<"row">) => string,
): (record: EvaluationRecord) => void {
  const placeIn = (all: readonly { id: string }[]) => {
    const places = new Map(all.map(({ id }, place) => [id, place]));
    return (id: string): number => {
      const place = places.get(id);
      if (place === undefined) throw refused("settings");
      return place;
    };
  };
  const [modelOf, graderOf] = [placeIn(settings.models), placeIn(settings.graders)];
  const placeOf = ({ row, modelId, repeat }: RecordOf<"answer" | "grade" | "mark">): AnswerPlace => ({
    row,
    model: modelOf(modelId),
    repeat,
  });
  const clusters = new Map<string, number>();
  const note = database.prepare("update rows set note = ?, label = ? where row = ?");
  const vote = database.prepare("insert into votes values (?, ?, ?, ?, ?, ?, ?, ?)");
  const [mark, blindMark] = [putMark(database), putBlindMark(database)];
  const [putOwnRow, putOwnAnswer] = [putRow(database, settings.prompt), putAnswer(database)];

  return (record) => {
    switch (record.kind) {
      case "row": {
        const { row, key, tags, cluster } = record;
        const group = cluster === null ? null : (clusters.get(cluster) ?? clusters.size);
        if (cluster !== null && group !== null) clusters.set(cluster, group);
        putOwnRow(row, { key, tags, text: textOf(record), language: null }, group);
        return;
      }
      case "answer": {
        const answer: EndedAnswer = { ...record, ...placeOf(record), ...endOf(record) };
        putOwnAnswer(answer);
        return;
      }
      case "grade":
        putGrade(database, { ...placeOf(record), grader: graderOf(record.graderId) }, record, record.isFlip);
        return;
      case "mark": {
        const { row, model, repeat } = placeOf(record);
        const { score, label, isBlind, blind } = record;
        const place = [graderOf(record.graderId), row, model, repeat];
        if (score === null) return;
        mark(place, { score, label, isBlind, at: 0 });
        for (const one of blind.length === 0 && isBlind ? [{ score, label }] : blind)
          blindMark(place, { ...one, at: 0 });
        return;
      }
      case "note":
        note.run(textCell(keepable(record.note)), record.label && beginningOf(record.label, 40), record.row);
        return;
      case "vote": {
        const [one, other] = record.shown;
        const shown = [modelOf(one.modelId), one.repeat, modelOf(other.modelId), other.repeat];
        vote.run(record.row, ...shown, record.better, Number(record.isBlind), record.at ?? 0);
        return;
      }
    }
  };
}

/** How an answer ended. Files have the code of a diagnosis only, and what was said. */
function endOf({
  diagnosis,
  said,
  startedAt,
}: RecordOf<"answer">): Pick<EndedAnswer, "diagnosis" | "startedAt"> {
  const code = diagnosis ?? (said === null ? null : "unexpected");
  const raw = said === null ? undefined : { message: said };
  return { diagnosis: code && diagnosisOf(code, {}, raw), startedAt: startedAt ?? 0 };
}
