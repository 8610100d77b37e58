import { z } from "zod";
import { accountInput, keyInput } from "./connections.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { id } from "./fields.ts";
import { method } from "./method.ts";

/** What is looked at, in this order. */
export type Stage =
  | "dns"
  | "proxy"
  | "tls"
  | "endpoint"
  | "credential"
  | "role"
  | "deployments"
  | "api"
  | "token";

/** What a stage found out; the words are in the catalogue. */
export type FindingCode =
  | "dns_found"
  | "dns_not_needed"
  | "dns_by_proxy"
  | "proxy_none"
  | "proxy_used"
  | "proxy_unknown"
  | "tls_not_used"
  | "tls_trusted"
  | "tls_by_system"
  | "tls_inspected"
  | "tls_ends_soon"
  | "tls_expired"
  | "tls_not_yet"
  | "tls_self_signed"
  | "tls_wrong_name"
  | "tls_unknown_issuer"
  | "endpoint_project"
  | "endpoint_resource"
  | "endpoint_local"
  | "endpoint_local_server"
  | "key_not_needed"
  | "endpoint_machine_learning"
  | "endpoint_gateway"
  | "key_there"
  | "token_given"
  | "token_elsewhere"
  | "role_not_needed"
  | "role_enough"
  | "role_unread"
  | "role_doubtful"
  | "deployments_found"
  | "deployments_named"
  | "api_answers"
  | "nothing_to_ask"
  | "token_streamed"
  | "after_failure"
  | "stopped";

export interface StageResult {
  stage: Stage;
  state: "waiting" | "running" | "passed" | "warning" | "failed" | "skipped";
  /** Milliseconds; null where it has not run. */
  took: number | null;
  finding: { code: FindingCode; parameters: Record<string, string> } | null;
  diagnosis: Diagnosis | null;
}

/** One run of the doctor. */
export interface Checkup {
  /** The endpoint as it was understood; empty where there is none in what was given. */
  endpoint: string;
  results: StageResult[];
  done: boolean;
  /** Milliseconds since the epoch. */
  at: number;
}

export const doctor = {
  /**
   * Looks stage by stage at why an endpoint does not work, or whether it does: one that is connected, or one that is
   * not yet. Each step is an event; a run that is under way is ended by the next. The last stage asks for one token.
   */
  "doctor.examine": method<Checkup>()(
    z.union([z.strictObject({ connectionId: id }), keyInput, accountInput]),
  ),
  /** Ends the run: what has not been looked at is skipped. */
  "doctor.cancel": method<void>()(z.void()),
};

export type DoctorEvents = {
  "doctor.changed": Checkup;
};
