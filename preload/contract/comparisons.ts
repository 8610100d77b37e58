import { z } from "zod";
import { columnLimit } from "../limits.ts";
import {
  type AnswerBeside,
  type BackgroundWork,
  type ChatParameters,
  type ConversationSummary,
  type Cost,
  chatParameters,
  type FilterFinding,
  type MessageEnd,
  type RequestNote,
} from "./conversations.ts";
import type { ChatRoute } from "./deployments.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { DialectName } from "./dialects.ts";
import { deploymentName, id, promptText, systemPrompt } from "./fields.ts";
import { method } from "./method.ts";

export interface ComparisonSummary {
  id: string;
  /** The beginning of its prompt; empty before the first. */
  title: string;
  /** Milliseconds since the epoch. */
  updatedAt: number;
  columns: number;
}

/** One prompt and who is asked it, side by side. */
export interface Comparison extends ComparisonSummary {
  prompt: string;
  /** From left to right, each with its newest run. */
  layout: Column[];
}

/** Who is asked, and how. The same deployment may stand in several columns. */
export interface ColumnSettings {
  id: string;
  connectionId: string;
  deployment: string;
  /** The registered model it was chosen as; null for a deployment as it is. */
  modelId: string | null;
  systemPrompt: string;
  parameters: ChatParameters;
  /** A prompt of its own; null where it is asked what all are. */
  ownPrompt: string | null;
}

export interface Column extends ColumnSettings {
  run: Run | null;
}

/** One answer in one column. */
export interface Run extends AnswerBeside {
  id: string;
  columnId: string;
  comparisonId: string;
  prompt: string;
  text: string;
  reasoning: string;
  /** `waiting`: for a rate limit to pass, until `retryAt`. */
  state: "waiting" | "running" | "ended";
  /** Milliseconds since the epoch; null unless it waits. */
  retryAt: number | null;
  /** How many times it was asked. */
  attempts: number;
  end: MessageEnd | null;
  diagnosis: Diagnosis | null;
  /** While it runs only the time to the first token counts. */
  measured: RunMeasurement | null;
  conditions: RunConditions;
  cost: Cost | null;
  /** What the content filter said; missing where nothing came, and where an earlier version asked. */
  filters?: FilterFinding[];
  /** How many answers the service gave, of which this is the first; only where there were several. */
  answers?: number;
  /** How its request differed from what its column sets; missing where an earlier version asked. */
  notes?: RequestNote[];
  /** An answer that the service has made in the background. */
  background?: BackgroundWork;
  /** Who was asked, as the column was then; missing where an earlier version asked. */
  asked?: Omit<ColumnSettings, "id">;
}

/** Taken in the main process when bytes arrive. Milliseconds and tokens; null where nothing came or nothing was said. */
export interface RunMeasurement {
  firstToken: number | null;
  /** Between two pieces of the answer: the median, and what 95 of 100 stay below. */
  gapMedian: number | null;
  gap95: number | null;
  total: number;
  /** Of the text alone, and with what was thought. */
  tokensPerSecond: number | null;
  tokensPerSecondWithReasoning: number | null;
  tokens: { prompt: number; completion: number; reasoning: number; cached: number } | null;
  /** The longest time that this computer was too busy to notice an arrival: the times may be too long by it. */
  late: number;
}

/** Under which conditions it was measured. */
export interface RunConditions {
  /** Who was asked: its column may have changed since. */
  asked?: Pick<ColumnSettings, "connectionId" | "deployment">;
  /** Milliseconds since the epoch. */
  startedAt: number;
  model: string | null;
  sku: string | null;
  apiVersion: string | null;
  /** The API it was asked by; absent before the answer has begun, and where an earlier version asked. */
  dialect?: DialectName;
  route: ChatRoute | null;
  region: string | null;
  requestId: string | null;
  /** What the rate limit leaves, by the service's headers. */
  remaining: { requests: number | null; tokens: number | null };
}

/** New text of one run. `textFrom` is the length before it: a page that joined late or twice knows what it has. */
export interface RunDelta {
  runId: string;
  columnId: string;
  comparisonId: string;
  textFrom: number;
  text: string;
  reasoningFrom: number;
  reasoning: string;
}

const column = z.strictObject({
  id,
  connectionId: id,
  deployment: deploymentName,
  modelId: id.nullable(),
  systemPrompt,
  parameters: chatParameters,
  ownPrompt: promptText.nullable(),
});

export const comparisons = {
  "comparisons.list": method<ComparisonSummary[]>()(z.void()),
  "comparisons.get": method<Comparison>()(z.strictObject({ id })),
  "comparisons.create": method<Comparison>()(z.void()),
  /** Takes a comparison away; until the app ends it can be restored. Its running answers are stopped. */
  "comparisons.remove": method<void>()(z.strictObject({ id })),
  "comparisons.restore": method<ComparisonSummary>()(z.strictObject({ id })),
  /** Sets the columns, from left to right. One that is no longer there is deleted with its runs. */
  "comparisons.arrange": method<Comparison>()(
    z.strictObject({ id, columns: z.array(column).max(columnLimit), prompt: promptText }),
  ),
  /** Asks every column at once, each what it is asked, or only one of them. Answers as soon as all have begun. */
  "comparisons.ask": method<Comparison>()(z.strictObject({ id, columnId: id.optional() })),
  /** Begins a conversation with what a column was asked and has answered. Throws `not_found` before it has ended. */
  "comparisons.continueAsChat": method<ConversationSummary>()(z.strictObject({ id, columnId: id })),
  /** Ends the running answers of a comparison, or of one column. */
  "comparisons.stop": method<void>()(z.strictObject({ id, columnId: id.optional() })),
};

export type ComparisonEvents = {
  "comparisons.changed": ComparisonSummary;
  "comparisons.removed": { id: string };
  /** All runs of one tick. */
  "comparisons.deltas": RunDelta[];
  /** A run that has begun, waits, goes on, or has ended. */
  "comparisons.run": Run;
};
