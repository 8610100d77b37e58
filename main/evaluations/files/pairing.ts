import { createHash } from "node:crypto";
import { byRow } from "./format/groups.ts";
import type { EvaluationRecord, RecordOf } from "./format/records.ts";

/** A row's score by one grader for one model: the mean of its repeats. */
interface RowScore {
  row: number;
  asked: string;
  cluster: string | null;
  score: number;
}

/** The scores of one model by one grader. */
export interface RowScores {
  /** By what the row is. */
  scores: Map<string, RowScore>;
  /** Rows that are not graded. */
  ungraded: number;
}

/** Rows of two evaluations that are the same, and how many only one has. */
export interface PairedRows {
  pairs: { before: RowScore; after: RowScore }[];
  onlyBefore: number;
  onlyAfter: number;
}

/**
 * The scores of a model by a grader, row by row; repeats are averaged inside a row, and a row without a score has none. Needs
 * records in the order of a sealed report.
 */
export async function rowScores(
  records: AsyncIterable<EvaluationRecord>,
  { modelId, graderId }: { modelId: string; graderId: string },
): Promise<RowScores> {
  const scores = new Map<string, RowScore>();
  const seen = new Map<string, number>();
  let ungraded = 0;
  for await (const { row, answers } of byRow(records)) {
    const plain = identityOf(row);
    // The same question may be asked in several rows.
    const place = seen.get(plain) ?? 0;
    seen.set(plain, place + 1);
    const found = answers
      .filter((answer) => answer.modelId === modelId)
      .flatMap(({ grades }) => grades.filter((grade) => grade.graderId === graderId))
      .flatMap(({ score }) => (score === null ? [] : [score]));
    if (found.length === 0) {
      ungraded += 1;
      continue;
    }
    scores.set(`${plain} ${place}`, {
      row: row.row,
      asked: row.messages.at(-1)?.content ?? "",
      cluster: row.cluster,
      score: found.reduce((sum, score) => sum + score, 0) / found.length,
    });
  }
  return { scores, ungraded };
}

/** What a row is, whatever its place and its program: what it asked, and what is expected. */
const identityOf = ({ messages, reference }: RecordOf<"row">): string =>
  createHash("sha256")
    .update(JSON.stringify([messages.map(({ role, content }) => [role, content]), reference]))
    .digest("base64");

/** The rows that have a score in both. */
export function pairedRows(before: RowScores, after: RowScores): PairedRows {
  const pairs = [...after.scores].flatMap(([key, own]) => {
    const other = before.scores.get(key);
    return other ? [{ before: other, after: own }] : [];
  });
  return {
    pairs,
    onlyBefore: before.scores.size - pairs.length,
    onlyAfter: after.scores.size - pairs.length,
  };
}
