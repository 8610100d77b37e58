import type { DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { challengedDirectory, speaksOfDirectory, wantedDirectory } from "./directory.ts";
import type { ErrorBody } from "./error-body.ts";
import type { Context } from "./exchange.ts";
import { isKeyMissing, wantedHeader } from "./key-header.ts";
import { phrases } from "./phrases.ts";
import { essential, refusedParameters } from "./refused-parameters.ts";
import {
  answerLimitIn,
  isAnswerLimitTooLarge,
  isAnswerLimitTooSmall,
  isPromptTooLong,
} from "./token-limits.ts";
import { askedSeconds } from "./waiting.ts";

interface Rule {
  statuses: readonly number[];
  /** Looks at all codes, the message and the policy together. */
  says?: RegExp | ((words: string, context: Context) => boolean);
  code: DiagnosisCode;
}

/** First match wins. Bodies: Azure OpenAI and Foundry troubleshooting pages, and replies quoted in public issues. */
const rules: Rule[] = [
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
    says: /DeploymentNotFound|model_not_found|unknown_model|unknown model|(?:model|deployment)\b.{0,80}(?:does not exist|not found|not exist)|no such model|invalid model (?:name|id)/i,
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

/** What a local server means by these is that it was started with a key. */
const keyMeanings: readonly DiagnosisCode[] = [
  "key_refused",
  "key_not_found",
  "token_refused",
  "access_refused",
  "role_missing",
];

const ruleFor = (rules: readonly Rule[], status: number, words: string, context: Context) =>
  rules.find(
    ({ statuses, says }) => statuses.includes(status) && (says === undefined || isSaid(says, words, context)),
  );

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

/** What an error means. */
interface Meaning {
  code: DiagnosisCode;
  /** What is known of this meaning alone. */
  more?: Record<string, string>;
}

/** What a refusal means: by its words, then by the parameters it names, then by its status. */
export function meaningOf(status: number, headers: Headers, said: ErrorBody, context: Context): Meaning {
  const words = `${said.code} ${said.kinds} ${said.message} ${headers.get("policy-id") ?? ""}`.trim();
  const local = context.isLocalServer ? ruleFor(localRules, status, words, context) : undefined;
  const told = (code: DiagnosisCode): Meaning => ({
    code,
    ...(details[code] && { more: details[code](headers, said, context) }),
  });
  const code = (local ?? ruleFor(rules, status, words, context))?.code;
  if (isOfAnotherDirectory(code, headers, context)) return told("wrong_directory");
  const meaning = (code && told(code)) ??
    aboutParameters(status, said, context) ?? { code: otherwise(status, said) };
  if (context.isLocalServer && keyMeanings.includes(meaning.code)) return told("local_server_wants_key");
  // Resources say of a token they do not take that the key is wrong.
  return code === "key_refused" && context.signedIn ? told("token_refused") : meaning;
}

/** What is to be known of a refusal besides its code. */
const details: Partial<
  Record<DiagnosisCode, (headers: Headers, said: ErrorBody, context: Context) => Record<string, string>>
> = {
  max_tokens_too_large: (_, { message }) => {
    const limit = answerLimitIn(message);
    return { limit: String(limit?.tokens ?? ""), limitOf: limit?.isModels ? "model" : "prompt" };
  },
  key_not_found: (headers, { message }) => ({ header: wantedHeader(headers, message) }),
  wrong_directory: (headers, { message }, { tokenDirectory = "" }) => ({
    directory: wantedDirectory(headers, message, tokenDirectory),
    tokenDirectory,
  }),
  // It renews by the day or the month: nobody is told to wait for a minute where it does not say.
  quota_used_up: (headers, { message }) => ({ seconds: String(askedSeconds(headers, message) ?? "") }),
};

/** Whether a token that was refused without a word why is to be asked for in another directory than its own. */
function isOfAnotherDirectory(
  code: DiagnosisCode | undefined,
  headers: Headers,
  { tokenDirectory = "" }: Context,
): boolean {
  const wanted = challengedDirectory(headers);
  const isRefused = code === "key_refused" || code === "token_refused";
  return isRefused && tokenDirectory !== "" && wanted !== "" && wanted !== tokenDirectory.toLowerCase();
}

/** What a refusal says of the request's parameters; null where that is nothing. */
function aboutParameters(status: number, said: ErrorBody, { parameters = [] }: Context): Meaning | null {
  // Online endpoints of Azure Machine Learning say 424 for what the model behind them refused.
  if (![400, 403, 422, 424, 501].includes(status)) return null;
  const refused = refusedParameters(said, parameters);
  const [first] = refused;
  const code = first ? refusals[first.of] : isRefusal(said) ? "parameter_refused" : null;
  return code && { code, ...(first && { more: { parameter: refused.map(({ name }) => name).join(", ") } }) };
}

const refusals = {
  unknown: "parameter_refused",
  value: "value_refused",
  unclear: "value_invalid",
} as const;

/** Whether it is one of a parameter that was not sent: a gateway may have added it. */
const isRefusal = ({ code, kinds, message, parameters }: ErrorBody): boolean =>
  !parameters.some((name) => essential.includes(name)) &&
  !/\bmessages?[.[/]\d/.test(message) &&
  /unsupported_(?:parameter|value)|unknown_parameter|extra_forbidden|Extra inputs|un(?:known|recognized|supported)(?: request)? (?:parameter|argument)/i.test(
    `${code} ${kinds} ${message}`,
  );

/** What a status means alone. Where the body is empty or a page, it was not the service that spoke, but a proxy or another server. */
function otherwise(status: number, { message, isPage }: ErrorBody): DiagnosisCode {
  if (status >= 500 || status === 408 || status === 424) return "service_failed";
  if (isPage || message === "") return "reply_not_understood";
  if (status === 403) return "access_refused";
  return status < 500 ? "request_refused" : "reply_not_understood";
}

/** Meanings that say no more than that something went wrong. */
const vague: readonly DiagnosisCode[] = [
  "service_failed",
  "reply_not_understood",
  "route_not_found",
  "request_refused",
  "access_refused",
];

/** What an error means that came inside an answer which had begun with status 200. */
export function meaningInStream(said: ErrorBody, context: Context): Meaning {
  const local = context.isLocalServer
    ? ruleFor(localRules, 200, `${said.code} ${said.message}`, context)
    : undefined;
  if (local) return { code: local.code };
  const meaning = meaningOf(statusOf(said), new Headers(), said, context);
  if (!vague.includes(meaning.code)) return meaning;
  return aboutParameters(400, said, context) ?? { code: "stream_error" };
}

/** The status that an error would have had, had it come first: by its number, else by its codes, else by its message. */
function statusOf({ code, kinds, message }: ErrorBody): number {
  const codes = `${code} ${kinds}`;
  const number = /\b[45]\d\d\b/.exec(codes)?.[0];
  if (number !== undefined) return Number(number);
  const named = [codes.replace(/[_-]/g, " "), message].flatMap(
    (words) => statuses.find(([pattern]) => pattern.test(words))?.[1] ?? [],
  );
  return named[0] ?? 500;
}

/** What kinds of errors are called: OpenAI, Anthropic, vLLM, TGI, and gRPC. */
const statuses: [RegExp, number][] = [
  [/rate ?limit|request limit|too many ?requests|throttl|resource exhausted|quota/i, 429],
  [/overload|unavailable|capacity/i, 503],
  [/authentication|(?:un|not )authenticated|unauthorized/i, 401],
  [/permission|forbidden/i, 403],
  [/not ?found|unknown model/i, 404],
  [
    /content filter|content policy|responsible ?ai|inappropriate|moderation|guardrail|safety|bad ?request|invalid|validation|context length|unsupported|not (?:supported|allowed|permitted)|too (?:long|large)|exceed/i,
    400,
  ],
];
