import type { Checkup, Stage, StageResult } from "../../preload/contract/doctor.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { Connections } from "../connections/connections.ts";
import { understandEndpoint } from "../foundry/endpoints/parse.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import { addressesOf, shakeHands } from "../foundry/http/reach.ts";
import type { Emit } from "../ipc.ts";
import type { Examination, Network, Outcome } from "./examination.ts";
import { stagesOf } from "./stages.ts";

const order: Stage[] = [
  "dns",
  "proxy",
  "tls",
  "endpoint",
  "credential",
  "role",
  "deployments",
  "api",
  "token",
];

/** Goes through what can be wrong with an endpoint, one at a time. */
export interface Doctor {
  /** Throws `not_found` only. */
  examine(input: Input<"doctor.examine">): Promise<Checkup>;
  cancel(): void;
}

/** The doctor of these connections, and of what would be one. */
export function createDoctor(
  connections: Pick<Connections, "planned">,
  network: Pick<Network, "proxyFor" | "fetch">,
  emit: Emit,
): Doctor {
  let running: AbortController | null = null;
  return {
    examine: async (input) => {
      running?.abort();
      const abort = new AbortController();
      running = abort;
      const tell = (checkup: Checkup) => !abort.signal.aborted && emit("doctor.changed", checkup);
      const ways = { ...network, addressesOf, shakeHands };
      return runDoctor({ ...connections.planned(input), network: ways }, tell, abort.signal);
    },
    cancel: () => running?.abort(),
  };
}

/**
 * Goes through all stages in order. `tell` is called with each step. What follows a failure that stands in its way is
 * skipped, and so is the rest when the signal aborts. Never throws for what it finds.
 */
export async function runDoctor(
  examination: Examination,
  tell: (checkup: Checkup) => void,
  signal: AbortSignal,
): Promise<Checkup> {
  const results = order.map(
    (stage): StageResult => ({ stage, state: "waiting", took: null, finding: null, diagnosis: null }),
  );
  // What is no endpoint may be anything that was pasted, with a key in it.
  const meant = understandEndpoint(examination.endpoint);
  const endpoint = meant.ok ? meant.endpoint.endpoint : "";
  const checkup: Checkup = { endpoint, results, done: false, at: Date.now() };
  const looks = stagesOf(examination, signal);
  let fatal: Stage | null = null;
  const skip = (result: StageResult) => {
    const code = signal.aborted ? "stopped" : "after_failure";
    Object.assign(result, { state: "skipped", finding: { code, parameters: { stage: fatal ?? "" } } });
  };
  const stopped = new Promise<Outcome>((resolve) => {
    signal.addEventListener("abort", () => resolve({ state: "skipped" }), { once: true });
  });
  for (const result of results) {
    if (fatal !== null || signal.aborted) {
      skip(result);
      continue;
    }
    result.state = "running";
    tell(checkup);
    const before = performance.now();
    const { isFatal = false, ...outcome } = await Promise.race([
      looks[result.stage]().catch(failed),
      stopped,
    ]);
    if (signal.aborted) {
      skip(result);
      continue;
    }
    Object.assign(result, outcome, { took: Math.round(performance.now() - before) });
    if (isFatal) fatal = result.stage;
    tell(checkup);
  }
  checkup.done = true;
  tell(checkup);
  return checkup;
}

function failed(error: unknown): Outcome {
  const { diagnosis } = error instanceof FoundryError ? error : problem("unexpected", {}, error);
  return { state: "failed", diagnosis, isFatal: true };
}
