import { isObject } from "./chat-request.ts";
import type { DeploymentStore } from "./deployment-store.ts";
import type { SandboxDeployment } from "./deployments.ts";
import { Refused } from "./errors.ts";
import { type Exchange, readJson, sendJson } from "./exchange.ts";

const changeNames = ["deleted", "failed", "replaced"] as const;

/** What can become of a deployment while the sandbox runs. `replaced`: another model stands behind its name. */
type Change = (typeof changeNames)[number];

/** Which deployment has become what. */
export interface Changes {
  /** Null makes a deployment again what it began as. */
  set(deployment: string, change: Change | null): void;
  /** The deployments as they are now. */
  of(deployments: readonly SandboxDeployment[]): SandboxDeployment[];
}

const replacement: Pick<SandboxDeployment, "model" | "apis"> = {
  model: { name: "gpt-4.1-nano", version: "2025-04-14", publisher: "OpenAI" },
  apis: ["chat", "responses"],
};

/** Everything is as it began. */
export function createChanges(): Changes {
  const changes = new Map<string, Change>();
  const changed = (deployment: SandboxDeployment): SandboxDeployment[] => {
    const change = changes.get(deployment.name);
    if (change === "deleted") return [];
    if (change === "failed") return [{ ...deployment, status: "failed" }];
    return [change === "replaced" ? { ...deployment, ...replacement } : deployment];
  };
  return {
    set: (deployment, change) => {
      if (change === null) changes.delete(deployment);
      else changes.set(deployment, change);
    },
    of: (deployments) => deployments.flatMap(changed),
  };
}

/** `POST /sandbox/deployments {"deployment","change"}` changes one, or makes it what it began as with null. */
export async function changeDeployment(
  exchange: Exchange,
  {
    began,
    store,
    changes,
  }: { began: readonly SandboxDeployment[]; store: Pick<DeploymentStore, "all">; changes: Changes },
): Promise<void> {
  const body = await readJson(exchange);
  const { deployment, change } = isObject(body) ? body : {};
  const names = [...new Set([...began, ...store.all()].map(({ name }) => name))];
  if (typeof deployment !== "string" || !names.includes(deployment))
    throw new Refused("invalid-value", { parameter: "deployment", expected: `one of ${names.join(", ")}` });
  const known = changeNames.find((name) => name === change) ?? null;
  if (known === null && change !== null)
    throw new Refused("invalid-value", {
      parameter: "change",
      expected: `null or one of ${changeNames.join(", ")}`,
    });
  changes.set(deployment, known);
  sendJson(exchange, 200, { deployment, change: known });
}
