import type { RequestNote } from "../../preload/contract/conversations.ts";
import type { ColumnResult, RunPlace, SeriesDrift } from "../../preload/contract/series.ts";
import { beginningOf } from "../../preload/cut.ts";
import { everyNote } from "../../preload/sent-parameters.ts";
import type { Bundle, BundleColumn, BundleRun } from "../runs/shape.ts";
import { type CountedRun, metricDifference, metrics, resultsOf } from "./results.ts";

/** Answers that are listed, and characters of their prompts. */
const listed = 100;
const beginning = 200;

/** A comparison of one day, as far as it is held against another. */
export interface Day extends Pick<Bundle, "createdAt" | "columns" | "prompts"> {
  /** Each with what it answered, without what it thought. */
  runs: readonly (CountedRun & RunPlace & Pick<BundleRun, "notes"> & { text: string })[];
}

/**
 * Holds a comparison against one of another day. Columns belong together that ask the deployment of the same name, and
 * where it stands in several the one with the same instructions and parameters; prompts that have the same words.
 */
export function driftOf(before: Day, after: Day): SeriesDrift {
  const pairs = pairsOf(before.columns, after.columns);
  const prompts = sharedPrompts(before, after);
  const resultBefore = resultsBy(before);
  const resultAfter = resultsBy(after);
  const answersBefore = answersOf(before);
  const answersAfter = answersOf(after);
  return {
    before: before.createdAt,
    after: after.createdAt,
    columns: pairs.map(([columnBefore, columnAfter]) => {
      const both = prompts.flatMap((prompt) => {
        const first = answersBefore.get(placeOf(columnBefore.id, prompt.promptBefore));
        const second = answersAfter.get(placeOf(columnAfter.id, prompt.promptAfter));
        return first === undefined || second === undefined ? [] : [{ ...prompt, isSame: first === second }];
      });
      const changed = both.filter(({ isSame }) => !isSame).map(({ isSame: _isSame, ...prompt }) => prompt);
      return {
        columnBefore: columnBefore.id,
        columnAfter: columnAfter.id,
        alias: columnBefore.alias,
        metrics: metrics.map((metric) => {
          const [first, second] = [resultBefore(columnBefore.id), resultAfter(columnAfter.id)];
          const difference = metricDifference(metric, first, second);
          return { metric, before: first[metric], after: second[metric], difference };
        }),
        notesBefore: notesIn(before, columnBefore.id),
        notesAfter: notesIn(after, columnAfter.id),
        sharedPrompts: both.length,
        otherAnswers: changed.length,
        changed: changed.slice(0, listed),
      };
    }),
    onlyBefore: unpaired(before.columns, new Set(pairs.map(([{ id }]) => id))),
    onlyAfter: unpaired(after.columns, new Set(pairs.map(([, { id }]) => id))),
  };
}

const unpaired = (columns: readonly BundleColumn[], paired: ReadonlySet<string>): string[] =>
  columns.flatMap(({ id, alias }) => (paired.has(id) ? [] : [alias]));

/** Each column before with its like after. What stands once on both sides belongs together, however it is set. */
function pairsOf(
  before: readonly BundleColumn[],
  after: readonly BundleColumn[],
): [BundleColumn, BundleColumn][] {
  const count = (columns: readonly BundleColumn[], name: string) =>
    columns.filter(({ alias }) => alias === name).length;
  const taken = new Set<string>();
  return before.flatMap((column): [BundleColumn, BundleColumn][] => {
    const isOnly = count(before, column.alias) === 1 && count(after, column.alias) === 1;
    const like = after.find(
      (other) =>
        !taken.has(other.id) &&
        other.alias === column.alias &&
        (isOnly || settingsOf(other) === settingsOf(column)),
    );
    if (!like) return [];
    taken.add(like.id);
    return [[column, like]];
  });
}

const settingsOf = ({ systemPrompt, parameters }: BundleColumn): string =>
  JSON.stringify([systemPrompt, Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))]);

function sharedPrompts(before: Day, after: Day) {
  const later = new Map(after.prompts.map(({ id, text }) => [text, id]));
  return before.prompts.flatMap(({ id, text }) => {
    const promptAfter = later.get(text);
    if (promptAfter === undefined) return [];
    return [{ promptBefore: id, promptAfter, text: beginningOf(text, beginning) }];
  });
}

const notesIn = ({ runs }: Day, columnId: string): RequestNote[] =>
  everyNote(runs.filter((run) => run.columnId === columnId && !run.isWarmUp).map(({ notes }) => notes));

/** The first answer of each column to each prompt that is whole. */
const answersOf = ({ runs }: Day): Map<string, string> =>
  new Map(
    runs
      .filter((run) => run.repeat === 0 && isWhole(run))
      .map((run) => [placeOf(run.columnId, run.promptId), run.text]),
  );

const isWhole = ({ isWarmUp, end }: CountedRun): boolean => !isWarmUp && (end === "stop" || end === "length");
const placeOf = (columnId: string, promptId: string): string => JSON.stringify([columnId, promptId]);

/** The results of a comparison's columns, by their ids. */
function resultsBy({ columns, runs }: Day): (columnId: string) => ColumnResult {
  const ids = columns.map(({ id }) => id);
  const results = new Map(resultsOf(ids, runs).columns.map((result) => [result.columnId, result]));
  return (columnId) => {
    const result = results.get(columnId);
    if (!result) throw new Error("A column without a result");
    return result;
  };
}
