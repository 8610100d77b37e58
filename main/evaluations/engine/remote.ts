import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Deployed } from "../../graders/graders.ts";

/** Vectors of texts from an embeddings deployment, in their order, or why there are none. Never throws. */
export type EmbedTexts = (
  deployed: Deployed,
  texts: readonly string[],
  signal: AbortSignal,
) => Promise<{ vectors: readonly Float32Array[] } | { diagnosis: Diagnosis }>;
