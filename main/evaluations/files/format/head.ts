import { z } from "zod";
import { evaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import { currency, deploymentName, id, title } from "../../../../preload/contract/fields.ts";
import { count, moment, name, sha256 } from "./fields.ts";

/** How the name of a sealed report's file ends, without the dot. */
export const reportExtension = "assay-eval";

/** The newest version of the format that is read and written. */
const reportVersion = 1;

/** In the place of a connection's id, where it is not known how a model was reached. */
export const noConnection = "none";

const deployment = z.strictObject({
  /** The name that stands for its connection in the settings of this file. */
  connectionId: id,
  deployment: deploymentName,
  kind: z.enum(["cloud", "local", "sandbox"]).nullable(),
  model: name.nullable(),
  modelVersion: name.nullable(),
  sku: name.nullable(),
  region: name.nullable(),
  apiVersion: name.nullable(),
});

const price = z.strictObject({
  connectionId: id,
  deployment: deploymentName,
  currency,
  /** Of a million tokens. */
  input: z.number().min(0),
  cachedInput: z.number().min(0).nullable(),
  output: z.number().min(0),
});

/**
 * The first line of a report: what was asked of whom, and under which conditions. Connections have names of this file
 * only, and the dataset has none.
 */
export const evaluationHead = z.strictObject({
  kind: z.literal("head"),
  format: z.literal("assay-evaluation"),
  version: z.literal(reportVersion),
  /** `draft`: rows that were not asked yet. */
  holds: z.enum(["draft", "results"]),
  origin: z.enum(["here", "bundle", "promptfoo", "openai", "csv"]),
  /** What the program it came from calls it; null for this one. */
  originId: name.nullable(),
  name: title,
  createdAt: moment.nullable(),
  startedAt: moment.nullable(),
  endedAt: moment.nullable(),
  app: z.strictObject({ version: name, platform: name, node: name, electron: name.nullable() }),
  /** The version of the code that made the verdict. */
  statistics: name,
  settings: evaluationSettings,
  dataset: z.strictObject({
    name,
    version: count.nullable(),
    /** Of its rows, as the app seals them; null where they came from elsewhere. */
    hash: sha256.nullable(),
    rows: count.nullable(),
    /** Of these, those that ask nothing; absent where there are none, or it is not known. */
    unasked: count.optional(),
  }),
  deployments: z.array(deployment).max(1000),
  /** Of each grader as it is written in the settings. */
  graderHashes: z.array(z.strictObject({ graderId: id, hash: sha256 })).max(1000),
  /** Of each judge: what its certificate is bound to. */
  judgeHashes: z.array(z.strictObject({ graderId: id, hash: sha256 })).max(1000),
  prices: z.strictObject({ at: moment.nullable(), list: z.array(price).max(1000) }),
  /** What had to be reached, as the command line writes it. */
  thresholds: z.array(z.string().max(1000)).max(100),
});
export type EvaluationHead = z.output<typeof evaluationHead>;

/** What every head has, and what it has where nothing more is known. */
export const plainHead = {
  kind: "head",
  format: "assay-evaluation",
  version: reportVersion,
  originId: null,
  createdAt: null,
  startedAt: null,
  endedAt: null,
  statistics: "",
  deployments: [],
  graderHashes: [],
  judgeHashes: [],
  prices: { at: null, list: [] },
  thresholds: [],
} satisfies Partial<EvaluationHead>;
