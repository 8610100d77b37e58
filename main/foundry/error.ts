import type { Diagnosis, DiagnosisCode, RemedyCode } from "../../preload/contract/diagnosis.ts";

/** What helps with each problem, most likely first, and whether the same request may succeed later. */
const advice: Record<DiagnosisCode, { remedies: RemedyCode[]; retryable: boolean }> = {
  endpoint_invalid: { remedies: ["check_endpoint"], retryable: false },
  endpoint_not_https: { remedies: ["check_endpoint"], retryable: false },
  endpoint_not_known: { remedies: ["check_endpoint"], retryable: false },
  host_not_found: { remedies: ["check_endpoint", "check_network"], retryable: true },
  connection_refused: { remedies: ["check_endpoint", "retry"], retryable: true },
  connection_failed: { remedies: ["check_network", "retry"], retryable: true },
  certificate_refused: { remedies: ["check_certificate"], retryable: false },
  timed_out: { remedies: ["check_network", "retry"], retryable: true },
  cancelled: { remedies: [], retryable: true },
  redirect_refused: { remedies: ["check_endpoint"], retryable: false },
  key_refused: { remedies: ["check_key", "use_other_key", "check_endpoint"], retryable: false },
  key_missing: { remedies: ["enter_key"], retryable: false },
  key_unreadable: { remedies: ["retry", "enter_key"], retryable: true },
  key_sign_in_disabled: { remedies: ["ask_administrator"], retryable: false },
  role_missing: { remedies: ["ask_for_role"], retryable: true },
  token_refused: { remedies: ["check_endpoint", "ask_administrator"], retryable: false },
  firewall: { remedies: ["check_network", "ask_administrator"], retryable: false },
  private_endpoint_only: { remedies: ["check_network", "ask_administrator"], retryable: false },
  resource_blocked: { remedies: ["ask_administrator"], retryable: true },
  deployment_not_found: { remedies: ["pick_deployment", "retry"], retryable: true },
  route_not_found: { remedies: ["check_endpoint"], retryable: false },
  no_list: { remedies: ["check_endpoint", "check_key"], retryable: false },
  not_a_chat_model: { remedies: ["pick_chat_model"], retryable: false },
  parameter_refused: { remedies: ["report"], retryable: false },
  context_too_long: { remedies: ["shorten_prompt"], retryable: false },
  prompt_filtered: { remedies: ["change_prompt"], retryable: false },
  model_retired: { remedies: ["redeploy"], retryable: false },
  rate_limited: { remedies: ["wait_and_retry", "pick_deployment"], retryable: true },
  service_busy: { remedies: ["retry", "pick_deployment"], retryable: true },
  too_many_headers: { remedies: ["report"], retryable: false },
  service_failed: { remedies: ["retry"], retryable: true },
  stream_error: { remedies: ["retry"], retryable: true },
  stream_cut: { remedies: ["check_network", "retry"], retryable: true },
  reply_not_understood: { remedies: ["check_endpoint"], retryable: false },
  storage_failed: { remedies: ["free_disk"], retryable: true },
  not_found: { remedies: [], retryable: false },
  sandbox_failed: { remedies: ["report"], retryable: true },
  input_refused: { remedies: ["report"], retryable: false },
  sender_refused: { remedies: [], retryable: false },
  unexpected: { remedies: ["report"], retryable: true },
};

/** A diagnosis with its advice. `parameters` fill the words of `strings/diagnoses.ts`. */
export function diagnosisOf(
  code: DiagnosisCode,
  parameters: Record<string, string> = {},
  raw?: Diagnosis["raw"],
): Diagnosis {
  return { code, parameters, ...advice[code], ...(raw && { raw }) };
}

/** A failure that a person can be told about. Its message is the code, never anything that was sent. */
export class FoundryError extends Error {
  readonly diagnosis: Diagnosis;

  constructor(diagnosis: Diagnosis, cause?: unknown) {
    super(diagnosis.code, { cause });
    this.name = "FoundryError";
    this.diagnosis = diagnosis;
  }
}

/** A failure by its code; the cause is kept for the log. */
export const problem = (
  code: DiagnosisCode,
  parameters: Record<string, string> = {},
  cause?: unknown,
): FoundryError => new FoundryError(diagnosisOf(code, parameters), cause);
