import type { Deployment, DeploymentList } from "../../preload/contract/deployments.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { listDeployments, type Managed } from "../foundry/deployments/list.ts";
import { diagnosisOf, FoundryError } from "../foundry/error.ts";
import type { Target } from "../foundry/http/send.ts";

/** Whom to ask for a list: the service, and where the resource is known Azure Resource Manager too. */
interface Asked {
  target: Target;
  management: Managed | null;
}

/** What came of asking a connection for its list: the last list, and why there is no newer one. */
export interface Reading {
  list: DeploymentList | null;
  diagnosis: Diagnosis | null;
}

/** The lists of deployments that were read last, one for each connection. */
export interface Lists {
  /** Calls the listener whenever a list was read, or could not be. */
  follow(listener: () => void): void;
  /**
   * Reads a connection's list. A deployment that is `named` is always in it. Throws the list's failure, `cancelled`
   * when the signal aborts or it is read again meanwhile.
   */
  read(id: string, target: Target, named: string | null, signal?: AbortSignal): Promise<DeploymentList>;
  /** The same as often as is wanted, each ending the one before. */
  readAgain(id: string, asked: () => Promise<Asked>, named: string | null): Promise<DeploymentList>;
  /** The running `readAgain` of a connection. */
  running(id: string): Promise<DeploymentList> | undefined;
  /** Ends the running `readAgain` of a connection. */
  cancel(id: string): void;
  last(id: string): DeploymentList | undefined;
  reading(id: string): Reading;
  deployment(id: string, name: string): Deployment | undefined;
  forget(id: string): void;
}

/** No list read yet. */
export function createLists(): Lists {
  const listeners: (() => void)[] = [];
  const told = () => {
    for (const listener of listeners) listener();
  };
  const lists = new Map<string, DeploymentList>();
  const failures = new Map<string, Diagnosis>();
  const running = new Map<string, { abort: AbortController; list: Promise<DeploymentList> }>();

  const ask = async (
    id: string,
    { target, management }: Asked,
    named: string | null,
    signal?: AbortSignal,
  ) => {
    const answer = await listDeployments(target, { named, management, ...(signal && { signal }) });
    const none = target.endpoint.kind === "local_server" ? "local_no_models" : "no_deployments";
    const diagnosis = answer.deployments.length === 0 ? diagnosisOf(none) : null;
    const list = { connectionId: id, ...answer, diagnosis, readAt: Date.now() };
    lists.set(id, list);
    failures.delete(id);
    told();
    return list;
  };

  /** Remembers why a list could not be read. */
  const attempt = async <Value>(id: string, work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof FoundryError && error.diagnosis.code !== "cancelled") {
        failures.set(id, error.diagnosis);
        told();
      }
      throw error;
    }
  };

  return {
    follow: (listener) => void listeners.push(listener),
    read: (id, target, named, signal) => ask(id, { target, management: null }, named, signal),
    readAgain: (id, asked, named) => {
      running.get(id)?.abort.abort();
      const abort = new AbortController();
      const list = attempt(id, async () => ask(id, await asked(), named, abort.signal)).finally(() => {
        if (running.get(id)?.abort === abort) running.delete(id);
      });
      running.set(id, { abort, list });
      return list;
    },
    running: (id) => running.get(id)?.list,
    cancel: (id) => running.get(id)?.abort.abort(),
    last: (id) => lists.get(id),
    reading: (id) => ({ list: lists.get(id) ?? null, diagnosis: failures.get(id) ?? null }),
    deployment: (id, name) => lists.get(id)?.deployments.find((one) => one.name === name),
    forget: (id) => {
      lists.delete(id);
      failures.delete(id);
    },
  };
}
