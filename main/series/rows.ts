import type {
  Series,
  SeriesAnswer,
  SeriesColumn,
  SeriesProgress,
  SeriesRow,
  SeriesSummary,
} from "../../preload/contract/series.ts";
import { beginningOf } from "../../preload/cut.ts";
import { besideIn } from "../foundry/chat/beside.ts";
import { findingsIn } from "../foundry/chat/filters.ts";
import { answerOf } from "../runs/record.ts";
import type { BundleRun } from "../runs/shape.ts";
import type { StoredRun, StoredSeries, WholeRun } from "./store.ts";

/** Characters of an answer that are shown beside others. */
const beginningLength = 240;

/** A series as the window sees it. */
export function seriesOf({ about }: StoredSeries, summary: SeriesSummary): Series {
  const { app, conditions, columns, deployments, prompts } = about;
  return {
    ...summary,
    app,
    conditions,
    questions: prompts,
    layout: columns.map((column): SeriesColumn => {
      const deployment = deployments.find(({ alias }) => alias === column.alias);
      const { kind, model, modelVersion, sku, region, apiVersion } = deployment ?? {
        kind: "cloud",
        model: null,
        modelVersion: null,
        sku: null,
        region: null,
        apiVersion: null,
      };
      return { ...column, kind, model, modelVersion, sku, region, apiVersion };
    }),
  };
}

/** A series in the list of them, and how far it is. */
export function summaryOfSeries(series: StoredSeries, progress: SeriesProgress): SeriesSummary {
  const { id, about, title, createdAt, comparisonId, origin, state, problem } = series;
  return {
    id,
    title,
    createdAt,
    comparisonId,
    origin,
    state,
    columns: about.columns.length,
    prompts: about.prompts.length,
    repeats: about.conditions.repeats,
    problem,
    progress,
  };
}

/** A run that is kept, without its whole answer. */
export function rowOfStored({ facts, text, problem: _problem, ...place }: StoredRun): SeriesRow {
  const { startedAt, end, diagnosis, measurement, tokens, cost, notes } = facts;
  return {
    ...place,
    startedAt,
    end,
    diagnosis,
    beginning: beginningOf(text, beginningLength),
    length: text.length,
    measurement,
    tokens,
    cost,
    notes,
  };
}

/** The same of a run that has just ended. */
export function rowOfRecord(run: BundleRun): SeriesRow {
  const { columnId, promptId, repeat, isWarmUp, events: _events, ...facts } = run;
  return rowOfStored({
    columnId,
    promptId,
    repeat,
    isWarmUp,
    facts,
    text: answerOf(run),
    problem: null,
  });
}

/** A run's whole answer. */
export function answerOfRun(run: WholeRun): SeriesAnswer {
  const { reasoning, events, ...stored } = run;
  const { dialect, route, region, requestId, remaining } = stored.facts;
  return {
    ...rowOfStored(stored),
    text: stored.text,
    reasoning,
    problem: stored.problem,
    ...(dialect && { dialect }),
    route,
    region,
    requestId,
    remaining,
    ...besideIn(events),
    filters: findingsIn(events),
    pieces: events.flatMap((event) =>
      event.type === "text" || event.type === "reasoning" || event.type === "refusal"
        ? [{ ...event, type: event.type }]
        : [],
    ),
  };
}
