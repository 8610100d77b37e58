import type { Deployment, DeploymentList } from "../../preload/contract/deployments.ts";
import { listDeployments, type Managed } from "../foundry/deployments.ts";
import { diagnosisOf } from "../foundry/error.ts";
import type { Target } from "../foundry/http.ts";

/** Whom to ask for a list: the service, and where the resource is known Azure Resource Manager too. */
interface Asked {
  target: Target;
  management: Managed | null;
}

/** The lists of deployments that were read last, one for each connection. */
export interface Lists {
  /**
   * Reads a connection's list. A deployment that is `named` is always in it. Throws the list's failure, `cancelled`
   * when the signal aborts or it is read again meanwhile.
   */
  read(id: string, target: Target, named: string | null, signal?: AbortSignal): Promise<DeploymentList>;
  /** The same as often as is wanted, each ending the one before. */
  readAgain(id: string, asked: () => Promise<Asked>, named: string | null): Promise<DeploymentList>;
  /** Ends the running `readAgain` of a connection. */
  cancel(id: string): void;
  last(id: string): DeploymentList | undefined;
  deployment(id: string, name: string): Deployment | undefined;
  forget(id: string): void;
}

/** No list read yet. */
export function createLists(): Lists {
  const lists = new Map<string, DeploymentList>();
  const running = new Map<string, AbortController>();

  const ask = async (
    id: string,
    { target, management }: Asked,
    named: string | null,
    signal?: AbortSignal,
  ) => {
    const answer = await listDeployments(target, { named, management, ...(signal && { signal }) });
    const diagnosis = answer.deployments.length === 0 ? diagnosisOf("no_deployments") : null;
    const list = { connectionId: id, ...answer, diagnosis, readAt: Date.now() };
    lists.set(id, list);
    return list;
  };

  return {
    read: (id, target, named, signal) => ask(id, { target, management: null }, named, signal),
    readAgain: async (id, asked, named) => {
      running.get(id)?.abort();
      const abort = new AbortController();
      running.set(id, abort);
      try {
        return await ask(id, await asked(), named, abort.signal);
      } finally {
        if (running.get(id) === abort) running.delete(id);
      }
    },
    cancel: (id) => running.get(id)?.abort(),
    last: (id) => lists.get(id),
    deployment: (id, name) => lists.get(id)?.deployments.find((one) => one.name === name),
    forget: (id) => void lists.delete(id),
  };
}
