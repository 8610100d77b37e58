import type { FindingCode, StageResult } from "../../preload/contract/doctor.ts";
import type { Planned } from "../connections/connections.ts";
import type { Handshake } from "../foundry/http/reach.ts";
import type { Fetch } from "../foundry/http/send.ts";

/** What the doctor looks at, and with what. */
export interface Examination extends Planned {
  network: Network;
}

/** The ways to a host that are looked at without a credential. */
export interface Network {
  fetch: Fetch;
  addressesOf(host: string): Promise<string[]>;
  shakeHands(host: string, port: number): Promise<Handshake>;
  /** The proxy that the operating system names for an address, in the notation of a PAC file. */
  proxyFor(url: string): Promise<string>;
}

/** What a stage has found out. */
export interface Outcome {
  state: "passed" | "warning" | "failed" | "skipped";
  finding?: StageResult["finding"];
  diagnosis?: StageResult["diagnosis"];
  /** Whether nothing further on can work without this. */
  isFatal?: boolean;
}

/** Looks at one thing. Throws a FoundryError, which is then what the stage has found, and ends the run. */
export type Look = () => Promise<Outcome>;

/** An outcome with its words. */
export const found = (
  state: Outcome["state"],
  code: FindingCode,
  parameters: Record<string, string> = {},
): Outcome => ({ state, finding: { code, parameters } });

/** That a stage found nothing wrong, with its words. */
export const passed = (code: FindingCode, parameters?: Record<string, string>): Outcome =>
  found("passed", code, parameters);
