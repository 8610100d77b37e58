import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { close, databaseIn, type Session, sessionOf } from "../../../../main/evaluations/process/session.ts";
import { putAnswers, putJudged } from "../../../../main/evaluations/process/writing.ts";
import type { EndedAnswer } from "../../../../main/evaluations/shape.ts";
import { prepareRows } from "../../../../main/evaluations/store/prepare.ts";
import type { EvaluationGrader } from "../../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import { settingsOf } from "../opened.ts";

/** A row of an evaluation that is filled. */
export interface FilledRow {
  key?: number;
  text?: string;
  tags?: string[];
  language?: string | null;
  group?: number | null;
}

/** A row that expects “right” as its answer. */
export const rightRow = (row: number): string =>
  JSON.stringify({
    messages: [
      { role: "user", content: `Question ${row}` },
      { role: "assistant", content: "right" },
    ],
    topic: row % 2 === 0 ? "even" : "odd",
  });

/** A model that gives scores from 0 to 1. */
export const judge: EvaluationGrader = {
  id: "judge",
  name: "Judge",
  kind: "judge",
  judge: { connectionId: "c", deployment: "judge" },
  verdict: { form: "score", range: [0, 1], passAt: null },
  rubric: "",
  messages: [{ role: "user", content: "{{sample.output_text}}" }],
  temperature: null,
  maxTokens: null,
};

/** The same, which says which of two answers is better. */
export const pairJudge: EvaluationGrader = { ...judge, id: "pair", verdict: { form: "pair" } };

/** An evaluation's file with these rows, open. */
export async function filled(
  folder: string,
  rows: readonly FilledRow[],
  more: Partial<EvaluationSettings> = {},
  name = "results",
): Promise<{ file: string; session: Session; settings: EvaluationSettings }> {
  const [path, file] = [join(folder, `${name}.jsonl`), join(folder, `${name}.db`)];
  const lines = rows.map(({ key, text, tags = [], language = null, group = null }, row) =>
    JSON.stringify({ key: key ?? row + 1, text: text ?? rightRow(row), tags, language, group }),
  );
  writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
  const settings = settingsOf(more);
  const database = databaseIn(file);
  const { signal } = new AbortController();
  await prepareRows(database, settings, path, { signal, progress: () => {} });
  database.close();
  close(file);
  return { file, session: sessionOf(file), settings };
}

/** An answer as it is written down. */
export const answer = (
  row: number,
  model: number,
  text: string | null,
  more: Partial<EndedAnswer> = {},
): EndedAnswer => ({
  ...{ row, model, repeat: 0, text: text ?? "", calls: [], startedAt: 1, requestId: null },
  end: text === null ? "failed" : "stop",
  diagnosis: null,
  firstToken: 100,
  total: 200,
  tokens: { prompt: 10, completion: 5, reasoning: 0 },
  cost: { amount: 0.5, currency: "USD" },
  ...more,
});

/** Writes down what each model says to each row, by its place: “right” where it is true, nothing where it is null. */
export function answerAll(session: Session, said: readonly (readonly (boolean | null)[])[]): void {
  putAnswers(
    session,
    said.flatMap((own, model) =>
      own.map((isRight, row) => answer(row, model, isRight === null ? null : isRight ? "right" : "wrong")),
    ),
  );
}

/** Writes down what a judge says of each model's answer to each row. */
export function judgeAll(
  session: Session,
  grader: number,
  model: number,
  scores: readonly (number | null)[],
): void {
  for (const [row, score] of scores.entries())
    putJudged(
      session,
      { grader, row, model, repeat: 0 },
      { score, passed: null, parts: {}, error: score === null ? "no_verdict" : null, said: null },
      false,
    );
}

/** The rows of four cells: so many that both have right, only the first, only the second, and neither. */
export function cells(both: number, onlyFirst: number, onlySecond: number, neither: number): boolean[][] {
  const times = (count: number, value: boolean) => new Array<boolean>(count).fill(value);
  return [
    [...times(both + onlyFirst, true), ...times(onlySecond + neither, false)],
    [...times(both, true), ...times(onlyFirst, false), ...times(onlySecond, true), ...times(neither, false)],
  ];
}
