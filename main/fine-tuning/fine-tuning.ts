import type { Lineage, Overlap } from "../../preload/contract/tuned-models.ts";
import type { Part } from "../../preload/parts.ts";

/** What whoever measures models has to know of how they were tuned. */
export interface FineTuning {
  /** The jobs behind a deployment, the newest first; null where its model was not tuned, or nobody here knows by what. */
  lineage(connectionId: string, deployment: string): Lineage | null;
  /**
   * Rows of a dataset that the model of a job, or one that it was tuned from, has learned. Throws `not_found`, and what the
   * comparison throws.
   */
  overlap(jobId: string, datasetId: string, part: Part | null, version: number | null): Promise<Overlap>;
  /** The system message that the rows of a job share; empty where they have none or several. Throws `not_found`. */
  prompt(jobId: string): Promise<string>;
  /** The region of a connection's resource, in Azure's short name; null where it cannot be told. Never throws. */
  region(connectionId: string): Promise<string | null>;
}
