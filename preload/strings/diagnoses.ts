import type { DiagnosisCode, RemedyAction, RemedyCode } from "../contract/diagnosis.ts";
import { datasetDiagnoses, datasetRemedies } from "./datasets.ts";
import { evaluationProblems, evaluationRemedies } from "./evaluation-problems.ts";
import { localServerProblems, localServerRemedies } from "./local-servers.ts";
import { modelActions, modelProblems, modelRemedies } from "./model-problems.ts";
import { networkProblems, networkRemedies } from "./network-problems.ts";
import { refusalRemedies, refusals } from "./refusals.ts";
import { remoteEvaluationProblems, remoteEvaluationRemedies } from "./remote-evaluation-problems.ts";
import { trainingProblems, trainingRemedies } from "./training-problems.ts";

/** Stands where a diagnosis should name something that the service did not. */
export const unnamed = "(the service does not name it)";

/** Who introduces a refusal's own words. */
export const speakers = {
  service: "The service says:",
  signIn: "Microsoft's sign-in service says:",
  tool: "The {tool} says:",
} as const;

/** What failed, where that says more than why: the why then stands beneath. */
export const headlines = {
  test: "Connection test failed",
  chat: "Chat completions failed",
} as const;

interface Words {
  title: string;
  cause: string;
  /** The title and the cause where nothing says what they would name. */
  unnamedTitle?: string;
  unnamed?: string;
}

/** Title: what happened. Cause: why. Both in the person's words; `{name}` is filled from the diagnosis's parameters. */
export const diagnoses: Record<DiagnosisCode, Words> = {
  ...modelProblems,
  endpoint_invalid: {
    title: "This is not an endpoint URL",
    cause: "It could not be read as a web address. An endpoint begins with https:// and a host name.",
  },
  endpoint_old_project: {
    title: "This is the connection string of an old project",
    cause:
      "Projects of a hub were reached by host, subscription, resource group and project: {project} in {group}. Foundry has replaced these strings by endpoint URLs, and nothing in them tells the new one.",
  },
  endpoint_portal: {
    title: "This is the address of a portal",
    cause:
      "{host} shows pages to people and answers no requests to models. Each project and each resource has an endpoint of its own, which its pages show.",
  },
  endpoint_not_https: {
    title: "The endpoint is not encrypted",
    cause: "A key sent over http:// can be read on the way. Only addresses on this computer may use http.",
  },
  endpoint_not_known: {
    title: "{unicode} is not a Microsoft Foundry address",
    cause:
      "A key is sent only to Microsoft's own hosts, to this computer and to gateways you have confirmed, so this one was not asked.",
  },
  endpoint_misleading: {
    title: "{unicode} only looks like a Microsoft address",
    cause:
      "Its name holds one of Microsoft's or mixes alphabets so that it can be mistaken. It was not asked, and cannot be confirmed.",
  },
  gateway_without_tokens: {
    title: "Your sign-in does not go to {unicode} yet",
    cause:
      "A gateway you confirmed gets keys. A Microsoft sign-in opens more than one resource, so it is asked for apart.",
  },
  host_not_found: {
    title: "{host} was not found",
    cause:
      "The name is not known to the network. It may be misspelled, or only known inside your organization's network.",
  },
  connection_refused: {
    title: "{host} did not take the connection",
    cause: "The computer was reached, but nothing there listens on this port.",
  },
  connection_failed: {
    title: "{host} could not be reached",
    cause: "The connection broke before an answer came. The network, a proxy or a VPN may be in the way.",
  },
  certificate_refused: {
    title: "The certificate of {host} is not trusted",
    cause:
      "The secure connection could not be set up. Inspecting proxies cause this when their certificate is not installed on this computer.",
  },
  timed_out: {
    title: "{host} took too long",
    cause: "No answer came within {seconds} seconds, so the request was ended.",
  },
  cancelled: { title: "Cancelled", cause: "You ended this before it was done. Nothing was changed." },
  redirect_refused: {
    title: "{host} sent the request elsewhere",
    cause: "The answer was a redirect. A key is not taken along to another address, so it was not followed.",
  },
  key_refused: {
    title: "Invalid credentials",
    cause:
      "The key was not accepted: it is wrong, was regenerated, which ends the old one at once, or belongs to another resource than this endpoint.",
  },
  key_missing: {
    title: "The key has to be entered again",
    cause: "It was kept for one session only, because this system offered no keyring to keep it safe in.",
  },
  key_unreadable: {
    title: "The stored key could not be opened",
    cause:
      "The system's keyring would not decrypt it. It was not deleted: it can be read again when the keyring is back.",
  },
  key_sign_in_disabled: {
    title: "This resource does not accept keys",
    cause: "Your organization has switched key authentication off for it.",
  },
  role_missing: {
    title: "Permissions still propagating",
    cause:
      "You are signed in and the resource answered, but it does not know of a role yet that allows this. A new role takes a few minutes; Owner and Contributor do not include it. The missing permission: {action}.",
  },
  token_refused: {
    title: "The sign-in was not accepted",
    cause:
      "The token has expired, was made for another service than this endpoint, or the endpoint takes no sign-in.",
  },
  firewall: {
    title: "The resource's firewall refused this computer",
    cause: "The resource only answers selected networks, and this one is not among them.",
  },
  private_endpoint_only: {
    title: "The resource has no public access",
    cause: "It answers only inside its own virtual network, through a private endpoint.",
  },
  resource_blocked: {
    title: "Microsoft has blocked this resource for now",
    cause: "The service says that the resource was blocked temporarily, which follows from suspected misuse.",
  },
  deployment_not_found: {
    title: "There is no deployment {deployment}",
    cause: "The resource has none of this name. A new one can take five minutes to be found.",
  },
  route_not_found: {
    title: "The endpoint does not know this request",
    cause: "The address is right as far as the host, but the path or the api-version is not served there.",
  },
  no_list: {
    title: "This endpoint lists no deployments",
    cause:
      "It was reached, but knows none of the ways of listing deployments. Online endpoints and some gateways are like this.",
  },
  no_deployments: {
    title: "No deployments found",
    cause: "The endpoint answered, and nothing is deployed there.",
  },
  not_a_chat_model: {
    title: "{deployment} cannot chat",
    cause:
      "The model behind it does other work, such as embeddings, speech or video, or the deployment takes batches only.",
  },
  wrong_directory: {
    title: "This sign-in belongs to another directory",
    cause:
      "Your token is from the Microsoft Entra directory (tenant) {tokenDirectory}, but the resource is in {directory} and accepts tokens from there only. Your account may have access there, for example as a guest.",
    unnamed:
      "The resource is in another Microsoft Entra directory (tenant) than the one your token is from, and accepts tokens from its own only. Your account may have access there, for example as a guest.",
  },
  directory_not_found: {
    title: "This directory was not found",
    cause: "Microsoft Entra knows no directory (tenant) {directory}. It may be misspelled.",
    unnamed: "Microsoft Entra knows no directory (tenant) with this ID or domain. It may be misspelled.",
  },
  key_not_found: {
    title: "The gateway found no key",
    cause: "It looks for the key in the header field {header} and found none there.",
    unnamed: "It wants a key in a header field, which it does not name, and found none there.",
  },
  access_refused: {
    title: "The endpoint refused this request",
    cause:
      "It was reached and understood the request, but does not allow it. It says nothing of a missing role; a rule of a gateway, a policy, or a setting of the account may be the reason.",
  },
  quota_used_up: {
    title: "The quota is used up",
    cause:
      "What this key, subscription, or account may use in its period is spent, so asking again now cannot succeed. More is available in: {time}.",
    unnamed:
      "What this key, subscription, or account may use in its period is spent, so asking again now cannot succeed. The service does not say when there is more.",
  },
  payment_required: {
    title: "The account has no credit left",
    cause: "The service answers only when the account behind this key or sign-in can pay for it.",
  },
  not_chat_completions: {
    title: "{deployment} is not served by this API",
    unnamedTitle: "This deployment is not served by this API",
    cause:
      "Assay switches to another API when a refusal points to it. This one points to none, or the other API refused the request too. The endpoint and your access are fine.",
  },
  background_gone: {
    title: "The answer is no longer there",
    cause:
      "{deployment} worked on it in the background, but the service has no answer under this id any more: it was deleted, or its 30 days are over.",
    unnamedTitle: "The answer is no longer there",
  },
  tools_not_understood: {
    title: "The tools are not understood",
    cause:
      "They have to be a JSON list of functions, each with a name, a description and parameters. Nothing was sent.",
  },
  schema_not_understood: {
    title: "The schema of the answer is not understood",
    cause: "It has to be a JSON schema: one object in braces. Nothing was sent.",
  },
  counting_not_offered: {
    title: "The service doesn't count tokens beforehand",
    cause: "It has no route for that. Assay's own estimate stays, and the exact count comes with the answer.",
  },
  request_refused: {
    title: "The service refused the request",
    cause: "It was reached, but does not take the request as it is. Its own words, below, say why.",
  },
  value_refused: {
    title: "The model does not take this value of {parameter}",
    unnamedTitle: "The model does not take this value of a parameter",
    cause:
      "It knows the parameter, but not this value of it. The service's own words say which ones it takes.",
  },
  value_invalid: {
    title: "The service does not take {parameter} as it is set",
    unnamedTitle: "The service does not take a parameter as it is set",
    cause:
      "The value may be too large, too small, or of another kind than the model expects. The service's own words say what it takes.",
  },
  max_tokens_too_large: {
    title: "The longest answer is set too high",
    cause:
      "“Longest answer (tokens)” is more than the model, or what this prompt leaves, allows. At most: {limit}.",
    unnamed: "“Longest answer (tokens)” is more than the model, or what this prompt leaves, allows.",
  },
  max_tokens_too_small: {
    title: "The longest answer is set too low",
    cause:
      "“Longest answer (tokens)” is less than the service takes, or the model used it up before it could say a word: one that reasons spends tokens on thinking first.",
  },
  parameter_refused: {
    title: "The model does not take the parameter {parameter}",
    unnamedTitle: "The model does not take a parameter of the request",
    cause: "Models differ in what they accept, and this one refused the request because of it.",
  },
  context_too_long: {
    title: "The conversation is too long for this model",
    cause: "All messages together have more tokens than the model can read at once.",
  },
  message_too_large: {
    title: "This is more than a request may hold",
    cause:
      "The conversation up to here has {count} {of}, and this API takes at most {most}. So it was not sent.",
  },
  prompt_filtered: {
    title: "The content filter stopped this message",
    cause: "The service checked the message before the model saw it and found: {categories}.",
    unnamed: "The service checked the message before the model saw it, and stopped it.",
  },
  answer_filtered: {
    title: "The content filter stopped the answer",
    cause: "The service checked the answer while it came and found: {categories}. What had arrived is kept.",
    unnamed: "The service checked the answer while it came, and stopped it. What had arrived is kept.",
  },
  answer_declined: {
    title: "Claude declined to answer",
    cause:
      "Its safety check stopped the answer. The topic it names: {category}. What had arrived is kept, but the next question goes without it.",
    unnamed:
      "Its safety check stopped the answer without saying why. What had arrived is kept, but the next question goes without it.",
  },
  feature_refused: {
    title: "This deployment doesn't offer {feature}",
    unnamedTitle: "This deployment doesn't offer a feature that was asked for",
    cause:
      "Where a model is hosted, by Azure or by its publisher, decides which features it has. The message was refused because of {feature}.",
    unnamed:
      "Where a model is hosted, by Azure or by its publisher, decides which features it has. The message was refused because of one of them.",
  },
  model_retired: {
    title: "The model behind this deployment is retired",
    cause: "Microsoft no longer runs this model version.",
  },
  rate_limited: {
    title: "The rate limit is reached",
    cause:
      "This deployment takes only so many requests and tokens a minute. The service asks to wait {time}.",
  },
  service_busy: {
    title: "The service is busy",
    cause: "Demand for this model is high at the moment. This is not your quota.",
  },
  too_many_headers: {
    title: "The request has too many headers",
    cause: "The service takes at most ten headers of one's own.",
  },
  service_failed: {
    title: "The service failed",
    cause: "The fault is on the service's side. It answered with status {status}.",
  },
  stream_error: {
    title: "The service ended the answer with an error",
    cause: "It had accepted the request, and then failed. What had arrived until then is kept.",
  },
  stream_cut: {
    title: "The connection was lost in the middle of the answer",
    cause: "The answer stopped without an end. What had arrived is kept.",
  },
  stream_stalled: {
    title: "The answer stopped coming",
    cause: "Nothing arrived for {seconds} seconds, so it was ended. What had arrived is kept.",
  },
  empty_answer: {
    title: "The model ended its answer without a word",
    cause:
      "The service calls the answer complete (“{finish}”), but no text, refusal or tool call came. The model can end at once by itself, at a stop sequence it would have begun with, or because the prompt asks for nothing.",
    unnamed:
      "The service ended the answer, but no text, refusal or tool call came. The model can end at once by itself, at a stop sequence it would have begun with, or because the prompt asks for nothing.",
  },
  only_thought: {
    title: "The model thought, but said nothing",
    cause:
      "It reasoned, then the service called the answer complete (“{finish}”) without any text, refusal or tool call.",
    unnamed: "It reasoned, then the service ended the answer without any text, refusal or tool call.",
  },
  limit_without_text: {
    title: "The token limit was reached before the first word",
    cause:
      "Thinking counts toward the limit of the answer, and everything the limit allows was used up before the model began to write.",
  },
  end_unknown: {
    title: "The answer ended for an unknown reason",
    cause:
      "The service ended it with a reason that Assay doesn't know: {finish}. It may be incomplete. What had arrived is kept.",
    unnamed:
      "The service ended it without a reason, or with one that Assay doesn't know. It may be incomplete. What had arrived is kept.",
  },
  reply_not_understood: {
    title: "The answer could not be understood",
    cause: "The endpoint answered, but not the way Microsoft Foundry does. It may be another service.",
  },
  registration_missing: {
    title: "No app registration is set",
    cause: "Signing in needs the client id of an app registration in your organization's directory.",
  },
  registration_wrong: {
    title: "The sign-in does not fit this directory",
    cause:
      "The app registration, the directory or the account do not belong together, or the registration lacks a permission.",
  },
  sign_in_cancelled: {
    title: "Authentication cancelled or failed",
    cause: "The sign-in was closed, declined, or not finished in time. Nothing was changed.",
  },
  sign_in_failed: {
    title: "Authentication cancelled or failed",
    cause: "Microsoft's sign-in service refused it.",
  },
  sign_in_blocked: {
    title: "Your organization does not allow this sign-in",
    cause: "A rule of your directory stopped it: for this device, this app, this place or this account.",
  },
  sign_in_expired: {
    title: "OAuth token refresh failed",
    cause:
      "The sign-in is no longer valid: it is too old, was revoked, or the password was changed. The endpoint and your conversations are kept.",
  },
  proof_wanted: {
    title: "Your organization asks you to sign in again",
    cause:
      "It wants to check once more who is there, for example with a second factor or from this place. The endpoint and your conversations are kept.",
  },
  sign_in_offline: {
    title: "Microsoft's sign-in service could not be reached",
    cause: "Its page or its answer did not come. Who was signed in still is.",
  },
  admin_approval: {
    title: "Admin approval required",
    cause: "Your organization lets an administrator decide whether this app may be used.",
  },
  import_refused: {
    title: "This file cannot be imported",
    cause: "It can't be read as what is wanted here, or it was changed after it was exported: {why}.",
  },
  prompts_refused: {
    title: "This is no file of prompts",
    cause:
      "Prompts are read from text: a table (CSV), JSON lines, or a prompt a line. This file is refused because {why}.",
  },
  storage_failed: {
    title: "It could not be saved",
    cause: "The disk is full, or the folder cannot be written to. What Assay had kept before is still there.",
  },
  not_found: { title: "This is no longer there", cause: "It was removed, or belongs to another profile." },
  sandbox_failed: {
    title: "The sandbox did not start",
    cause: "Its process ended before it was ready.",
  },
  input_refused: {
    title: "The app sent a request it does not understand itself",
    cause: "This is a fault of the app, not of the service or of what you did.",
  },
  sender_refused: {
    title: "A request came from a page that may not ask",
    cause: "Only the app's own window may use it. Nothing was changed.",
  },
  unexpected: {
    title: "Something went wrong in the app",
    cause: "This is a fault of the app, not of the service or of what you did.",
  },
  device_code_blocked: {
    title: "Your organization does not allow signing in with a code",
    cause: "Many directories forbid this way alone, since a code can be passed on. The other ways may work.",
  },
  command_line_missing: {
    title: "The {tool} was not found",
    cause:
      "It is not where its installer puts it, nor in a folder of PATH that only you and administrators can write to.",
  },
  command_line_signed_out: {
    title: "Nobody is signed in to the {tool}",
    cause: "Its sign-in can be used here once you have signed in there: {command}",
  },
  command_line_expired: {
    title: "The sign-in of the {tool} is no longer valid",
    cause: "It is too old, was revoked, or has to prove more. Sign in there again: {command}",
  },
  command_line_too_old: {
    title: "The {tool} is too old",
    cause: "It does not know what it was asked.",
  },
  command_line_other_account: {
    title: "Somebody else is signed in to the {tool} now",
    cause: "This connection is used with {account}. Sign in there as that account again: {command}",
  },
  command_line_refused: {
    title: "This directory gives the {tool} no token for Foundry",
    cause:
      "The account is not known there, or nobody in the directory has used Foundry yet. To sign in with another: {command}",
  },
  command_line_failed: {
    title: "The {tool} gave no sign-in",
    cause:
      "It did not answer in time, or with something else than a token. To sign in there again: {command}",
  },
  ...networkProblems,
  ...refusals,
  ...localServerProblems,
  ...datasetDiagnoses,
  ...trainingProblems,
  ...evaluationProblems,
  ...remoteEvaluationProblems,
};

/** What to do: one sentence each, in the order the diagnosis gives, and the button that begins it. */
export const remedies: Record<RemedyCode, { text: string; action: RemedyAction | null }> = {
  ...modelRemedies,
  use_project_endpoint: {
    text: "Open the project at ai.azure.com and copy its endpoint from Overview: https://RESOURCE.services.ai.azure.com/api/projects/PROJECT. A project that has none belongs to a hub: create a Foundry project, or use the endpoint of the hub's resource.",
    action: "edit_endpoint",
  },
  check_endpoint: {
    text: "Check the endpoint: it begins with https://, has no slash at its end, and is the one of the right project. Overview at ai.azure.com shows it.",
    action: "edit_endpoint",
  },
  check_key: {
    text: "Copy the key again: at ai.azure.com under Overview, or at portal.azure.com under Keys and Endpoint, without spaces around it.",
    action: "enter_key",
  },
  key_regenerated: {
    text: "Was the key regenerated since? The old one stops at once; Key 2 goes on working then.",
    action: "enter_key",
  },
  enter_key: { text: "Reconnect with the new key.", action: "enter_key" },
  confirm_gateway: {
    text: "If this is your organization's gateway to Foundry, confirm it by its name.",
    action: "confirm_gateway",
  },
  allow_tokens: {
    text: "Let your Microsoft sign-in go to this gateway too, if you trust it with more than this resource.",
    action: "allow_tokens",
  },
  name_deployment: {
    text: "Type the name of a deployment beside “Deployment”: it is then asked directly.",
    action: "name_deployment",
  },
  wait_for_role: {
    text: "Wait 30-60 seconds and retry. It can take 5 minutes until a new role holds everywhere.",
    action: "retry",
  },
  ask_for_role: {
    text: "Ask an owner of the resource to give you the role Foundry User (formerly Azure AI User).",
    action: "copy_request",
  },
  reconnect: {
    text: "If it lasts longer, disconnect and reconnect, which fetches new permissions.",
    action: "edit_endpoint",
  },
  ask_administrator: { text: "Ask the administrator of the resource.", action: "copy_report" },
  check_network: {
    text: "Check the network, the VPN and the proxy of this computer, then try again.",
    action: "retry",
  },
  check_certificate: {
    text: "Ask your IT department to install the proxy's root certificate in this computer's certificate store.",
    action: "copy_report",
  },
  check_status: {
    text: "Is the deployment “Succeeded”? Its status stands at ai.azure.com under Deployments.",
    action: "open_foundry",
  },
  pick_deployment: { text: "Try another deployment.", action: "pick_deployment" },
  pick_chat_model: {
    text: "Pick a deployment that answers in text: those for embeddings, speech, and video don't.",
    action: "pick_deployment",
  },
  pick_completions: {
    text: "Choose the API under Deployments, in the deployment's details, or pick another deployment.",
    action: "pick_deployment",
  },
  change_prompt: { text: "Change the wording and send it again.", action: null },
  shorten_prompt: { text: "Begin a new conversation, or send less text.", action: "new_conversation" },
  set_key_header: {
    text: "Enter the header field that the gateway expects as this connection's “Header for the key”. Whoever runs the gateway knows its name.",
    action: "set_key_header",
  },
  use_directory: {
    text: "Use the directory of the resource: its overview in the Azure portal names it.",
    action: "use_directory",
  },
  lower_max_tokens: { text: "Lower “Longest answer (tokens)”, or leave it empty.", action: null },
  raise_limit: {
    text: "Raise “Longest answer (tokens)”, leave it empty, or lower the reasoning effort.",
    action: null,
  },
  unset_parameter: { text: "Leave the parameter empty where you have set it.", action: null },
  change_parameter: { text: "Choose another value, or leave the parameter empty.", action: null },
  ask_quota: {
    text: "Ask whoever runs the gateway or the subscription for more.",
    action: "copy_report",
  },
  pay: {
    text: "Ask whoever looks after the account to add credit or a way to pay.",
    action: "copy_report",
  },
  wait_and_retry: { text: "Wait as long as the service asks, then send it again.", action: "retry" },
  retry: { text: "Try again.", action: "retry" },
  redeploy: {
    text: "Deploy a newer version of the model at ai.azure.com, then pick that deployment.",
    action: "open_foundry",
  },
  deploy: {
    text: "Deploy a model: ai.azure.com, Model catalog, Deploy.",
    action: "open_foundry",
  },
  connect_microsoft: { text: "Connect with Microsoft again.", action: "connect_microsoft" },
  use_browser: {
    text: "Use your own browser: passkeys and managed devices work there.",
    action: "use_browser",
  },
  use_key: { text: "Use an API key: it needs no sign-in. The endpoint is kept.", action: "use_key" },
  check_consent: {
    text: "Is consent still granted? An administrator can look at it in Entra.",
    action: null,
  },
  ask_consent: {
    text: "Ask an administrator of your directory to grant consent for this app: the request below holds the link that does it.",
    action: "copy_consent",
  },
  register_app: {
    text: "Register an app, or ask your administrator for the client id, and enter it under OAuth.",
    action: null,
  },
  check_file: {
    text: "Choose a file as it was exported, unchanged. Nothing was added.",
    action: null,
  },
  free_disk: {
    text: "Make room on the disk, or make the folder writable, then try again.",
    action: "retry",
  },
  report: { text: "Report it with the details below.", action: "copy_report" },
  run_sign_in: { text: "Run the command in a terminal, and sign in there.", action: "copy_command" },
  update_tool: {
    text: "Update it: az upgrade for the Azure CLI, aka.ms/azd/upgrade for the Azure Developer CLI.",
    action: null,
  },
  install_tool: {
    text: "Install it: aka.ms/azure-cli for the Azure CLI, aka.ms/azd for the Azure Developer CLI.",
    action: null,
  },
  ...networkRemedies,
  ...refusalRemedies,
  ...localServerRemedies,
  ...datasetRemedies,
  ...trainingRemedies,
  ...evaluationRemedies,
  ...remoteEvaluationRemedies,
};

/** What the buttons are called. */
export const actions: Record<RemedyAction, string> = {
  ...modelActions,
  edit_endpoint: "Edit the endpoint",
  enter_key: "Enter the key again",
  confirm_gateway: "Confirm this gateway",
  allow_tokens: "Let the sign-in go there",
  name_deployment: "Name a deployment",
  retry: "Retry",
  go_on: "Go on anyway",
  pick_deployment: "Try another deployment",
  new_conversation: "New conversation",
  open_foundry: "Open ai.azure.com",
  connect_microsoft: "Connect with Microsoft",
  use_browser: "Use my browser instead",
  use_key: "Use API Key instead",
  copy_request: "Copy a request for the role",
  copy_consent: "Copy a request for consent",
  run_doctor: "Run the doctor",
  copy_report: "Copy report",
  new_code: "Get a new code",
  copy_command: "Copy the command",
  use_directory: "Choose the directory",
  set_key_header: "Set the key header",
};

/** Gives the role Foundry User by its id, which the renaming of the roles did not change (Foundry role-based access page). */
export const roleCommand =
  'az role assignment create --assignee "{principal}" --role "53ca6127-db72-4b80-b1b0-d745d6d5456d" --scope "{scope}"';

/** What stands in that command where nobody has said who, or where. */
export const roleUnknowns = { principal: "MY_ACCOUNT", scope: "RESOURCE_ID" };

/** What others are asked to do, for a person to send: filled in with what the diagnosis names. */
export const requests = {
  /** Of an owner of the resource, with the command that does it (Foundry role-based access page). */
  copy_request: `Please give me the role Foundry User (formerly Azure AI User) on the resource {host}, so that I may call its models. As a command: ${roleCommand}`,
  /** Of an administrator of the directory (Entra admin consent page). */
  copy_consent:
    "Please grant admin consent for the app Assay in our directory, so that I may use our models in Microsoft Foundry with my own account. It asks for one delegated permission: Azure Machine Learning Services, user_impersonation. This link shows it and grants it: {link}",
} satisfies Partial<Record<RemedyAction, string>>;
