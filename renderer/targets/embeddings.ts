import type { Deployment } from "../../preload/contract/deployments.ts";

/** Words in the names of models that make embeddings. */
const named = /embed|ada-002|(?:^|[^a-z0-9])(?:bge|gte|e5|minilm|mpnet|voyage)(?:$|[^a-z0-9])/i;

/** Whether a deployment makes embeddings, as far as a list or its model's name says. */
export const makesEmbeddings = ({ name, model, capabilities }: Deployment): boolean =>
  capabilities.includes("embeddings") || (capabilities.length === 0 && named.test(model ?? name));
