import type {
  AnswerFailures,
  EvaluationRow,
  MatrixNames,
  MatrixView,
  MatrixWindow,
} from "../../../preload/contract/evaluation-results.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { Input } from "../../../preload/contract/index.ts";
import type { TextStretch } from "../../../preload/contract/series.ts";
import { differences } from "../../../preload/word-differences.ts";
import { problem } from "../../foundry/error.ts";
import { withPauses } from "../../pauses.ts";
import type { Worker } from "../../processes/asking.ts";
import type { WorkContext } from "../../processes/messages.ts";
import { judgeWork } from "../judges/work.ts";
import type { Amount, Counts, EndedAnswer, JudgeTask } from "../shape.ts";
import { storedAnswer } from "../store/answers.ts";
import { prepareRows } from "../store/prepare.ts";
import { questionOf } from "./asked.ts";
import { failuresIn } from "./failures.ts";
import { withFileFaults } from "./file-faults.ts";
import { fileWork } from "./files/work.ts";
import { type JudgeReply, type JudgeWork, judgedBy, judgeWorkOf } from "./judging.ts";
import { type LeftPage, type LeftRequest, leftIn } from "./left.ts";
import { matrixOf } from "./matrix.ts";
import { namesIn } from "./names.ts";
import { markAnswer, noteRow, voteOn } from "./noting.ts";
import { placeWork } from "./place-work.ts";
import { forgetFailed } from "./plan.ts";
import { rowIn } from "./row.ts";
import { databaseIn, type OfFile, sessionOf } from "./session.ts";
import { verdictWork } from "./verdict-work.ts";
import { countsIn, putAnswers, putSpent } from "./writing.ts";

/** All that a process of evaluations can be asked. */
export const work = withFileFaults({
  ...judgeWork,
  prepare: async (
    { file, settings, path }: OfFile & { settings: EvaluationSettings; path: string },
    context: WorkContext,
  ) => {
    const database = databaseIn(file);
    try {
      return await prepareRows(database, settings, path, context);
    } finally {
      database.close();
    }
  },
  left: ({ file, ...request }: OfFile & LeftRequest): Promise<LeftPage> =>
    withPauses(leftIn(() => sessionOf(file), request)),
  question: ({ file, row }: OfFile & { row: number }) => {
    const question = questionOf(sessionOf(file), row);
    if (!question) throw problem("row_without_prompt");
    return { messages: question.messages, tools: question.tools };
  },
  put: ({ file, answers }: OfFile & { answers: EndedAnswer[] }): Counts =>
    putAnswers(sessionOf(file), answers),
  counts: ({ file }: OfFile): Counts => countsIn(sessionOf(file)),
  forgetFailed: ({ file }: OfFile): Counts => {
    forgetFailed(sessionOf(file));
    return countsIn(sessionOf(file));
  },
  judgeWork: (input: OfFile & { limit: number; without: number[] }): Promise<JudgeWork[]> =>
    judgeWorkOf(sessionOf(input.file), input.limit, input.without),
  judged: ({
    file,
    task,
    replies,
    spent,
  }: OfFile & { task: JudgeTask; replies: JudgeReply[]; spent: Amount[] }): Promise<Counts> => {
    putSpent(sessionOf(file), spent);
    return judgedBy(sessionOf(file), task, replies);
  },
  spent: ({ file, spent }: OfFile & { spent: Amount[] }): Counts => putSpent(sessionOf(file), spent),
  ...placeWork,
  matrix: (input: OfFile & { view: MatrixView; from: number; count: number }): Promise<MatrixWindow> =>
    matrixOf(() => sessionOf(input.file), input.view, input.from, input.count),
  ...verdictWork,
  ...fileWork,
  failures: ({ file }: OfFile): AnswerFailures[] => failuresIn(sessionOf(file)),
  names: ({ file }: OfFile): MatrixNames => namesIn(sessionOf(file)),
  row: ({ file, row }: OfFile & { row: number }): EvaluationRow => rowIn(sessionOf(file), row),
  difference: (input: OfFile & Omit<Input<"evaluationResults.difference">, "id">): TextStretch[] | null => {
    const { file, row, from, to } = input;
    const { database, settings } = sessionOf(file);
    const textOf = ({ modelId, repeat }: typeof from) => {
      const model = settings.models.findIndex(({ id }) => id === modelId);
      return storedAnswer(database, { row, model, repeat })?.text ?? "";
    };
    const other = to ? textOf(to) : rowIn(sessionOf(file), row).reference;
    return differences(other ?? "", textOf(from));
  },
  note: ({ file, ...asked }: OfFile & Omit<Input<"evaluationResults.note">, "id">): void =>
    noteRow(sessionOf(file), asked),
  vote: ({ file, ...asked }: OfFile & Omit<Input<"evaluationResults.vote">, "id">): void =>
    voteOn(sessionOf(file), asked, Date.now()),
  mark: ({ file, ...asked }: OfFile & Omit<Input<"evaluationResults.mark">, "id">): void =>
    markAnswer(sessionOf(file), asked, Date.now()),
});

export type Work = typeof work;

/** Whoever writes an evaluation down. */
export type Writer = Pick<Worker<Work>, "ask">;
