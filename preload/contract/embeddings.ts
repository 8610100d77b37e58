import { z } from "zod";
import { benchCharacterLimit, benchTextLimit, dimensionLimit } from "../limits.ts";
import type { Cost } from "./conversations.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { deploymentName, id, keptText } from "./fields.ts";
import { method } from "./method.ts";

const embedder = z.strictObject({
  connectionId: id,
  deployment: deploymentName,
  /** How long the vectors are to be; null for as long as the model makes them. */
  dimensions: z.number().int().min(1).max(dimensionLimit).nullable(),
});

/** An embeddings deployment as the bench asks it. */
export type Embedder = z.output<typeof embedder>;

/** The schema of what a person has set on the bench. */
export const benchSetUp = z.strictObject({
  /** As it was typed or read from a file. */
  text: keptText.max(benchCharacterLimit),
  /** What stands between two texts: the end of a line, an empty line, or a line of dashes. */
  separator: z.enum(["line", "blank", "dashes"]),
  /** Whom to ask, and whom beside it. */
  sides: z.tuple([embedder.nullable(), embedder.nullable()]),
});

/** What a person has set on the bench. */
export type BenchSetUp = z.output<typeof benchSetUp>;

/** What a deployment made of the texts. */
export interface Embedded extends Embedder {
  /** What the service calls the model; empty where it does not say. */
  model: string;
  /** How long the vectors are. */
  length: number;
  /** Tokens that were read; null where the service does not count them. */
  tokens: number | null;
  /** Milliseconds from the first request to the last vector. */
  took: number;
  /** The shortest and the longest vector's norm. */
  norms: { low: number; high: number };
  /** The cosine of each two texts, row by row; NaN where a vector has no direction. */
  similarities: Float32Array;
}

/** How far two deployments agree on which texts are alike. */
export interface Agreement {
  /** Pairs of different texts that both have a similarity of. */
  pairs: number;
  /** Spearman's correlation of both rankings of the pairs; null where one cannot rank them. */
  spearman: number | null;
  /** Texts to which both find the same text nearest. */
  sameNearest: number;
  /** The pairs they rank most differently, the widest apart first. */
  disagreements: Disagreement[];
}

/** A pair of texts by their places, and its place in each ranking; 1 is the most alike. */
export interface Disagreement {
  a: number;
  b: number;
  ranks: [number, number];
}

/** What came of the texts the last time. */
export interface BenchResult {
  /** Milliseconds since the epoch. */
  at: number;
  texts: string[];
  /** One or two. */
  sides: Embedded[];
  /** Null of one side, and of fewer than three texts. */
  agreement: Agreement | null;
}

export interface Bench {
  setUp: BenchSetUp;
  result: BenchResult | null;
}

/** What a run came to. */
export interface BenchRun {
  /** Of the deployments that answered; null where none did, and then the last result stays. */
  result: BenchResult | null;
  /** Those that did not, and why. */
  failures: { embedder: Embedder; diagnosis: Diagnosis }[];
}

const table = z.strictObject({
  what: z.enum(["similarities", "vectors"]),
  /** Which of the result's sides. */
  side: z.number().int().min(0).max(1),
});

export const embeddings = {
  /** What is set and what came of it last, as it was kept. */
  "embeddings.bench": method<Bench>()(z.void()),
  "embeddings.keep": method<void>()(benchSetUp),
  /** Asks each deployment for a vector of each text, one deployment after the other. */
  "embeddings.run": method<BenchRun>()(
    z.strictObject({
      texts: z.array(keptText.min(1).max(benchCharacterLimit)).min(2).max(benchTextLimit),
      embedders: z.array(embedder).min(1).max(2),
    }),
  ),
  /** Ends a running `embeddings.run`; what has answered by then counts. */
  "embeddings.cancel": method<void>()(z.void()),
  /** What each side of the last result cost by the prices as they are now; null where that is not known. */
  "embeddings.costs": method<(Cost | null)[]>()(z.void()),
  /** The texts of a file that the person picks, as one text or by its columns. Null when they pick none. */
  "embeddings.pickTexts": method<PickedTexts | null>()(z.void()),
  /** The texts in the rows of a dataset, drawn where there are more than the bench takes. Throws `not_found`. */
  "embeddings.datasetTexts": method<PickedTexts>()(z.strictObject({ datasetId: id })),
  /** A table of the last result, with tabs between its columns. */
  "embeddings.table": method<string>()(table),
  /** Writes it as CSV to a file that the person picks. Gives its path, or null when they pick none. */
  "embeddings.export": method<string | null>()(table),
};

/** What a file or a dataset has of texts. */
export interface PickedTexts {
  name: string;
  /** As it is, for a file without columns; else null. */
  text: string | null;
  /** The columns of a table, of JSON lines or of rows, each with its texts in order, empty ones left out. */
  columns: { name: string; texts: string[] }[];
  /** Rows that could not be read. */
  unread: number;
}

export type EmbeddingEvents = {
  /** Texts of which vectors have come, of how many, for the deployment at this place of those asked. */
  "embeddings.progress": { place: number; done: number; of: number };
};
