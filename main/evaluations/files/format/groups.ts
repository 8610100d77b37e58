import { refused } from "../../../exported.ts";
import type { EvaluationRecord, RecordOf } from "./records.ts";

/** An answer with what graders and the person say of it. */
export interface GroupedAnswer extends RecordOf<"answer"> {
  grades: RecordOf<"grade">[];
  marks: RecordOf<"mark">[];
}

/** A row with all that belongs to it. */
export interface RowGroup {
  row: RecordOf<"row">;
  answers: GroupedAnswer[];
  note: RecordOf<"note"> | null;
  votes: RecordOf<"vote">[];
}

/**
 * Records row by row, one row in memory at a time; what belongs to no row is given to `onOther`. Throws `import_refused`
 * where something stands behind another row than its own, or a grade before its answer.
 */
export async function* byRow(
  records: AsyncIterable<EvaluationRecord>,
  onOther: (record: RecordOf<"certificate" | "verdict">) => void = () => {},
): AsyncGenerator<RowGroup, void> {
  let group: RowGroup | null = null;
  for await (const record of records) {
    if (record.kind === "certificate" || record.kind === "verdict") {
      onOther(record);
      continue;
    }
    if (record.kind === "row") {
      if (group) yield group;
      group = { row: record, answers: [], note: null, votes: [] };
      continue;
    }
    if (group?.row.row !== record.row) throw refused("row");
    add(group, record);
  }
  if (group) yield group;
}

function add(group: RowGroup, record: RecordOf<"answer" | "grade" | "mark" | "note" | "vote">): void {
  if (record.kind === "answer") group.answers.push({ ...record, grades: [], marks: [] });
  else if (record.kind === "note") group.note = record;
  else if (record.kind === "vote") group.votes.push(record);
  else {
    const { modelId, repeat } = record;
    const answer = group.answers.findLast((one) => one.modelId === modelId && one.repeat === repeat);
    if (!answer) throw refused(record.kind);
    if (record.kind === "grade") answer.grades.push(record);
    else answer.marks.push(record);
  }
}
