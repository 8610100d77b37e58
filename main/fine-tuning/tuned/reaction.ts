import type { DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { FoundryError } from "../../foundry/error.ts";

/**
 * What is done about a failure of Azure's: `again` may pass by itself, `person` has to be put right by somebody, who may
 * be at another computer, and `refused` stays as it is.
 */
export type Reaction = { do: "again"; after: number; most: number } | { do: "person" } | { do: "refused" };

/** How often something is tried again that the service refuses now: for some fifteen minutes. A way that fails comes back. */
const tries = 20;

/** A quota counts what was deleted as free after 15 to 20 s (azure-skills, deployment, 2026-08-21); what is missing then is missing. */
const quota = { after: 20_000, most: 3 };

/** What only a person can put right, and what is right again when they have. */
const persons: readonly DiagnosisCode[] = [
  "key_missing",
  "key_unreadable",
  "key_refused",
  "token_refused",
  "sign_in_expired",
  "sign_in_failed",
  "sign_in_blocked",
  "proof_wanted",
  "admin_approval",
  "registration_missing",
  "command_line_missing",
  "command_line_signed_out",
  "command_line_expired",
  "command_line_failed",
  "wrong_directory",
  "certificate_refused",
  "proxy_wants_sign_in",
  "firewall",
  "private_endpoint_only",
];

/** What stays as it is, whatever its status. */
const refused: readonly DiagnosisCode[] = ["quota_used_up", "deploy_format_wrong"];

/** Statuses that pass: another operation is going on, too many requests, or it lies with the service. */
const passing = (status: number) => status === 408 || status === 409 || status === 429 || status >= 500;

/** What is done about an error. What is no failure of the service is thrown on. */
export function reactionTo(error: unknown): Reaction {
  if (!(error instanceof FoundryError)) throw error;
  const { code, raw, parameters, retryable } = error.diagnosis;
  if (persons.includes(code)) return { do: "person" };
  if (code === "deploy_quota_missing") return { do: "again", ...quota };
  if (refused.includes(code)) return { do: "refused" };
  const seconds = Number(parameters.seconds ?? "");
  const after = Number.isFinite(seconds) ? seconds * 1000 : 0;
  // Without a status there was no answer: the way there failed. A code of its own may say that a status does not pass.
  const mayPass = raw?.status === undefined ? retryable : passing(raw.status) && retryable;
  return mayPass
    ? { do: "again", after, most: raw === undefined ? Number.POSITIVE_INFINITY : tries }
    : { do: "refused" };
}

/** Whether an error says that a deployment is not there; where its resource is not, nobody knows that. */
export const isAbsent = (error: unknown): boolean =>
  error instanceof FoundryError && error.diagnosis.code === "deployment_not_found";

/** Pauses that grow, in milliseconds: the first, and each twice as long as the one before, up to the longest. */
export const pauseAfter = (tries: number, [first, longest]: readonly [number, number]): number =>
  Math.min(first * 2 ** Math.min(tries, 20), longest);
