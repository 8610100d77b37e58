import type { DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { speaksOfDirectory } from "./directory.ts";
import type { Context } from "./exchange.ts";
import { refusedFeatures } from "./features.ts";
import { isKeyMissing } from "./key-header.ts";
import { phrases } from "./phrases.ts";
import { isAnswerLimitTooLarge, isAnswerLimitTooSmall, isPromptTooLong } from "./token-limits.ts";

interface Rule {
  statuses: readonly number[];
  /** Looks at all codes, the message and the policy together. */
  says?: RegExp | ((words: string, context: Context) => boolean);
  code: DiagnosisCode;
}

/** First match wins. Bodies: Azure OpenAI and Foundry troubleshooting pages, and replies quoted in public issues. */
const rules: Rule[] = [
  // Of a model that Azure has just deployed, and of one whose tuned part is not there (microsoft/azure-skills, deployment.md).
  {
    statuses: [400, 404, 409, 424, 429, 500, 502, 503],
    says: /DeploymentNotReady|deployment is not (?:yet )?ready/i,
    code: "deployment_not_ready",
  },
  {
    statuses: [400, 404, 409, 424, 429, 500, 502, 503],
    says: /failed to load (?:the )?lora/i,
    code: "adapter_not_loaded",
  },
  // Only a proxy answers so (RFC 9110, 15.5.8), also for a host that it was to open a tunnel to.
  { statuses: [407], code: "proxy_wants_sign_in" },
  {
    // Of nginx, with 400 and its own 495 and 496; of IIS and API Management with 403; of Kong with 401.
    statuses: [400, 401, 403, 495, 496],
    says: /client[- ]certificate|(?:SSL|TLS) certificate (?:error|was sent|failed|verification)/i,
    code: "client_certificate_wanted",
  },
  {
    statuses: [400, 403],
    says: phrases`
      content_filter
      content_policy_violation
      ResponsibleAIPolicyViolation
      content management policy
      content filter(?:ing)? (?:policy|system)
      \bsafety system\b
      SAFETY_CHECK
      prohibited_content
      moderation_blocked
      data_?inspection_?failed
      inappropriate content
      content exists risk
      guardrail_intervened
      (?:blocked|flagged|stopped|rejected|filtered) (?:by|due to|because of) .{0,30}(?:content (?:filter|polic|safety|moderation)|safety|moderation|guardrail)
      violates (?:our |the )?(?:usage|content|safety)
    `,
    code: "prompt_filtered",
  },
  {
    statuses: [400, 401, 403],
    // A key is of no directory, so gateways mean their own tenants, unless what was entered as one is a token.
    says: (words, { signedIn = false }) =>
      speaksOfDirectory(words) && (signedIn || /token|jwt|issuer/i.test(words)),
    code: "wrong_directory",
  },
  {
    statuses: [400, 404, 405, 422],
    says: phrases`
      api_not_supported
      requested api is (?:currently )?not supported
      not a chat model
      not (?:support(?:ed)?|available|served)(?: (?:in|by|for|with|on|via|through|at))? (?:the )?\/?(?:v1\/)?chat.?completions?
      only (?:supported|available|served) (?:in|on|by|with|via|through) (?:the )?\/?(?:v1\/)?(?:responses|messages)
      use (?:the )?(?:\/?v1\/(?:responses|messages)|(?:responses|messages) (?:api|endpoint))
    `,
    code: "not_chat_completions",
  },
  { statuses: [400], says: (words) => refusedFeatures(words) !== "", code: "feature_refused" },
  {
    statuses: [400],
    says: /OperationNotSupported|does not work with the specified model/i,
    code: "not_a_chat_model",
  },
  { statuses: [400, 422, 424], says: isAnswerLimitTooSmall, code: "max_tokens_too_small" },
  { statuses: [400, 422, 424], says: isAnswerLimitTooLarge, code: "max_tokens_too_large" },
  { statuses: [400, 413, 422, 424, 500], says: isPromptTooLong, code: "context_too_long" },
  { statuses: [413], code: "context_too_long" },
  // More than a minute's limit at once: waiting does not help (OpenAI, Groq).
  { statuses: [429], says: /request too large|tokens must be reduced/i, code: "context_too_long" },
  { statuses: [402], code: "payment_required" },
  {
    statuses: [400, 401, 403, 429],
    says: phrases`
      insufficient.{0,10}(?:balance|credits?|funds)
      (?:credit )?balance (?:is )?too low
      payment required
      billing.{0,30}(?:not active|inactive|hard limit|disabled|past due)
      (?:no|out of|run out of|used all).{0,20}credits\b
      \barrear(?:s|age)?\b
    `,
    code: "payment_required",
  },
  {
    statuses: [400, 403, 412, 429],
    says: phrases`
      insufficient_quota
      exceeded_current_quota
      out of (?:call volume|bandwidth) quota
      quota will be (?:replenished|renewed|reset)
      exceeded your (?:\w+ )?quota
      budget.{0,20}exceeded
      exceeded.{0,20}(?:budget|spend)
      (?:hourly|daily|weekly|monthly|spend(?:ing)?|usage) (?:\w+ ){0,2}(?:limit|quota|cap|allocation|allowance|budget)
      used (?:up|all)\b
      depleted
      (?:quota|allowance) (?:has been |is |was )?exhausted
      (?:per|\/) ?month
      per[ -]day
      (?:free|trial).{0,30}(?:limit|quota).{0,20}(?:reached|exceeded|exhausted)
    `,
    code: "quota_used_up",
  },
  // With 429 it may be the quota of a minute, which is the rate limit.
  { statuses: [403, 412], says: /quota.{0,20}(?:exceeded|reached)/i, code: "quota_used_up" },
  { statuses: [400], says: /api.?version/i, code: "route_not_found" },
  {
    statuses: [400, 404],
    says: /DeploymentNotFound|model_not_found|unknown_model|unknown model|(?:model|deployment)\b.{0,80}(?:does not exist|not found|not exist)|not_found_error model:|no such model|invalid model (?:name|id)/i,
    code: "deployment_not_found",
  },
  {
    statuses: [401, 403],
    says: /AuthenticationTypeDisabled|key based authentication is disabled/i,
    code: "key_sign_in_disabled",
  },
  { statuses: [400, 401, 403, 422], says: isKeyMissing, code: "key_not_found" },
  { statuses: [401], says: /\b(?:expected|missing|no|required?) (?:\w+ )?header\b/i, code: "key_not_found" },
  {
    statuses: [401],
    says: /PermissionDenied|does not have access to API|lacks the required data action/i,
    code: "role_missing",
  },
  {
    statuses: [401],
    says: /access token is missing|audience|(?:token|jwt).*expired|expired.*(?:token|jwt)/i,
    code: "token_refused",
  },
  {
    statuses: [401],
    says: /not allowed to access|can only access|access_denied/i,
    code: "access_refused",
  },
  { statuses: [401], code: "key_refused" },
  { statuses: [403], says: /temporarily blocked/i, code: "resource_blocked" },
  {
    statuses: [403],
    says: /public access is disabled|a virtual network is configured|approved private endpoint/i,
    code: "private_endpoint_only",
  },
  { statuses: [403], says: /virtual network|firewall|TrafficDenied/i, code: "firewall" },
  { statuses: [403, 500, 503], says: /rate.?limit|too many requests|throttl/i, code: "rate_limited" },
  { statuses: [403], says: speaksOfPermissions, code: "role_missing" },
  { statuses: [404, 405], code: "route_not_found" },
  { statuses: [410], code: "model_retired" },
  {
    statuses: [429, 500, 503],
    says: /high demand|overloaded|\bbusy\b|capacity|engine_overloaded|pending requests|queue is full/i,
    code: "service_busy",
  },
  { statuses: [529], code: "service_busy" },
  // Of a network that wants a sign-in on a page of its own first (RFC 6585, 6): nobody else was asked.
  { statuses: [511], code: "reply_not_understood" },
  { statuses: [429], code: "rate_limited" },
  { statuses: [431], code: "too_many_headers" },
];

/**
 * First match wins for a server on this computer. Words: LM Studio ("No models loaded", "Failed to load model"), Ollama
 * ("model X not found, try pulling it first"; "requires more system memory"), vLLM ("The model X does not exist"),
 * llama.cpp (503 "Loading model"), as quoted in public issues.
 */
const localRules: Rule[] = [
  {
    statuses: [200, 500, 503],
    says: /loading model|model is loading|still loading/i,
    code: "local_model_loading",
  },
  {
    statuses: [200, 400, 404, 500],
    says: /no models? (is )?loaded|failed to load|(model|deployment)\b.*(not found|not loaded|does not exist|unloaded)|try pulling|model_not_found|requires more system memory/i,
    code: "local_model_missing",
  },
];

/** What the words of a refusal with this status mean; undefined where none is known. */
export const meantBy = (status: number, words: string, context: Context): DiagnosisCode | undefined =>
  firstOf(rules, status, words, context);

/** What they mean only of a server on this computer; 200 is the status of one that says so in an answer. */
export const meantLocally = (status: number, words: string, context: Context): DiagnosisCode | undefined =>
  context.isLocalServer ? firstOf(localRules, status, words, context) : undefined;

const firstOf = (rules: readonly Rule[], status: number, words: string, context: Context) =>
  rules.find(
    ({ statuses, says }) => statuses.includes(status) && (says === undefined || isSaid(says, words, context)),
  )?.code;

const isSaid = (says: NonNullable<Rule["says"]>, words: string, context: Context): boolean =>
  typeof says === "function" ? says(words, context) : says.test(words);

const permissionWords = phrases`
  permission
  (?:not|un)[ -]?authori[sz]ed
  \bauthori[sz]ation\b(?! header)
  AuthorizationFailed
  \broles?\b
  data action
  \brbac\b
  does not have access to (?:api|this|the)\b
  not allowed to (?:perform|access)
  insufficient (?:privileges?|scope)
`;

/** Whether a refusal speaks of what an account may do: a key has no role that could be given to it. */
function speaksOfPermissions(words: string): boolean {
  if (/(?:api|subscription|access)[ -]?key/i.test(words)) return false;
  return permissionWords.test(words);
}
