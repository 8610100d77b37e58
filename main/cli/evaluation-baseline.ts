import { join } from "node:path";
import type { EvaluationModel, EvaluationSettings } from "../../preload/contract/evaluation-settings.ts";
import type { ScoreDifference } from "../../preload/contract/evaluation-verdicts.ts";
import { isOnlyItsScores } from "../evaluations/files/imports/only-scores.ts";
import { type OpenedFiles, openEvaluation } from "../evaluations/files/imports/open.ts";
import { keepRecords } from "../evaluations/process/files/keep.ts";
import type { Writer } from "../evaluations/process/work.ts";
import { correctedTogether } from "../evaluations/verdict/difference.ts";
import { refuseChanged } from "./evaluation-seals.ts";
import { CommandError } from "./failure.ts";

/** How an evaluation compares with earlier results. */
export interface BaselineResult {
  /** What the earlier results are called. */
  name: string;
  /** Each model against the one that stands for it there. */
  differences: ScoreDifference[];
  /** What the models there are called, by their ids. */
  models: readonly { id: string; name: string }[];
}

/** A file of earlier results that can be read: a sealed report, a table, or results of others. */
export interface OpenedBaseline {
  path: string;
  opened: OpenedFiles;
}

/**
 * Opens earlier results, before anything is asked that is to be compared with them. Throws a `CommandError` where there are
 * none or they were changed, and what opening files throws.
 */
export async function openBaseline(path: string): Promise<OpenedBaseline> {
  const opened = await openEvaluation([{ path }]);
  if (opened.verification) refuseChanged(path, opened.verification);
  if (opened.head.holds === "draft") throw new CommandError("noResults", { file: path });
  return { path, opened };
}

/** What is compared, and where files are kept meanwhile. */
export interface BaselineParts {
  baseline: OpenedBaseline;
  settings: EvaluationSettings;
  /** The file of the evaluation itself. */
  file: string;
  folder: string;
  worker: Writer;
  signal: AbortSignal;
}

/**
 * Compares each model with the one of the same name in earlier results, or with the only one there, by all graders that
 * both have. Throws a `CommandError` where nothing can be compared, and `import_refused` for a row that can't be read.
 */
export async function comparedWith(parts: BaselineParts): Promise<BaselineResult> {
  const { settings, file, folder, worker, signal } = parts;
  const { path, opened } = parts.baseline;
  const other = join(folder, "baseline.db");
  const { settings: theirs, name } = await keepRecords(other, withGraders(opened, settings), {
    signal,
    progress: () => {},
  });
  const differences: ScoreDifference[] = [];
  for (const model of settings.models) {
    const counterpart = counterpartOf(model, theirs.models);
    if (!counterpart) continue;
    const models = { modelId: model.id, otherModelId: counterpart.id };
    differences.push(...(await worker.ask("against", { file, other, ...models })).differences);
  }
  if (differences.length === 0) throw new CommandError("nothingInCommon", { file: path });
  if (differences.every(({ rows, left }) => rows + left === 0))
    throw new CommandError("noRowsInCommon", { file: path });
  return { name, differences: correctedTogether(differences, leadOf(settings)), models: theirs.models };
}

const leadOf = ({ lead, graders }: EvaluationSettings): string => lead ?? graders[0]?.id ?? "";

/** The model of earlier results that stands for one: of the same name or deployment, or the only one. */
function counterpartOf(
  { name, deployment }: EvaluationModel,
  others: readonly EvaluationModel[],
): EvaluationModel | undefined {
  const [only, ...more] = others;
  return (
    others.find((other) => other.name === name) ??
    others.find((other) => other.deployment === deployment) ??
    (more.length === 0 ? only : undefined)
  );
}

/** A table has names of graders and their scores only: they are the graders of the same names. */
function withGraders(opened: OpenedFiles, { graders: own }: EvaluationSettings): OpenedFiles {
  const { settings } = opened.head;
  const graders = settings.graders.map((grader) => {
    const same = isOnlyItsScores(grader) ? own.find(({ name }) => name === grader.name) : undefined;
    return same ? { ...same, id: grader.id } : grader;
  });
  return { ...opened, head: { ...opened.head, settings: { ...settings, graders } } };
}
