import type { RegisteredModel } from "../../preload/contract/models.ts";

/** Whom a message goes to. */
export interface Choice {
  connectionId: string;
  deployment: string;
  /** The registered model that it was chosen as; absent for a deployment as it is. */
  modelId?: string;
}

/** What is chosen with a model; null where none of the connections here has it. */
export const choiceOf = ({ id, connectionId, deployment }: RegisteredModel): Choice | null =>
  connectionId === null ? null : { connectionId, deployment, modelId: id };
