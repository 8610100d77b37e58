import type { SeriesSummary } from "../../preload/contract/series.ts";
import type { Bundle } from "../runs/shape.ts";
import type { Database } from "../storage/database.ts";
import { readOwn, readOwnObject } from "./own-json.ts";
import { openRuns, type RunStore } from "./run-store.ts";

export type { Outcome, StoredRun, WholeRun } from "./run-store.ts";

/** Everything of a series but its runs: as a bundle begins. */
export type SeriesAbout = Omit<Bundle, "runs" | "title" | "createdAt">;

/** Whom a column asks; by the column's id. Empty for a series from a file. */
export type SeriesTargets = Record<string, { connectionId: string; deployment: string }>;

export interface StoredSeries {
  id: string;
  comparisonId: string | null;
  title: string;
  origin: "here" | "file";
  state: "running" | "paused" | "done";
  problem: SeriesSummary["problem"];
  about: SeriesAbout;
  targets: SeriesTargets;
  createdAt: number;
}

export interface SeriesStore extends RunStore {
  /** Newest first, without what was removed. */
  list(): StoredSeries[];
  get(id: string): StoredSeries | null;
  /** With `hidden` nobody sees it until `setRemoved` shows it; `purge` deletes what is still hidden. */
  put(series: StoredSeries, hidden?: boolean): void;
  rename(id: string, title: string): void;
  setState(id: string, state: StoredSeries["state"], problem: StoredSeries["problem"]): void;
  setRemoved(id: string, removed: boolean): void;
  /** Deletes what was removed. */
  purge(): void;
  /** What ran when the app ended is paused. */
  recover(): void;
}

type Row = Record<string, unknown>;

/** Series in the database. */
export function openSeries(database: Database): SeriesStore {
  const putSeries = (series: StoredSeries, removedAt: number | null) => {
    const { id, comparisonId, title, origin, state, problem, about, targets, createdAt } = series;
    database
      .prepare("insert into series values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .run(
        id,
        comparisonId,
        title,
        origin,
        state,
        problem && JSON.stringify(problem),
        JSON.stringify(about),
        JSON.stringify(targets),
        createdAt,
        removedAt,
      );
  };

  return {
    ...openRuns(database),
    list: () =>
      (
        database
          .prepare("select * from series where removed_at is null order by created_at desc, id")
          .all() as Row[]
      ).flatMap(seriesOf),
    get: (id) => {
      const row = database.prepare("select * from series where id = ? and removed_at is null").get(id);
      return row ? (seriesOf(row as Row)[0] ?? null) : null;
    },
    put: (series, hidden = false) => putSeries(series, hidden ? Date.now() : null),
    rename: (id, title) => {
      database.prepare("update series set title = ? where id = ?").run(title, id);
    },
    setState: (id, state, problem) => {
      database
        .prepare("update series set state = ?, problem = ? where id = ?")
        .run(state, problem && JSON.stringify(problem), id);
    },
    setRemoved: (id, removed) => {
      database.prepare("update series set removed_at = ? where id = ?").run(removed ? Date.now() : null, id);
    },
    purge: () => {
      database.exec("delete from series where removed_at is not null");
    },
    recover: () => {
      database.exec("update series set state = 'paused' where state = 'running'");
    },
  };
}

function seriesOf(row: Row): StoredSeries[] {
  const about = readOwnObject<SeriesAbout>(row.about);
  const targets = readOwnObject<SeriesTargets>(row.targets);
  if (!about || !targets) return [];
  return [
    {
      id: String(row.id),
      comparisonId: row.comparison_id === null ? null : String(row.comparison_id),
      title: String(row.title),
      origin: row.origin === "file" ? "file" : "here",
      state: row.state as StoredSeries["state"],
      problem: readOwn<StoredSeries["problem"]>(row.problem),
      about,
      targets,
      createdAt: Number(row.created_at),
    },
  ];
}
