import type { Diagnosis, DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import type { ManagedDeployment, ManagedDeployments } from "../../foundry/deployments/managed.ts";
import { diagnosisOf, FoundryError } from "../../foundry/error.ts";
import type { Clock } from "./clock.ts";
import type { DeploymentStore, StoredDeployment } from "./deployments-store.ts";
import { isAbsent, pauseAfter, reactionTo } from "./reaction.ts";
import { skuNames } from "./skus.ts";

/** What a deployment is raised and removed with. */
export interface RaisingParts {
  store: DeploymentStore;
  /** Azure Resource Manager for the resource of a connection; null where a key is all there is. Throws why it cannot be asked. */
  managed(connectionId: string): Promise<Pick<ManagedDeployments, "get" | "put" | "remove"> | null>;
  /** Asks one token; null where that was answered. */
  probe(connectionId: string, deployment: string, signal: AbortSignal): Promise<Diagnosis | null>;
  clock: Clock;
  changed(): void;
}

/** Brings deployments up, and takes them away again, step by step from wherever they are. */
export interface Raising {
  /**
   * Until it answers, has failed, is gone, or only a person or time can help; its row says which. Throws the signal's
   * reason.
   */
  raise(id: string, signal: AbortSignal): Promise<void>;
  /** Until it is not there any more, or only a person or time can help; its row says which. Throws the signal's reason. */
  remove(id: string, signal: AbortSignal): Promise<void>;
}

/** Milliseconds between two looks: at what Azure makes, and at whether it answers. The longest of each comes after some minutes. */
const pauses = { making: [3000, 30_000], starting: [10_000, 60_000], refused: [5000, 60_000] } as const;

/** How often a deployment is asked until it counts as not ready: for some twenty minutes. */
const startingTries = 20;

/** Milliseconds for which Azure may not know yet what it has accepted, or what it got from a request nobody saw answered. */
const blind = 20_000;

/** How often something accepted may be missing before it counts as gone. */
const missing = 3;

/** States of Azure in which something is still being done (Azure REST specifications, `DeploymentProvisioningState`). */
const isEnded = (state: string) => /^(succeeded|failed|canceled|cancelled|disabled)$/i.test(state);

/** Brings deployments up and takes them down again, each step written before it is taken, so that none is made twice. */
export function createRaising({ store, managed, probe, clock, changed }: RaisingParts): Raising {
  const set = (id: string, change: Partial<StoredDeployment>) => {
    store.change(id, change);
    changed();
  };
  const gone = (id: string) => set(id, { state: "gone", goneAt: clock.now(), diagnosis: null });

  /** What Azure says of a deployment; null where there is none. */
  const look = async (azure: Pick<ManagedDeployments, "get">, name: string, signal: AbortSignal) => {
    try {
      return await azure.get(name, signal);
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  };

  const isOther = ({ model }: StoredDeployment, seen: ManagedDeployment) =>
    seen.model !== null && seen.model !== model;

  /**
   * Asks for it, under the names that its type may have. It is not cut by the signal: whoever removes it has to know
   * whether it arrived.
   */
  const put = async (azure: Pick<ManagedDeployments, "put">, row: StoredDeployment) => {
    const { deployment, model, version, format, capacity } = row;
    const names = skuNames(row.sku ?? "", store.fact("developer sku"));
    for (const [place, sku] of names.entries()) {
      try {
        const made = await azure.put(deployment, { model, version, format, sku, capacity: capacity ?? 1 });
        if (names.length > 1) store.setFact("developer sku", sku);
        return made;
      } catch (error) {
        if (place === names.length - 1 || !refusesSku(error)) throw error;
      }
    }
    throw new Error("A deployment type has no name.");
  };

  /** Takes one step; gives how long to wait before the next, or null where there is none. */
  const step = async (
    row: StoredDeployment,
    state: { missed: number; looks: number },
    signal: AbortSignal,
  ) => {
    const { id, deployment } = row;
    const azure = await managed(row.connectionId);
    if (azure === null) {
      set(id, { state: "failed", diagnosis: diagnosisOf("deploy_in_portal", { why: "" }) });
      return null;
    }
    let seen = await look(azure, deployment, signal);
    signal.throwIfAborted();
    if (!row.isAccepted) {
      if (seen !== null && isOther(row, seen)) {
        const parameters = { deployment, model: seen.model ?? "" };
        set(id, {
          state: "failed",
          goneAt: clock.now(),
          diagnosis: diagnosisOf("deployment_name_taken", parameters),
        });
        return null;
      }
      seen ??= await put(azure, row);
      set(id, { isAccepted: true, begunAt: seen.createdAt ?? clock.now(), diagnosis: null });
    } else if (seen === null) {
      state.missed += 1;
      if (state.missed < missing) return blind / 2;
      gone(id);
      return null;
    }
    state.missed = 0;
    if (/^succeeded$/i.test(seen.state)) {
      set(id, { state: "starting", diagnosis: null });
      return 0;
    }
    if (isEnded(seen.state)) {
      const parameters = { deployment, status: seen.state };
      set(id, { state: "failed", diagnosis: diagnosisOf("deployment_not_made", parameters) });
      return null;
    }
    state.looks += 1;
    return pauseAfter(state.looks - 1, pauses.making);
  };

  /** Does something until it gives null: what may pass is tried again, anything else is written down. */
  const persist = async (
    id: string,
    work: () => Promise<number | null>,
    refused: (diagnosis: Diagnosis) => void,
    signal: AbortSignal,
  ) => {
    for (let failures = 0; ; ) {
      signal.throwIfAborted();
      let pause: number | null;
      try {
        pause = await work();
        failures = 0;
      } catch (error) {
        signal.throwIfAborted();
        const reaction = reactionTo(error);
        const { diagnosis } = error as FoundryError;
        failures += 1;
        if (reaction.do === "refused" || (reaction.do === "again" && failures > reaction.most)) {
          refused(diagnosis);
          return;
        }
        set(id, { diagnosis });
        if (reaction.do === "person") return;
        pause = Math.max(reaction.after, pauseAfter(failures - 1, pauses.refused));
      }
      if (pause === null) return;
      if (pause > 0) await clock.wait(pause, signal);
    }
  };

  /** Asks until it answers. That Azure says it succeeded does not mean that it does (Foundry, `DeploymentNotReady`). */
  const start = async (id: string, signal: AbortSignal) => {
    for (let asked = 0; ; asked += 1) {
      signal.throwIfAborted();
      const row = store.get(id);
      if (row?.state !== "starting") return;
      const diagnosis = await probe(row.connectionId, row.deployment, signal);
      signal.throwIfAborted();
      if (diagnosis === null) {
        set(id, { state: "ready", diagnosis: null, calledAt: clock.now() });
        return;
      }
      if (!isNotReady(diagnosis) && !mayPass(diagnosis)) {
        set(id, { diagnosis });
        return;
      }
      if (asked === startingTries) {
        const { raw } = diagnosis;
        set(id, { diagnosis: diagnosisOf("deployment_not_ready", { deployment: row.deployment }, raw) });
        return;
      }
      await clock.wait(pauseAfter(asked, pauses.starting), signal);
    }
  };

  return {
    raise: async (id, signal) => {
      const state = { missed: 0, looks: 0 };
      const work = async () => {
        const row = store.get(id);
        return row?.state === "creating" ? step(row, state, signal) : null;
      };
      await persist(
        id,
        work,
        (diagnosis) =>
          // What Azure has taken is there, whatever it says now.
          set(id, { diagnosis, ...(!store.get(id)?.isAccepted && { state: "failed" as const }) }),
        signal,
      );
      await start(id, signal);
    },
    remove: async (id, signal) => {
      const state = { absent: 0, looks: 0, wasSeen: false };
      if (store.get(id)?.state !== "gone") set(id, { state: "deleting", diagnosis: null });
      const work = async () => {
        const row = store.get(id);
        if (row?.state !== "deleting") return null;
        const azure = await managed(row.connectionId);
        if (azure === null) throw new FoundryError(diagnosisOf("deploy_in_portal", { why: "" }));
        const seen = await look(azure, row.deployment, signal);
        signal.throwIfAborted();
        if (seen === null) {
          state.absent += 1;
          // A request that nobody saw answered may still arrive, and Azure may not show at once what it has taken.
          const isYoung = row.begunAt === null || clock.now() - row.begunAt < 3 * blind;
          if (isYoung && !state.wasSeen && state.absent < 2) return blind;
          gone(id);
          return null;
        }
        state.absent = 0;
        state.wasSeen = true;
        if (isOther(row, seen)) {
          gone(id);
          return null;
        }
        if (!/^deleting$/i.test(seen.state)) {
          set(id, { isAccepted: true });
          await azure.remove(row.deployment, signal).catch((error: unknown) => {
            if (!isAbsent(error)) throw error;
          });
        }
        state.looks += 1;
        return pauseAfter(state.looks - 1, pauses.making);
      };
      await persist(id, work, (diagnosis) => set(id, { diagnosis }), signal);
    },
  };
}

/** Whether a refusal is about the name of the deployment type. */
const refusesSku = (error: unknown): boolean =>
  error instanceof FoundryError && error.diagnosis.code === "deploy_type_refused";

/** Whether a diagnosis says that a deployment is only not there yet for those who ask it. */
export const isNotReady = ({ code }: Diagnosis): boolean => notReady.includes(code);

const notReady: readonly DiagnosisCode[] = [
  "deployment_not_ready",
  "deployment_not_found",
  "adapter_not_loaded",
];

/** Whether a way that fails, or a service that is busy, may pass. */
const mayPass = ({ raw, retryable }: Diagnosis): boolean =>
  retryable && (raw?.status === undefined || raw.status >= 500 || raw.status === 408);
