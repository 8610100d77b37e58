import type { Diagnosis, DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { diagnosisOf } from "../../foundry/error.ts";
import { pauseAfter } from "./reaction.ts";
import type { Steps } from "./steps.ts";

/** Milliseconds between two questions whether it answers: the first, and the longest. */
const pauses = [10_000, 60_000] as const;

/** How often a deployment is asked until it counts as not ready: for some twenty minutes. */
const tries = 20;

/**
 * Asks a deployment until it answers. That Azure says it succeeded does not mean that it does (Foundry,
 * `DeploymentNotReady`). Throws the signal's reason.
 */
export async function start(
  { store, set, probe, clock }: Steps,
  id: string,
  signal: AbortSignal,
): Promise<void> {
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
    if (asked === tries) {
      const { raw } = diagnosis;
      set(id, { diagnosis: diagnosisOf("deployment_not_ready", { deployment: row.deployment }, raw) });
      return;
    }
    await clock.wait(pauseAfter(asked, pauses), signal);
  }
}

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
