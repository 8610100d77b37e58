import type { Connections } from "../../connections/connections.ts";
import { embed } from "../../foundry/embeddings/embeddings.ts";
import { FoundryError, problem } from "../../foundry/error.ts";
import type { EmbedTexts } from "./ports.ts";

/** Asks the embeddings deployments of connections. */
export const embeddingsOver =
  (connections: Pick<Connections, "target">): EmbedTexts =>
  async ({ connectionId, deployment }, inputs, signal) => {
    try {
      const target = await connections.target(connectionId);
      const { vectors, tokens } = await embed(target, { deployment, inputs }, signal);
      return { vectors, tokens };
    } catch (error) {
      const { diagnosis } = error instanceof FoundryError ? error : problem("unexpected", {}, error);
      return { diagnosis };
    }
  };
