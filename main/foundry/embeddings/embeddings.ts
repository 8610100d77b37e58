import { datedVersion } from "../endpoints/dated-version.ts";
import { resourceBase } from "../endpoints/parse.ts";
import { segment } from "../endpoints/segment.ts";
import type { TuningRoute } from "../endpoints/tuning-routes.ts";
import { problem } from "../error.ts";
import { readOne } from "../http/documents.ts";
import { sendOn } from "../http/on-routes.ts";
import type { Target } from "../http/send.ts";
import { portionsOf } from "./portions.ts";
import { type Vectors, vectorsIn } from "./vectors.ts";

export type { Vectors };

/** Texts, and who makes vectors of them. */
export interface EmbeddingRequest {
  deployment: string;
  inputs: readonly string[];
  /** How long the vectors are to be, where the model lets one choose. */
  dimensions?: number | undefined;
  /** Told how many texts have their vectors, whenever it is more of them. */
  tell?: (done: number) => void;
}

/** Milliseconds until a reply has to begin. */
const patience = 120_000;

/**
 * A vector for each text, in their order, asked for in as many requests as it takes, one after the other. Vectors can be
 * compared only with those of the same deployment and length. Throws a FoundryError: `embedding_text_empty` before
 * anything is sent.
 */
export async function embed(
  target: Target,
  { deployment, inputs, dimensions, tell }: EmbeddingRequest,
  signal?: AbortSignal,
): Promise<Vectors> {
  const empty = inputs.indexOf("");
  if (empty >= 0) throw problem("embedding_text_empty", { place: String(empty + 1) });
  const routes = routesOf(target, deployment);
  const { credential, endpoint } = target;
  const all: Vectors = { vectors: [], model: "", tokens: null };
  for (const input of portionsOf(inputs)) {
    const { vectors, model, tokens } = await sendOn(
      target,
      routes,
      {
        path: "/embeddings",
        method: "POST",
        body: {
          model: deployment,
          input,
          // A third of the bytes that numbers take; both are read.
          encoding_format: "base64",
          ...(dimensions !== undefined && { dimensions }),
        },
        about: "embeddings",
        deployment,
        patience,
        signal,
        ...(endpoint.kind === "local_server" && { isLocalServer: true }),
        // v1 is said to take no tokens for embeddings, unlike the dated route (Foundry embeddings guide, March 2026).
        givesWay: ({ diagnosis }) => credential.kind === "token" && diagnosis.raw?.status === 401,
      },
      readOne((document) => vectorsIn(document, input.length)),
    );
    if (all.vectors[0] && all.vectors[0].length !== vectors[0]?.length)
      throw problem("reply_not_understood", { host: new URL(endpoint.origin).host });
    for (const vector of vectors) all.vectors.push(vector);
    all.model ||= model;
    if (tokens !== null) all.tokens = (all.tokens ?? 0) + tokens;
    tell?.(all.vectors.length);
  }
  return all;
}

/**
 * Where a deployment's embeddings may be served, in the order that is tried (Azure OpenAI REST reference; Azure AI model
 * inference reference for the last). Throws `deployment_not_found` for a name that no address can hold.
 */
function routesOf({ endpoint, apiVersion }: Target, deployment: string): TuningRoute[] {
  const base = resourceBase(endpoint);
  const name = segment(deployment);
  if (name === null) throw problem("deployment_not_found", { deployment });
  const route = (path: string, version: string | null = null): TuningRoute => ({
    base: `${base}${path}`,
    keyHeader: "api-key",
    apiVersion: version,
  });
  if (endpoint.kind === "local_server") return [{ ...route(""), keyHeader: "bearer" }];
  if (endpoint.kind === "machine_learning") return [{ ...route("/v1"), keyHeader: "bearer" }];
  return [
    route("/openai/v1"),
    route(`/openai/deployments/${name}`, apiVersion ?? datedVersion),
    route("/models", "2024-05-01-preview"),
  ];
}
