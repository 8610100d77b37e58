import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { Deployed } from "../../graders/graders.ts";
import type { Questions } from "../../runs/questions.ts";
import type { Writer } from "../process/work.ts";
import type { Counts } from "../shape.ts";

/** Vectors of texts from an embeddings deployment, in their order, or why there are none. Never throws. */
export type EmbedTexts = (
  deployed: Deployed,
  texts: readonly string[],
  signal: AbortSignal,
) => Promise<{ vectors: readonly Float32Array[] } | { diagnosis: Diagnosis }>;

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
  /** Told how much is done, as often as something is written. */
  counted(counts: Counts): void;
  /** Told that a model or a judge waits, by its id; until null when it goes on. */
  waiting(id: string, until: number | null, isLimited: boolean): void;
  halted(halt: Halt): void;
}
