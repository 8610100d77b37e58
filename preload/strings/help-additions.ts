import type { DiagnosisCode } from "../contract/diagnosis.ts";
import type { Addition } from "./article.ts";
import { evaluationAdditions } from "./evaluation-problems.ts";
import { remoteEvaluationAdditions } from "./remote-evaluation-problems.ts";
import { trainingAdditions } from "./training-help.ts";

export const additions: Partial<Record<DiagnosisCode, Addition>> = {
  endpoint_invalid: {
    more: "A whole request URL, a curl call or the lines of an .env file can be pasted too: the endpoint is taken out of them.",
    related: ["find-credentials"],
  },
  endpoint_old_project: {
    more: "Such a string has the form HOST;SUBSCRIPTION;GROUP;PROJECT and was copied from the overview of a hub-based project.",
    related: ["find-credentials"],
  },
  endpoint_portal: {
    more: "The portals are ai.azure.com, oai.azure.com and portal.azure.com, and those of the other clouds. What stands in the browser's address bar there is no endpoint.",
    related: ["find-credentials"],
  },
  endpoint_not_https: { related: ["find-credentials"] },
  endpoint_not_known: {
    title: "This is not a Microsoft Foundry address",
    more: "Microsoft's endpoints end in names such as services.ai.azure.com, openai.azure.com or cognitiveservices.azure.com. A gateway that your organization runs before Foundry has another name, and has to be confirmed once.",
    related: ["find-credentials", "endpoint_misleading"],
  },
  endpoint_misleading: {
    more: "Such a name is the usual way to steal a key. Take the endpoint from the portal, not from a message.",
    related: ["find-credentials"],
  },
  gateway_without_tokens: {
    more: "A key opens one resource. A sign-in opens whatever your account may use, so a gateway has to be trusted more to be given one.",
    related: ["which-method"],
  },
  host_not_found: {
    more: "A resource with a private endpoint has a name that only your organization's network knows: connect the VPN first. A deleted resource is no longer found either.",
    related: ["find-credentials", "private_endpoint_only"],
  },
  connection_refused: {
    more: "On this computer it means that the server is not running, or runs on another port.",
  },
  connection_failed: {
    more: "The app uses the proxy that the operating system is set to.",
    related: ["certificate_refused", "proxy_not_reached"],
  },
  certificate_refused: {
    more: "The app trusts what the operating system trusts. There is no switch to trust more, since a key would then be readable on the way.",
  },
  proxy_wants_sign_in: {
    said: "407, ERR_PROXY_AUTH_UNSUPPORTED",
    more: "The app uses the proxy that the operating system is set to, and stores no password for it.",
    related: ["proxy_refused"],
  },
  proxy_not_reached: {
    said: "ERR_PROXY_CONNECTION_FAILED",
    more: "A laptop that was at work and is now at home often still has the proxy of work.",
  },
  proxy_refused: {
    said: "ERR_TUNNEL_CONNECTION_FAILED",
    more: "Some proxies refuse like this where they want a user name and password.",
    related: ["proxy_wants_sign_in"],
  },
  proxy_settings_wrong: { said: "ERR_MANDATORY_PROXY_CONFIGURATION_FAILED, ERR_NO_SUPPORTED_PROXIES" },
  proxy_certificate_refused: { said: "ERR_PROXY_CERTIFICATE_INVALID", related: ["certificate_refused"] },
  client_certificate_wanted: {
    said: "ERR_BAD_SSL_CLIENT_AUTH_CERT, or the TLS alert “certificate required”",
    more: "Microsoft Foundry itself wants no client certificate; a gateway in front of it may.",
    related: ["certificate_refused"],
  },
  secure_connection_failed: { said: "ERR_SSL_PROTOCOL_ERROR", related: ["client_certificate_wanted"] },
  timed_out: { related: ["service_busy"] },
  redirect_refused: {
    more: "Some gateways and sign-in pages of networks answer like this before one is let through.",
  },
  key_refused: {
    said: "401",
    more: "A resource has two keys, and both open the same. A key of another resource is refused like a wrong one, so endpoint and key have to come from the same page.",
    related: ["find-credentials", "which-method"],
  },
  wrong_directory: {
    said: "400 or 401",
    more: "Every token is from one directory, usually the one your account belongs to. “Choose the directory” lists the others that your account can enter and keeps your choice with the connection. You can enter a directory that has invited your account as a guest. It may ask you to prove who you are again, or to accept the app there.",
    related: ["which-method", "admin_approval"],
  },
  directory_not_found: { related: ["wrong_directory"] },
  key_not_found: {
    said: "401",
    more: "Azure API Management looks for a subscription key in Ocp-Apim-Subscription-Key unless it was set up otherwise. A gateway may want a key besides your sign-in: then connect to it with the key.",
    related: ["which-method"],
  },
  key_missing: {
    more: "A keyring, such as GNOME Keyring or KWallet, lets keys be kept from one start to the next.",
    related: ["find-credentials"],
  },
  key_unreadable: {
    more: "This happens when the keyring is locked, or the profile was moved to another computer or user.",
    related: ["find-credentials"],
  },
  key_sign_in_disabled: {
    said: "403, AuthenticationTypeDisabled",
    more: "A Microsoft sign-in works where keys are switched off, and needs a role on the resource.",
    related: ["which-method", "roles"],
  },
  role_missing: {
    said: "401, PermissionDenied, or 403",
    more: "Signing in says who you are; a role says what you may do. The role has to be on this resource or its project, or on the resource group or subscription above it.",
    related: ["roles"],
  },
  access_refused: {
    said: "403",
    more: "A company's firewall or gateway, a policy of Azure, a country that is not served, or terms that nobody has accepted yet can all be behind it.",
    related: ["role_missing", "firewall"],
  },
  quota_used_up: {
    said: "403, Out of call volume quota; 429, insufficient_quota",
    more: "A rate limit passes within a minute and is waited for. A quota is counted by the day or the month, so the request is sent once and not repeated by itself.",
    related: ["rate_limited", "payment_required"],
  },
  payment_required: { said: "402", related: ["quota_used_up"] },
  not_chat_completions: {
    said: "404, api_not_supported",
    more: "Deployments answer by chat completions, Responses, or Claude Messages. Assay goes by what the lists say, then by the model's name, then by what the deployment answers, and remembers that.",
    related: ["not_a_chat_model", "deployment_not_found"],
  },
  background_gone: { said: "404", related: ["timed_out"] },
  tools_not_understood: { said: "", related: ["schema_not_understood"] },
  schema_not_understood: { said: "", related: ["tools_not_understood"] },
  counting_not_offered: {
    said: "404",
    more: "Claude deployments have such a route. Whether the Responses API of a resource has one shows when it is asked; Assay remembers the answer until it is closed.",
  },
  request_refused: {
    said: "400",
    more: "It is sent once, and not changed by itself, because the refusal names no parameter that could be left out.",
    related: ["parameter_refused"],
  },
  value_refused: {
    said: "400, unsupported_value",
    related: ["parameter_refused"],
  },
  value_invalid: {
    said: "400, invalid_value",
    related: ["value_refused", "parameter_refused"],
  },
  max_tokens_too_large: {
    more: "Where the refusal says how long the answer may be, the app asks once more with that, and notes it with the answer.",
    related: ["context_too_long", "max_tokens_too_small"],
  },
  max_tokens_too_small: { related: ["max_tokens_too_large"] },
  token_refused: {
    more: "A sign-in's token is made for one service. A project's endpoint takes only those made for ai.azure.com, which the app asks for; a gateway may want others.",
    related: ["roles", "sign_in_expired"],
  },
  firewall: {
    more: "The setting is in the portal, under the resource's Networking. It names the networks that may call.",
    related: ["private_endpoint_only"],
  },
  private_endpoint_only: {
    more: "From outside, only a VPN or a computer inside that network reaches it.",
    related: ["firewall", "host_not_found"],
  },
  resource_blocked: {
    more: "Waiting does not always lift it: the resource's owner can ask Microsoft's support.",
  },
  deployment_not_found: {
    said: "404, DeploymentNotFound",
    title: "There is no deployment of this name",
    more: "Requests need the name you gave to the deployment, not that of the model.",
    related: ["deploy-model", "no_deployments"],
  },
  route_not_found: {
    more: "Which paths are served differs between a project, a resource, an online endpoint and a gateway. The api-version is a date, such as 2024-10-21.",
    related: ["find-credentials"],
  },
  no_list: { related: ["find-credentials"] },
  local_server_not_running: { related: ["local-servers"] },
  local_server_unknown: { related: ["local-servers"] },
  local_server_wants_key: { said: "401", related: ["local-servers"] },
  local_server_without_sign_in: { related: ["local-servers"] },
  local_model_missing: { related: ["local-servers"] },
  local_no_models: { related: ["local-servers"] },
  no_deployments: {
    more: "A project lists what is deployed in its resource and in those connected to it. A model in the catalog is not deployed yet.",
    related: ["deploy-model", "create-project"],
  },
  not_a_chat_model: {
    said: "400, OperationNotSupported",
    title: "This deployment cannot chat",
    related: ["deploy-model"],
  },
  parameter_refused: {
    said: "400, unsupported_parameter or unsupported_value",
    more: "Reasoning models, for one, take no temperature and count the answer's length under another name. The app renames or leaves out what it knows about and says so; what is left is refused like this.",
  },
  context_too_long: {
    said: "400, context_length_exceeded",
    more: "The question, everything before it, the system prompt and the room for the answer are counted together.",
  },
  message_too_large: {
    cause:
      "Each API has limits. Chat and Responses take at most 2,048 messages of 1,048,576 characters and 50 images of 20 MB, Claude 600 images (100 with a context window of 200,000 tokens) of 7.5 MB and 32 MB in all, and a picture is described in 32,000 characters. What is more is not sent.",
  },
  prompt_filtered: {
    said: "400, content_filter",
    more: "The filter belongs to the deployment: whoever deploys a model chooses how strict it is. A harmless text can be stopped by mistake; other words then help.",
  },
  answer_filtered: {
    said: "content_filter, in the middle of an answer",
    more: "The message passed, what the model made of it did not. Another answer to the same message can pass.",
  },
  answer_declined: {
    said: "200, stop_reason refusal",
    more: "Foundry has no content filter for Claude: its publisher checks instead, and names a category such as cyber, bio or general_harms. A harmless question can be declined by mistake; other words, or another model, then help.",
    related: ["prompt_filtered"],
  },
  feature_refused: {
    said: "400, not supported in your workspace",
    more: "Assay leaves the feature out, asks again once, and remembers it for this deployment.",
  },
  model_retired: {
    said: "410",
    more: "Each model version has a date from which it no longer answers. A deployment does not move to a newer one unless it was set to.",
    related: ["deploy-model"],
  },
  rate_limited: {
    said: "429",
    more: "The limit is counted in tokens and requests a minute, over slices of seconds, so that many requests at once reach it early. The longest answer you allow counts as if it were used: a smaller limit lets more through. Failed requests count too.",
    related: ["deploy-model", "service_busy"],
  },
  service_busy: { related: ["rate_limited"] },
  service_failed: {
    cause: "The fault is on the service's side.",
    more: "The details show the status that it answered with. Where it goes on, Microsoft's page on the state of Azure may know of it.",
    related: ["service_busy"],
  },
  too_many_headers: { said: "431", more: "A gateway may add headers of its own on the way." },
  stream_cut: {
    more: "An answer that was cut can be continued from where it stopped.",
    related: ["stream_stalled"],
  },
  stream_stalled: { related: ["stream_cut", "service_busy"] },
  empty_answer: {
    said: "finish_reason stop, without content",
    more: "It counts as failed in a series, so that its time and speed are not taken for those of an answer.",
    related: ["only_thought", "limit_without_text"],
  },
  only_thought: {
    more: "A lower reasoning effort, or a prompt that says what the answer should look like, often helps.",
    related: ["empty_answer", "limit_without_text"],
  },
  limit_without_text: {
    said: "finish_reason length, without content",
    related: ["only_thought"],
  },
  end_unknown: {
    more: "It counts as failed in a series.",
    related: ["stream_cut"],
  },
  reply_not_understood: {
    more: "Sign-in pages of networks and the start pages of gateways look like this to the app.",
    related: ["find-credentials"],
  },
  registration_missing: { related: ["register-app", "which-method"] },
  registration_wrong: {
    related: ["register-app", "permission_not_registered", "app_unknown"],
  },
  sign_in_cancelled: { related: ["which-method"] },
  sign_in_failed: {
    more: "The details say what the service answered. An administrator can find the attempt by its time in the sign-in logs in Entra.",
    related: ["register-app"],
  },
  sign_in_blocked: {
    more: "Where a rule asks for a managed device, your own browser can show that it is one; the window in the app cannot.",
    related: ["which-method"],
  },
  sign_in_expired: { related: ["admin-consent"] },
  permission_not_registered: {
    more: "It has to be Azure Machine Learning Services, not Microsoft Cognitive Services, which looks right in the portal and fails at the sign-in.",
    related: ["register-app", "admin-consent"],
  },
  redirect_not_registered: { related: ["register-app"] },
  secret_wanted: { related: ["register-app"] },
  app_unknown: { related: ["register-app"] },
  single_directory_app: { related: ["register-app"] },
  service_not_in_directory: { related: ["register-app"] },
  approval_requestable: { related: ["admin-consent", "which-method"] },
  consent_declined: { related: ["admin-consent"] },
  app_not_assigned: { related: ["roles"] },
  device_code_blocked: { related: ["which-method"] },
  command_line_refused: { related: ["roles"] },
  admin_approval: { related: ["admin-consent", "which-method"] },
  deployment_gone: {
    title: "The deployment is no longer there",
    related: ["deploy-model", "deployment_replaced"],
  },
  deployment_failed: { title: "The deployment does not answer", related: ["deploy-model"] },
  deployment_moved: { title: "The deployment has moved", related: ["deployment_gone"] },
  deployment_replaced: {
    title: "Another model stands behind the deployment",
    more: "Whoever manages the resource can put another model or version behind the same name.",
    related: ["model_retired", "deployment_gone"],
  },
  connection_gone: {
    more: "This happens to a model that was imported, or whose connection was removed.",
    related: ["find-credentials"],
  },
  sandbox_failed: {
    more: "The sandbox is a server on this computer alone, on a port that is free. Security software that forbids such servers stops it.",
  },
  ...trainingAdditions,
  ...evaluationAdditions,
  ...remoteEvaluationAdditions,
};
