import type { Metric, MetricDifference, SeriesDrift } from "../../preload/contract/series.ts";
import { answerOf } from "./answers.ts";
import type { Bundle, BundleColumn, BundleRun } from "./bundle-schema.ts";
import { goodRuns, middle } from "./column-results.ts";
import { difference } from "./statistics.ts";

const metrics: Metric[] = ["firstToken", "total", "tokensPerSecond"];
/** Answers that are listed, and characters of their prompts. */
const listed = 100;
const beginning = 200;

/**
 * Holds a comparison against one of another day. Columns belong together that ask the deployment of the same name, and
 * where it stands in several the one with the same instructions and parameters; prompts that have the same words.
 */
export function driftOf(before: Bundle, after: Bundle): SeriesDrift {
  const pairs = pairsOf(before.columns, after.columns);
  const prompts = sharedPrompts(before, after);
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
        metrics: metrics.map((metric) => measure(metric, [before, columnBefore.id], [after, columnAfter.id])),
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

function sharedPrompts(before: Bundle, after: Bundle) {
  const later = new Map(after.prompts.map(({ id, text }) => [text, id]));
  return before.prompts.flatMap(({ id, text }) => {
    const promptAfter = later.get(text);
    if (promptAfter === undefined) return [];
    return [{ promptBefore: id, promptAfter, text: text.slice(0, beginning) }];
  });
}

/** The first answer of each column to each prompt that is whole. */
const answersOf = ({ runs }: Bundle): Map<string, string> =>
  new Map(
    runs
      .filter((run) => run.repeat === 0 && isWhole(run))
      .map((run) => [placeOf(run.columnId, run.promptId), answerOf(run)]),
  );

const isWhole = ({ isWarmUp, end }: BundleRun): boolean => !isWarmUp && (end === "stop" || end === "length");
const placeOf = (columnId: string, promptId: string): string => JSON.stringify([columnId, promptId]);

type Side = [bundle: Bundle, columnId: string];

function measure(metric: Metric, [before, a]: Side, [after, b]: Side) {
  const values = ([{ runs }, id]: Side) =>
    goodRuns(runs, id)
      .map(({ measurement }) => measurement[metric])
      .filter((value) => value !== null);
  const first = values([before, a]);
  const second = values([after, b]);
  return {
    metric,
    before: middle(first),
    after: middle(second),
    difference: compared(metric, a, b, first, second),
  };
}

function compared(metric: Metric, a: string, b: string, first: number[], second: number[]): MetricDifference {
  const few: MetricDifference = { metric, a, b, verdict: "few", shift: null, interval: null };
  if (first.length === 0 || second.length === 0) return few;
  const { isOne, shift, interval } = difference(first, second);
  if (interval === null) return few;
  return { metric, a, b, verdict: !isOne ? "none" : shift < 0 ? "lower" : "higher", shift, interval };
}
