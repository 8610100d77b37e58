import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { EvaluationModel, EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { RemoteProgress } from "../../../preload/contract/evaluations.ts";
import type { Batches } from "../../foundry/batches/batches.ts";
import type { Evals } from "../../foundry/evals/evals.ts";
import type { Deployed } from "../../graders/graders.ts";
import type { Questions } from "../../runs/questions.ts";
import type { AskedOf } from "../process/batch-file.ts";
import type { Writer } from "../process/work.ts";
import type { Counts } from "../shape.ts";

/**
 * Vectors of texts from an embeddings deployment, in their order, with the tokens that were read where the service counts
 * them; or why there are none. Never throws.
 */
export type EmbedTexts = (
  deployed: Deployed,
  texts: readonly string[],
  signal: AbortSignal,
) => Promise<{ vectors: readonly Float32Array[]; tokens: number | null } | { diagnosis: Diagnosis }>;

/** What the service is asked by that does a whole evaluation by itself, or a part of it. */
export interface RemoteServices {
  /** Throws what the connection throws. */
  batches(connectionId: string): Promise<Batches>;
  evals(connectionId: string): Promise<Evals>;
  /** How a model is asked besides its rows: what is known of its deployment counts. */
  asked(model: EvaluationModel): AskedOf;
  /** Whether a model is, or may be, on a batch deployment, which is asked no other way. Throws what reading the list throws. */
  isBatch(model: EvaluationModel): Promise<boolean>;
  /** The region of a connection's resource, which prices are told by; null where it is not known. */
  region(connectionId: string): Promise<string | null>;
  /** How long is waited between two looks, in milliseconds. Rejects when the signal ends it. */
  pause(signal: AbortSignal): Promise<void>;
}

/** What has to be put right before the rest of an evaluation can be asked, and at which connection. */
export interface Halt {
  diagnosis: Diagnosis;
  connectionId: string;
  /** The model it is about; null where it is a judge. */
  modelId: string | null;
}

/** What an evaluation is run with. It knows neither the app nor its database: the command line runs one with the same. */
export interface EvaluationRun {
  file: string;
  settings: EvaluationSettings;
  writer: Writer;
  questions: Questions;
  embed: EmbedTexts;
  /** Null where everything is asked one by one. */
  remote: RemoteServices | null;
  /** Told how much is done, as often as something is written. */
  counted(counts: Counts): void;
  /** Told that a model or a judge waits, by its id; until null when it goes on. */
  waiting(id: string, until: number | null, isLimited: boolean): void;
  halted(halt: Halt): void;
  /** Told what the service does by itself for a model; nothing, once it is over. */
  followed(modelId: string, works: readonly RemoteProgress[]): void;
}

/** A run of which nobody is told. */
export type SomeRun = Omit<EvaluationRun, "counted" | "waiting" | "halted" | "followed">;
