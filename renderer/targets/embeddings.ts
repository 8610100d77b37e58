import type { Deployment } from "../../preload/contract/deployments.ts";

/** Whether a deployment makes embeddings. */
export const makesEmbeddings = ({ speaks }: Deployment): boolean => speaks.what === "embeddings";
