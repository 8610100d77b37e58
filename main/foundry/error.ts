import type { Diagnosis, DiagnosisCode, RemedyCode } from "../../preload/contract/diagnosis.ts";
import { refusalAdvice } from "./refusal-advice.ts";

/** What helps with each problem, most likely first, and whether the same request may succeed later. */
const advice: Record<DiagnosisCode, { remedies: RemedyCode[]; retryable: boolean }> = {
  endpoint_invalid: { remedies: ["check_endpoint"], retryable: false },
  endpoint_not_https: { remedies: ["check_endpoint"], retryable: false },
  endpoint_not_known: { remedies: ["check_endpoint", "confirm_gateway"], retryable: false },
  endpoint_misleading: { remedies: ["check_endpoint"], retryable: false },
  gateway_without_tokens: { remedies: ["allow_tokens", "check_endpoint"], retryable: false },
  host_not_found: { remedies: ["check_endpoint", "check_network"], retryable: true },
  connection_refused: { remedies: ["check_endpoint", "retry"], retryable: true },
  connection_failed: { remedies: ["check_network"], retryable: true },
  certificate_refused: { remedies: ["check_certificate"], retryable: false },
  timed_out: { remedies: ["check_network"], retryable: true },
  cancelled: { remedies: ["retry"], retryable: true },
  redirect_refused: { remedies: ["check_endpoint"], retryable: false },
  key_refused: {
    remedies: ["check_endpoint", "check_key", "key_regenerated", "enter_key"],
    retryable: false,
  },
  key_missing: { remedies: ["enter_key"], retryable: false },
  key_unreadable: { remedies: ["retry", "enter_key"], retryable: true },
  key_sign_in_disabled: { remedies: ["ask_administrator"], retryable: false },
  role_missing: { remedies: ["wait_for_role", "ask_for_role", "reconnect"], retryable: true },
  token_refused: { remedies: ["wait_for_role", "check_endpoint", "reconnect"], retryable: true },
  firewall: { remedies: ["check_network", "ask_administrator"], retryable: true },
  private_endpoint_only: { remedies: ["check_network", "ask_administrator"], retryable: true },
  resource_blocked: { remedies: ["ask_administrator"], retryable: true },
  deployment_not_found: { remedies: ["check_status", "retry", "pick_deployment"], retryable: true },
  route_not_found: { remedies: ["check_endpoint", "pick_deployment"], retryable: false },
  no_list: { remedies: ["name_deployment", "check_endpoint"], retryable: false },
  no_deployments: { remedies: ["deploy", "check_endpoint", "check_status", "retry"], retryable: true },
  not_a_chat_model: { remedies: ["pick_chat_model"], retryable: false },
  parameter_refused: { remedies: ["pick_deployment", "report"], retryable: false },
  context_too_long: { remedies: ["shorten_prompt", "pick_deployment"], retryable: false },
  message_too_large: { remedies: ["shorten_prompt"], retryable: false },
  prompt_filtered: { remedies: ["change_prompt"], retryable: false },
  model_retired: { remedies: ["redeploy", "pick_deployment"], retryable: false },
  rate_limited: { remedies: ["wait_and_retry", "pick_deployment"], retryable: true },
  service_busy: { remedies: ["retry", "pick_deployment"], retryable: true },
  too_many_headers: { remedies: ["check_endpoint", "report"], retryable: false },
  service_failed: { remedies: ["retry", "pick_deployment"], retryable: true },
  stream_error: { remedies: ["retry", "pick_deployment"], retryable: true },
  stream_cut: { remedies: ["check_network"], retryable: true },
  stream_stalled: { remedies: ["retry", "check_network", "pick_deployment"], retryable: true },
  reply_not_understood: { remedies: ["check_endpoint", "report"], retryable: false },
  registration_missing: { remedies: ["register_app", "use_key"], retryable: false },
  registration_wrong: { remedies: ["register_app", "ask_administrator", "use_key"], retryable: false },
  sign_in_cancelled: { remedies: ["connect_microsoft", "use_browser"], retryable: true },
  sign_in_failed: { remedies: ["connect_microsoft", "use_browser", "use_key"], retryable: true },
  sign_in_blocked: { remedies: ["ask_administrator", "use_browser", "use_key"], retryable: false },
  sign_in_expired: { remedies: ["connect_microsoft", "use_key", "check_consent"], retryable: true },
  proof_wanted: { remedies: ["connect_microsoft", "use_key"], retryable: true },
  sign_in_offline: { remedies: ["check_network"], retryable: true },
  admin_approval: { remedies: ["ask_consent", "use_key"], retryable: false },
  device_code_blocked: {
    remedies: ["connect_microsoft", "use_browser", "ask_administrator", "use_key"],
    retryable: false,
  },
  command_line_missing: { remedies: ["install_tool", "connect_microsoft", "use_key"], retryable: true },
  command_line_signed_out: { remedies: ["run_sign_in", "retry"], retryable: true },
  command_line_expired: { remedies: ["run_sign_in", "retry"], retryable: true },
  command_line_too_old: { remedies: ["update_tool", "retry"], retryable: true },
  command_line_other_account: { remedies: ["run_sign_in", "retry"], retryable: true },
  command_line_refused: { remedies: ["run_sign_in", "connect_microsoft", "report"], retryable: false },
  command_line_failed: { remedies: ["retry", "run_sign_in", "report"], retryable: true },
  deployment_gone: { remedies: ["point_elsewhere", "check_status", "retry"], retryable: true },
  deployment_failed: { remedies: ["check_status", "point_elsewhere", "retry"], retryable: true },
  deployment_moved: { remedies: ["point_elsewhere", "retry"], retryable: true },
  deployment_replaced: { remedies: ["keep_deployment", "point_elsewhere"], retryable: false },
  connection_gone: { remedies: ["connect_endpoint", "point_elsewhere"], retryable: false },
  import_refused: { remedies: ["check_file"], retryable: false },
  storage_failed: { remedies: ["free_disk"], retryable: true },
  not_found: { remedies: [], retryable: false },
  sandbox_failed: { remedies: ["retry", "report"], retryable: true },
  input_refused: { remedies: ["report"], retryable: false },
  sender_refused: { remedies: [], retryable: false },
  unexpected: { remedies: ["report"], retryable: true },
  ...refusalAdvice,
};

/** A diagnosis with its advice. `parameters` fill the words of `strings/diagnoses.ts`. */
export function diagnosisOf(
  code: DiagnosisCode,
  parameters: Record<string, string> = {},
  raw?: Diagnosis["raw"],
): Diagnosis {
  return { code, parameters, ...advice[code], ...(raw && { raw }), at: Date.now() };
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
