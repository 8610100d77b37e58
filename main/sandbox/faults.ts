import { endings } from "./deployment-endings.ts";
import { type RefusalName, refusals } from "./errors.ts";

/** Ways in which an answer goes wrong after it has begun, or only comes in other portions. */
export const streamFaults = [
  "stall",
  "slow-bytes",
  "one-byte-chunks",
  "one-lump",
  "few-lumps",
  "reset-mid-event",
  "cut-without-done",
  "no-frames",
  "error-frame",
  "error-frame-flat",
  "endless-line",
] as const;

export type StreamFault = (typeof streamFaults)[number];
export type Fault = RefusalName | StreamFault;

/** Every fault that can be switched on. */
export const faultNames: readonly string[] = [...Object.keys(refusals), ...streamFaults];

/** Whether a name is one of `faultNames`. */
export const isFault = (name: unknown): name is Fault =>
  typeof name === "string" && faultNames.includes(name);
/** Whether a fault lets the answer begin and then spoils it. */
export const isStreamFault = (fault: Fault | null): fault is StreamFault =>
  streamFaults.some((name) => name === fault);

/** The name under which Azure Resource Manager misbehaves: another service, which `*` leaves alone. */
export const management = "management";

/** Ways in which changing deployments goes wrong at Azure Resource Manager: at once, or when it was accepted. */
const managementFaults = ["conflict", "no-quota", "empty-error", ...endings] as const;
type ManagementFault = (typeof managementFaults)[number];

/** The name under which files and jobs misbehave. */
export const training = "training";

/**
 * Ways in which they do: the connection breaks when half of an upload has come; a good file is found bad after a while;
 * the next step of a job fails; no event is told any more; reinforcement has reached its limit of spending; a job of the
 * Developer tier is interrupted at its next step.
 */
const trainingFaults = [
  "upload-cut",
  "file-turns-bad",
  "job-fails",
  "events-stop",
  "spending-limit",
  "no-capacity",
] as const;
type TrainingFault = (typeof trainingFaults)[number];

/** The name under which batches misbehave. */
export const batches = "batches";

/**
 * Ways in which they do: too many tokens wait already, which is said at once or after a look at the file; only half of
 * the lines are run in time; the address with `/v1` is not taken.
 */
const batchFaults = ["token-limit", "token-limit-later", "expires", "other-url"] as const;
type BatchFault = (typeof batchFaults)[number];

/** The name under which evaluations misbehave. */
export const evaluation = "evaluation";

/**
 * Ways in which they do: the region has none; whoever asks has no role; graders are not there; the longest answer has
 * another name; scores are no numbers; a run never ends, or fails; runs come too fast; `like` holds a text against a
 * pattern, as Foundry's page on graders has it.
 */
const evaluationFaults = [
  "not-in-region",
  "no-role",
  "no-graders",
  "other-name",
  "not-a-number",
  "stuck",
  "run-fails",
  "too-many-runs",
  "like-is-pattern",
] as const;
type EvaluationFault = (typeof evaluationFaults)[number];

export type AnyFault = Fault | ManagementFault | TrainingFault | BatchFault | EvaluationFault;

/** The faults that can be switched on under a name. */
export const faultsFor = (name: string): readonly string[] => {
  if (name === training) return trainingFaults;
  if (name === batches) return batchFaults;
  if (name === evaluation) return evaluationFaults;
  return name === management ? [...faultNames, ...managementFaults] : faultNames;
};

/** Which deployment misbehaves how. The name `*` stands for the whole resource, its lists included. */
export interface Faults {
  /** Takes what `faultsFor` has for the name; null for none. */
  set(deployment: string, fault: AnyFault | null): void;
  of(deployment: string): Fault | null;
  /** How changing deployments goes wrong. */
  changing(): ManagementFault | null;
  training(): TrainingFault | null;
  batches(): BatchFault | null;
  evaluation(): EvaluationFault | null;
}

/** A switchboard on which nothing is wrong yet. */
export function createFaults(): Faults {
  const faults = new Map<string, AnyFault>();
  const known = <Name extends AnyFault>(names: readonly Name[], name: string): Name | null =>
    names.find((one) => one === faults.get(name)) ?? null;
  const own = (deployment: string) => {
    const fault = faults.get(deployment);
    return isFault(fault) ? fault : null;
  };
  return {
    set: (deployment, fault) => {
      if (fault === null) faults.delete(deployment);
      else faults.set(deployment, fault);
    },
    of: (deployment) => own(deployment) ?? (deployment === management ? null : own("*")),
    changing: () => known(managementFaults, management),
    training: () => known(trainingFaults, training),
    batches: () => known(batchFaults, batches),
    evaluation: () => known(evaluationFaults, evaluation),
  };
}
