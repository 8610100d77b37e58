import { z } from "zod";
import { promptLimit, promptTextLimit } from "../limits.ts";
import type {
  AnswerBeside,
  ChatParameters,
  Cost,
  FilterFinding,
  MessageEnd,
  RequestNote,
} from "./conversations.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { DialectName } from "./dialects.ts";
import { id, title } from "./fields.ts";
import { method } from "./method.ts";

/** Many prompts, or one many times, asked of several columns unattended. */
export interface SeriesSummary {
  id: string;
  title: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** The comparison its columns were taken from; null for one from a file. */
  comparisonId: string | null;
  origin: "here" | "file";
  /** `paused`: by the person, by the end of the app, or because something has to be put right first. */
  state: "running" | "paused" | "done";
  columns: number;
  prompts: number;
  /** How often each prompt is asked of each column, warm-ups not counted. */
  repeats: number;
  /** What has to be put right before it can go on, and at which connection. */
  problem: { diagnosis: Diagnosis; connectionId: string } | null;
  progress: SeriesProgress;
}

/** Requests, warm-ups included. */
export interface SeriesProgress {
  done: number;
  failed: number;
  of: number;
  /** Milliseconds; null before anything is known, and while nothing runs. */
  timeLeft: number | null;
  waiting: WaitingColumn[];
}

/** A column that waits before it is asked again. */
export interface WaitingColumn {
  columnId: string;
  /** Milliseconds since the epoch. */
  until: number;
  /** For its rate limit; otherwise until what failed and may pass by itself is tried once more. */
  isLimited: boolean;
}

export interface SeriesConditions {
  repeats: number;
  /** Of each column before its first run that counts. */
  warmUps: number;
  order: "random" | "given";
  /** How many requests are under way at the same time. */
  atOnce: number;
  seed: number;
}

/** One series, without its answers. */
export interface Series extends SeriesSummary {
  conditions: SeriesConditions;
  /** From left to right. */
  layout: SeriesColumn[];
  questions: SeriesPrompt[];
  /** The app and the computer that ran it. */
  app: { version: string; platform: string; node: string; electron: string | null };
}

/** A column as it was when the series began. */
export interface SeriesColumn {
  id: string;
  /** The deployment's name, or what it is called in a file. */
  alias: string;
  kind: "cloud" | "local" | "sandbox";
  model: string | null;
  modelVersion: string | null;
  sku: string | null;
  region: string | null;
  apiVersion: string | null;
  systemPrompt: string;
  parameters: ChatParameters;
}

export interface SeriesPrompt {
  id: string;
  text: string;
  /** What its template was filled with. */
  variables: Record<string, string>;
}

/** Which of a series' runs. */
export interface RunPlace {
  columnId: string;
  promptId: string;
  /** Counted from 0; a warm-up counts by itself. */
  repeat: number;
  isWarmUp: boolean;
}

/** One run that has ended, without its whole answer. */
export interface SeriesRow extends RunPlace {
  /** Milliseconds since the epoch. */
  startedAt: number;
  end: MessageEnd;
  /** The code of what went wrong. */
  diagnosis: string | null;
  /** How the answer begins, and how many characters it has. */
  beginning: string;
  length: number;
  measurement: RunTimes;
  tokens: { prompt: number; completion: number; reasoning: number; cached: number } | null;
  cost: Cost | null;
  /** How its request differed from what its column sets. */
  notes: RequestNote[];
}

/** Times in milliseconds, taken in the main process when bytes arrive; null where nothing came. */
export interface RunTimes {
  firstToken: number | null;
  /** Between two pieces of the answer: the median, and what 95 of 100 stay below. */
  gapMedian: number | null;
  gap95: number | null;
  total: number;
  /** Of the text alone, and with what was thought. */
  tokensPerSecond: number | null;
  tokensPerSecondWithReasoning: number | null;
  /** The longest time that this computer was too busy to notice an arrival: the times may be too long by it. */
  late: number;
}

/** A run's whole answer, with when each piece of it came. */
export interface SeriesAnswer extends SeriesRow, AnswerBeside {
  text: string;
  reasoning: string;
  /** Null where the code is all that is known: of a file. */
  problem: Diagnosis | null;
  /** The API it was asked by; absent where an earlier version asked. */
  dialect?: DialectName;
  route: string | null;
  region: string | null;
  requestId: string | null;
  /** What the rate limit left, by the service's headers. */
  remaining: { requests: number | null; tokens: number | null };
  /** What the content filter said. */
  filters: FilterFinding[];
  /** `at`: milliseconds since the request left. */
  pieces: { at: number; type: "text" | "reasoning" | "refusal"; text: string }[];
}

export type Metric = "firstToken" | "total" | "tokensPerSecond";

/** A median with its 95% interval; null where there are too few values. */
export interface Middle {
  median: number;
  interval: { low: number; high: number } | null;
  count: number;
}

/** What the runs of one column come to, warm-ups left out. */
export interface ColumnResult {
  columnId: string;
  runs: number;
  failures: number;
  firstToken: Middle | null;
  total: Middle | null;
  tokensPerSecond: Middle | null;
  /** Every value, for the charts. */
  values: Record<Metric, number[]>;
  costs: Cost[];
}

/** How one column differs from another in one thing. The words are in `measured.difference`. */
export interface MetricDifference {
  metric: Metric;
  /** Columns: `b` is measured against `a`. */
  a: string;
  b: string;
  verdict: "none" | "few" | "lower" | "higher";
  /** By how much `b` is typically higher, and where that lies with 95% confidence. */
  shift: number | null;
  interval: { low: number; high: number } | null;
}

export interface SeriesResults {
  columns: ColumnResult[];
  /** Of each column against the best one, for each metric. */
  differences: MetricDifference[];
}

/** The same columns on another day: each pair that has the same name in both. */
export interface SeriesDrift {
  /** When each of the two was run, in milliseconds since the epoch. */
  before: number;
  after: number;
  columns: {
    /** The columns of the two series. */
    columnBefore: string;
    columnAfter: string;
    alias: string;
    metrics: { metric: Metric; before: Middle | null; after: Middle | null; difference: MetricDifference }[];
    /** How the requests of either differed from what its column sets. */
    notesBefore: RequestNote[];
    notesAfter: RequestNote[];
    /** Prompts that both have with the same words, and how many were answered in other words. */
    sharedPrompts: number;
    otherAnswers: number;
    /** The first hundred of these, with how the prompt begins. */
    changed: { promptBefore: string; promptAfter: string; text: string }[];
  }[];
  /** Columns that only one of the two has. */
  onlyBefore: string[];
  onlyAfter: string[];
}

/** A stretch of two texts: in both, only in the first, or only in the second. */
export interface TextStretch {
  kind: "same" | "removed" | "added";
  text: string;
}

/** What a text of prompts comes to. The words of the problems are in `measured.promptProblems`. */
export interface PromptReading {
  count: number;
  /** The first of them. */
  first: { text: string; line: number }[];
  variables: string[];
  missing: string[];
  unused: string[];
  problems: { kind: string; line: number; name: string }[];
}

export type BundleFormat = "bundle" | "markdown" | "csv" | "json" | "html" | "promptfoo";

/** The schemas of how often and in which order is asked. */
export const seriesConditions = {
  repeats: z.int().min(1).max(1000),
  warmUps: z.int().min(0).max(20),
  order: z.enum(["random", "given"]),
  atOnce: z.int().min(1).max(12),
};

/** The schema of how a text holds prompts. */
export const promptFormat = z.enum(["lines", "blocks", "csv", "jsonl"]);

/** Prompts as they are typed, pasted or read from a file. */
const promptSource = z.strictObject({
  text: z.string().max(promptTextLimit),
  format: promptFormat,
  /** With `{{name}}` for what the columns of the text give. */
  template: z.string().min(1).max(promptLimit),
});

/** Which of a series' runs. */
export const runPlace = z.strictObject({
  columnId: id,
  promptId: id,
  repeat: z.int().min(0),
  isWarmUp: z.boolean(),
});

/** Bytes of a file that is dropped: it goes through the window's memory. */
const droppedLimit = 50_000_000;

const format = z.enum(["bundle", "markdown", "csv", "json", "html", "promptfoo"]);

export const series = {
  /** Newest first. */
  "series.list": method<SeriesSummary[]>()(z.void()),
  "series.get": method<Series>()(z.strictObject({ id })),
  /** All runs that have ended. */
  "series.rows": method<SeriesRow[]>()(z.strictObject({ id })),
  "series.results": method<SeriesResults>()(z.strictObject({ id })),
  "series.answer": method<SeriesAnswer>()(z.strictObject({ id, place: runPlace })),
  /** What is different between two answers, word by word; null where that takes too long. `secondId`: of another series. */
  "series.difference": method<TextStretch[] | null>()(
    z.strictObject({ id, first: runPlace, second: runPlace, secondId: id.optional() }),
  ),
  /** Measures a series against another one of the same names. */
  "series.drift": method<SeriesDrift>()(z.strictObject({ before: id, after: id })),
  /** Reads prompts without keeping them. */
  "series.readPrompts": method<PromptReading>()(promptSource),
  /** Asks for a file with prompts and gives what is in it; null when none is picked. */
  "series.pickPrompts": method<{
    name: string;
    text: string;
    format: z.output<typeof promptFormat>;
  } | null>()(z.void()),
  /** Takes the columns of a comparison as they are now, and begins. */
  "series.create": method<SeriesSummary>()(
    z.strictObject({
      comparisonId: id,
      title,
      prompts: promptSource,
      ...seriesConditions,
    }),
  ),
  "series.pause": method<void>()(z.strictObject({ id })),
  /** Goes on with what has not been asked. `failed`: with what failed too. */
  "series.resume": method<void>()(z.strictObject({ id, failed: z.boolean() })),
  "series.rename": method<SeriesSummary>()(z.strictObject({ id, title })),
  /** Takes it away; until the app ends it can be restored. */
  "series.remove": method<void>()(z.strictObject({ id })),
  "series.restore": method<SeriesSummary>()(z.strictObject({ id })),
  /** Writes a series to a file the person picks. Gives its path; null when they pick none. */
  "series.export": method<string | null>()(z.strictObject({ id, format, endpoints: z.boolean() })),
  /** The same of what the columns of a comparison answered last. */
  "comparisons.export": method<string | null>()(z.strictObject({ id, format, endpoints: z.boolean() })),
  /** Opens a bundle the person picks; null when they pick none. Throws `import_refused`. */
  "series.open": method<SeriesSummary | null>()(z.void()),
  /** The same with a file that was dropped into the window. */
  "series.openDropped": method<SeriesSummary>()(
    z.strictObject({
      bytes: z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= droppedLimit),
    }),
  ),
};

export type SeriesEvents = {
  "series.changed": SeriesSummary;
  "series.removed": { id: string };
  /** Runs that have ended since the last such event. */
  "series.rows": { id: string; rows: SeriesRow[] };
};
