import type { Deployment } from "../../preload/contract/deployments.ts";

/** Whether a deployment makes embeddings, and can be asked for them. */
export const makesEmbeddings = ({ speaks, chat }: Deployment): boolean =>
  speaks.what === "embeddings" && !(chat.usable === false && chat.reason === "status");
