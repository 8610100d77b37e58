import type { Middle } from "../../preload/contract/series.ts";
import { hasFailed } from "../../preload/ends.ts";
import { commonNotes, everyNote } from "../../preload/sent-parameters.ts";
import { dialects } from "../../preload/strings/dialects.ts";
import { endText } from "../../preload/strings/ends.ts";
import { titleOf } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { findingLines } from "../../preload/strings/filter.ts";
import { measured } from "../../preload/strings/measured.ts";
import { noSpeedNotes } from "../../preload/strings/no-speed.ts";
import {
  explainNote,
  parameterList,
  requestNotes,
  sameRequestSentences,
} from "../../preload/strings/request-notes.ts";
import { writtenTime } from "../exported.ts";
import { findingsIn } from "../foundry/chat/filters.ts";
import { answerOf } from "../runs/record.ts";
import type { Bundle, BundleRun } from "../runs/shape.ts";
import { type ColumnResult, columnResults } from "../series/column-results.ts";

const words = measured.exports;

/** The lines that say when, with what and how a comparison was run. */
export function circumstances({ createdAt, app, conditions }: Bundle): string[] {
  const { repeats, warmUps, order } = conditions;
  return [
    fill(words.created, { time: writtenTime(createdAt), version: app.version }),
    fill(words.conditions, { repeats, warmUps, order: words.order[order] }),
  ];
}

/**
 * The results as a table of texts: a header, then a row for each column of the comparison, and sentences about what is
 * missing in it.
 */
export function resultTable(bundle: Bundle): { header: string[]; rows: string[][]; notes: string[] } {
  const { columns } = words;
  const results = columnResults(bundle);
  const rows = results.map((result) => {
    const column = bundle.columns[result.place - 1];
    const deployment = bundle.deployments.find(({ alias }) => alias === result.alias);
    const {
      model = null,
      modelVersion = null,
      region = null,
      sku = null,
      apiVersion = null,
    } = deployment ?? {};
    const listed = (parts: (string | null)[]) => parts.filter((part) => part !== null).join(", ");
    return [
      String(result.place),
      result.alias,
      listed([model, modelVersion]),
      listed([...apisOf(bundle, column?.id), region, sku, apiVersion]),
      parameterList(column?.parameters ?? {}, everyNote(notesIn(bundle, column?.id))).join(", "),
      String(result.runs),
      String(result.failures),
      rounded(result.firstToken),
      interval(result.firstToken),
      rounded(result.tokensPerSecond),
      rounded(result.total),
      costs(result),
    ];
  });
  const header = [
    columns.column,
    columns.deployment,
    columns.model,
    columns.conditions,
    columns.parameters,
    columns.runs,
    columns.failures,
    columns.firstToken,
    columns.interval,
    columns.tokensPerSecond,
    columns.total,
    columns.cost,
  ];
  const notes = noSpeedNotes(results, ({ alias, place }) => columnName(alias, place - 1));
  return { header, rows, notes };
}

/** The APIs that a column was asked by, where its runs say. */
const apisOf = ({ runs }: Bundle, id: string | undefined): string[] => {
  const asked = runs.flatMap(({ columnId, dialect }) =>
    columnId === id && dialect ? [dialects[dialect]] : [],
  );
  return [...new Set(asked)];
};

/** What of the columns' parameters was not sent as it is set, and why: a line each, and which columns that makes the same. */
export function requestChanges(bundle: Bundle): string[] {
  const { columns } = bundle;
  return [
    ...columns.flatMap(({ id, alias }, index) =>
      everyNote(notesIn(bundle, id)).map((note) =>
        fill(requestNotes.ofColumn, {
          column: columnName(alias, index),
          note: explainNote(note, writtenTime),
        }),
      ),
    ),
    ...sameRequestSentences(
      columns.map(({ id, alias, systemPrompt, parameters }) => ({
        question: JSON.stringify([alias, systemPrompt]),
        parameters,
        notes: commonNotes(notesIn(bundle, id, (run) => !hasFailed(run))),
      })),
    ),
  ];
}

/** How many answers of each column were given, but not to their end: a line for each way they ended. */
export const cutAnswers = ({ columns, runs }: Bundle): string[] =>
  columns.flatMap(({ id, alias }, index) => {
    const own = runs.filter((run) => run.columnId === id && !run.isWarmUp);
    const counts = new Map<string, number>();
    for (const { end, diagnosis } of cutEnds.flatMap((cut) => own.filter((run) => run.end === cut))) {
      const text = endText(end, diagnosis) ?? end;
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    const column = columnName(alias, index);
    return [...counts].map(([end, count]) => fill(words.cut, { column, count, end }));
  });

const cutEnds = ["length", "content_filter"] as const;

/** A column's name and its place, from 0: two may ask the same deployment. */
export const columnName = (alias: string, index: number): string => `${alias} (${index + 1})`;

/** The notes of a column's runs that count, or of some of them. */
const notesIn = ({ runs }: Bundle, id: string | undefined, which: (run: BundleRun) => boolean = () => true) =>
  runs.filter((run) => run.columnId === id && !run.isWarmUp && which(run)).map(({ notes }) => notes);

/** One run's answer, for people. */
interface ToldAnswer {
  heading: string;
  text: string;
  /** What the content filter found or could not check, each in one line. */
  findings: string[];
}

/** What each prompt, by its id, was answered with: every run that was no warm-up. */
export function answersByPrompt({ columns, runs }: Bundle): Map<string, ToldAnswer[]> {
  const places = new Map(columns.map(({ id, alias }, index) => [id, columnName(alias, index)]));
  const answers = new Map<string, ToldAnswer[]>();
  for (const run of runs) {
    if (run.isWarmUp) continue;
    const name = fill(words.run, { column: places.get(run.columnId) ?? "", repeat: run.repeat + 1 });
    const isWhole = run.end === "stop" || run.end === "tool_calls";
    const end = titleOf(run.diagnosis) ?? endText(run.end, run.diagnosis) ?? run.end;
    const heading = isWhole ? name : `${name}, ${fill(words.ended, { end })}`;
    const others = answers.get(run.promptId) ?? [];
    others.push({ heading, text: answerOf(run), findings: findingLines(findingsIn(run.events)) });
    answers.set(run.promptId, others);
  }
  return answers;
}

const rounded = (middle: Middle | null): string => (middle ? middle.median.toFixed(1) : "–");

const interval = (middle: Middle | null): string =>
  middle?.interval ? `${middle.interval.low.toFixed(1)} – ${middle.interval.high.toFixed(1)}` : "";

const costs = ({ costs }: ColumnResult): string =>
  costs.map(({ currency, amount }) => `${Number(amount.toPrecision(4))} ${currency}`).join(", ");
