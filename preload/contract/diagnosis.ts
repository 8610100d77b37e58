import type { DatasetProblem, DatasetRemedy } from "./dataset-problems.ts";
import type { EvaluationProblem, EvaluationRemedy } from "./evaluation-problems.ts";
import type { LocalServerProblem, LocalServerRemedy } from "./local-servers.ts";
import type { ModelProblem, ModelRemedy } from "./model-problems.ts";
import type { NetworkProblem, NetworkRemedy } from "./network-problems.ts";
import type { RefusalCode, RefusalRemedy } from "./refusals.ts";
import type { RemoteEvaluationProblem, RemoteEvaluationRemedy } from "./remote-evaluation-problems.ts";
import type { TrainingProblem, TrainingRemedy } from "./training-problems.ts";

/** Why something went wrong, as data. The words are in `strings/diagnoses.ts`, under the same codes. */
export interface Diagnosis {
  code: DiagnosisCode;
  /** What the words are filled with: host, deployment, seconds, role ... */
  parameters: Record<string, string>;
  remedies: RemedyCode[];
  /** Whether the same request may succeed later without a change. */
  retryable: boolean;
  /** What the service said, for the person who wants to see it. Never holds a credential. */
  raw?: {
    /** Of the answer: 200 where the error came inside one that had begun. Absent where there was no answer. */
    status?: number;
    code?: string;
    message: string;
    path?: string;
    requestId?: string;
    /** Both sides in HTTP's notation: secrets masked, prompts and answers as their length only. */
    exchange?: { sent: string; received: string };
  };
  /** When it was made: milliseconds since the epoch. What the service asks to wait counts from then. */
  at: number;
}

export type DiagnosisCode =
  | ModelProblem
  | "endpoint_invalid"
  | "endpoint_old_project"
  | "endpoint_portal"
  | "endpoint_not_https"
  | "endpoint_not_known"
  | "endpoint_misleading"
  | "gateway_without_tokens"
  | "host_not_found"
  | "connection_refused"
  | "connection_failed"
  | "certificate_refused"
  | "timed_out"
  | "cancelled"
  | "redirect_refused"
  | "key_refused"
  | "key_missing"
  | "key_unreadable"
  | "key_sign_in_disabled"
  | "role_missing"
  | "token_refused"
  | "firewall"
  | "private_endpoint_only"
  | "resource_blocked"
  | "deployment_not_found"
  | "route_not_found"
  | "no_list"
  | "no_deployments"
  | "not_a_chat_model"
  | "wrong_directory"
  | "directory_not_found"
  | "key_not_found"
  | "access_refused"
  | "quota_used_up"
  | "payment_required"
  | "not_chat_completions"
  | "background_gone"
  | "tools_not_understood"
  | "schema_not_understood"
  | "counting_not_offered"
  | "request_refused"
  | "parameter_refused"
  | "value_refused"
  | "value_invalid"
  | "max_tokens_too_large"
  | "max_tokens_too_small"
  | "context_too_long"
  | "message_too_large"
  | "prompt_filtered"
  | "answer_filtered"
  | "answer_declined"
  | "feature_refused"
  | "model_retired"
  | "rate_limited"
  | "service_busy"
  | "too_many_headers"
  | "service_failed"
  | "stream_error"
  | "stream_cut"
  | "stream_stalled"
  | "empty_answer"
  | "only_thought"
  | "limit_without_text"
  | "end_unknown"
  | "reply_not_understood"
  | "registration_missing"
  | "registration_wrong"
  | "sign_in_cancelled"
  | "sign_in_failed"
  | "sign_in_blocked"
  | "sign_in_expired"
  | "proof_wanted"
  | "sign_in_offline"
  | "admin_approval"
  | "device_code_blocked"
  | "command_line_missing"
  | "command_line_signed_out"
  | "command_line_expired"
  | "command_line_too_old"
  | "command_line_other_account"
  | "command_line_refused"
  | "command_line_failed"
  | "import_refused"
  | "prompts_refused"
  | "storage_failed"
  | "not_found"
  | "sandbox_failed"
  | "input_refused"
  | "sender_refused"
  | "unexpected"
  | DatasetProblem
  | TrainingProblem
  | EvaluationProblem
  | RemoteEvaluationProblem
  | NetworkProblem
  | RefusalCode
  | LocalServerProblem;

export type RemedyCode =
  | ModelRemedy
  | "use_project_endpoint"
  | "check_endpoint"
  | "check_key"
  | "key_regenerated"
  | "enter_key"
  | "confirm_gateway"
  | "allow_tokens"
  | "name_deployment"
  | "wait_for_role"
  | "ask_for_role"
  | "reconnect"
  | "ask_administrator"
  | "check_network"
  | "check_certificate"
  | "check_status"
  | "pick_deployment"
  | "pick_chat_model"
  | "pick_completions"
  | "unset_parameter"
  | "change_prompt"
  | "shorten_prompt"
  | "raise_limit"
  | "wait_and_retry"
  | "set_key_header"
  | "use_directory"
  | "lower_max_tokens"
  | "change_parameter"
  | "ask_quota"
  | "pay"
  | "retry"
  | "redeploy"
  | "deploy"
  | "connect_microsoft"
  | "use_browser"
  | "use_key"
  | "check_consent"
  | "ask_consent"
  | "register_app"
  | "run_sign_in"
  | "update_tool"
  | "install_tool"
  | "check_file"
  | "free_disk"
  | "report"
  | DatasetRemedy
  | TrainingRemedy
  | EvaluationRemedy
  | RemoteEvaluationRemedy
  | NetworkRemedy
  | RefusalRemedy
  | LocalServerRemedy;

/** What a button beside a remedy does. */
export type RemedyAction =
  | ModelRemedy
  | "edit_endpoint"
  | "enter_key"
  | "confirm_gateway"
  | "allow_tokens"
  | "name_deployment"
  | "retry"
  | "go_on"
  | "pick_deployment"
  | "new_conversation"
  | "open_foundry"
  | "connect_microsoft"
  | "use_browser"
  | "use_key"
  | "new_code"
  | "copy_command"
  | "use_directory"
  | "set_key_header"
  | "copy_request"
  | "copy_consent"
  | "run_doctor"
  | "copy_report";
