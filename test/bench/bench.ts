import type { Compared } from "./statistics.ts";

/** What a bench is given. */
export interface Setting {
  /** The repository's folder, with a slash at its end. */
  root: string;
  /** The program of Electron, the same for both sides. */
  electron: string;
  /** How often both sides are measured. */
  pairs: number;
  /** A script of `test/bench/pages`, bundled for a page. */
  page(name: string): string;
  /** A new empty folder, deleted at the end. */
  folder(): string;
}

/** One number of the app beside the number it is held against, measured in turns. */
export interface Comparison {
  what: string;
  unit: string;
  compared: Compared;
  ours: number[];
  reference: number[];
  /** In place of the bench's own limit. */
  limit?: number;
  /** What has to be known to read the numbers. */
  notes?: Record<string, unknown>;
}

/** Why nothing was measured. */
export interface Skipped {
  skipped: string;
}

/** One file of `test/bench` that ends in `.bench.ts`. A limit is the most that may be reached. */
export interface Bench {
  name: string;
  limit: number;
  run(setting: Setting): Promise<Comparison[] | Skipped>;
}
