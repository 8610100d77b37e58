import type { Deployment } from "../../../preload/contract/deployments.ts";
import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { Connections } from "../../connections/connections.ts";
import type { Deployments } from "../../deployments/deployments.ts";
import { mayRunBatches } from "../../foundry/deployments/batch-types.ts";
import type { TokenPrices } from "../../foundry/deployments/prices.ts";
import type { Deployed } from "../../graders/graders.ts";
import type { Prices } from "../../prices/prices.ts";

/** What is known of a deployment that is asked. */
export interface DeployedFacts {
  /** Null where its list could not be read. */
  isThere: boolean | null;
  known: Deployment | null;
  price: TokenPrices | null;
  /** Whether it costs nothing: the sandbox, and servers on this computer. */
  isFree: boolean;
  /** Tokens and requests a minute. */
  limits: { tokens: number | null; requests: number | null };
}

/** What is looked at to know deployments. */
export interface DeployedParts {
  connections: Pick<Connections, "list">;
  deployments: Pick<Deployments, "list">;
  prices: Pick<Prices, "of">;
  /** The region of a connection's resource. */
  region(connectionId: string): Promise<string | null>;
}

/** The deployment types of which a unit of capacity is 1,000 tokens a minute, unless a list says more (Foundry, manage quota). */
const byThousands = ["Standard", "GlobalStandard", "DataZoneStandard", "DeveloperTier"];

/** Looks at a deployment. Never throws: what cannot be known is null. */
export async function deployedFacts(
  { connections, deployments, prices, region }: DeployedParts,
  { connectionId, deployment }: Deployed,
): Promise<DeployedFacts> {
  const none: DeployedFacts = {
    ...{ isThere: null, known: null, price: null, isFree: false },
    limits: { tokens: null, requests: null },
  };
  try {
    const connection = connections.list().find(({ id }) => id === connectionId);
    if (!connection) return { ...none, isThere: false };
    const [list, price] = await Promise.all([
      deployments.list(connectionId, false).catch(() => null),
      region(connectionId).then((name) => prices.of(connectionId, deployment, name)),
    ]);
    const known = list?.deployments.find(({ name }) => name === deployment) ?? null;
    const isThousands = byThousands.includes(known?.sku ?? "");
    const capacity = isThousands ? (known?.capacity ?? null) : null;
    return {
      isThere: list && known !== null,
      known,
      price,
      isFree: connection.sandbox || connection.isLocal,
      limits: known?.limits ?? { tokens: capacity === null ? null : capacity * 1000, requests: null },
    };
  } catch {
    return none;
  }
}

/** The deployment that a grader asks; null for one that grades here. */
export function deployedBy(grader: EvaluationGrader): Deployed | null {
  switch (grader.kind) {
    case "judge":
      return grader.judge;
    case "similarity":
      return grader.metric === "cosine" ? grader.embeddings : null;
    case "foundry":
    case "evaluator":
      return grader.judge;
    default:
      return null;
  }
}

/** The model and version behind a deployment; null for what is not known. */
export const modelBehind = (
  facts: Pick<DeployedFacts, "known"> | null,
): { model: string | null; version: string | null } => ({
  model: facts?.known?.model ?? null,
  version: facts?.known?.version ?? null,
});

/** Whether a model is asked by the Batch API: that is where the evaluation runs, and its deployment may take batches. */
export const isAskedInBatches = (
  place: EvaluationSettings["place"],
  deployment: Pick<Deployment, "sku" | "speaks"> | null | undefined,
): boolean => place.kind === "batch" && (!deployment || mayRunBatches(deployment));
