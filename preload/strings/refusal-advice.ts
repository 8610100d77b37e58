import type { RemedyCode } from "../contract/diagnosis.ts";
import type { RefusalCode } from "../contract/refusals.ts";

/** What helps where the sign-in service refused, most likely first, and whether the same may succeed later. */
export const refusalAdvice: Record<RefusalCode, { remedies: RemedyCode[]; retryable: boolean }> = {
  approval_requestable: { remedies: ["request_approval", "ask_consent", "use_key"], retryable: false },
  consent_declined: { remedies: ["agree", "use_key"], retryable: true },
  service_not_in_directory: {
    remedies: ["use_service_once", "other_account", "use_key"],
    retryable: false,
  },
  permission_not_registered: { remedies: ["add_permission", "use_key"], retryable: false },
  redirect_not_registered: { remedies: ["add_redirect", "use_key"], retryable: false },
  secret_wanted: { remedies: ["make_public_client", "use_key"], retryable: false },
  app_unknown: { remedies: ["check_client_id", "use_key"], retryable: false },
  directory_unknown: { remedies: ["other_account", "set_directory", "use_key"], retryable: false },
  single_directory_app: { remedies: ["set_directory", "use_key"], retryable: false },
  account_elsewhere: { remedies: ["other_account", "ask_invitation", "use_key"], retryable: false },
  account_unknown: { remedies: ["other_account", "use_key"], retryable: false },
  account_disabled: { remedies: ["ask_directory", "other_account", "use_key"], retryable: false },
  password_expired: { remedies: ["new_password", "use_key"], retryable: true },
  password_wrong: { remedies: ["reset_password", "use_key"], retryable: true },
  second_factor_wanted: { remedies: ["confirm_identity", "use_browser", "use_key"], retryable: true },
  second_factor_not_set_up: { remedies: ["set_up_factor", "use_browser", "use_key"], retryable: true },
  second_factor_expired: { remedies: ["confirm_identity", "use_browser", "use_key"], retryable: true },
  device_not_known: {
    remedies: ["use_browser", "enrol_device", "ask_directory", "use_key"],
    retryable: false,
  },
  device_not_compliant: {
    remedies: ["use_browser", "enrol_device", "ask_directory", "use_key"],
    retryable: false,
  },
  app_not_approved: { remedies: ["ask_directory", "use_key"], retryable: false },
  access_conditions: { remedies: ["use_browser", "ask_directory", "use_key"], retryable: false },
  security_defaults: { remedies: ["use_browser", "ask_directory", "use_key"], retryable: false },
  app_not_assigned: { remedies: ["ask_assignment", "use_key"], retryable: false },
  directory_outbound: { remedies: ["ask_collaboration", "other_account", "use_key"], retryable: false },
  directory_inbound: { remedies: ["ask_collaboration", "other_account", "use_key"], retryable: false },
  sign_in_revoked: { remedies: ["connect_microsoft", "use_key"], retryable: true },
  sign_in_frequency: { remedies: ["connect_microsoft", "use_key"], retryable: true },
  sign_in_ended: { remedies: ["connect_microsoft", "use_key"], retryable: true },
  sign_in_not_kept: { remedies: ["connect_microsoft", "use_key"], retryable: false },
  sign_in_busy: { remedies: ["retry"], retryable: true },
  code_pending: { remedies: ["another_code", "use_browser"], retryable: true },
  code_wrong: { remedies: ["another_code", "use_browser"], retryable: true },
  code_expired: { remedies: ["another_code", "use_browser"], retryable: true },
};
