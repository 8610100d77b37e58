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
  "error-frame",
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

/** Which deployment misbehaves how. The name `*` stands for the whole resource, its lists included. */
export interface Faults {
  set(deployment: string, fault: Fault | null): void;
  of(deployment: string): Fault | null;
}

/** A switchboard on which nothing is wrong yet. */
export function createFaults(): Faults {
  const faults = new Map<string, Fault>();
  return {
    set: (deployment, fault) => {
      if (fault === null) faults.delete(deployment);
      else faults.set(deployment, fault);
    },
    of: (deployment) =>
      faults.get(deployment) ?? (deployment === management ? null : (faults.get("*") ?? null)),
  };
}
