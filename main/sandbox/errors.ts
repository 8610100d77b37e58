import { anthropicRequestId } from "./identifiers.ts";

/** A reply that refuses what was asked. */
export interface Refusal {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
  /** Whether it comes without a content type. */
  hasNoType?: true;
  /** The reason phrase where the service has one of its own. */
  reason?: string;
}

/** What the words of a refusal are filled with; each has a default, so that any of them can be sent at will. */
export interface Particulars {
  model?: string;
  operation?: string;
  apiVersion?: string;
  parameter?: string;
  value?: unknown;
  /** What the value should have been. */
  expected?: string;
  /** How long to wait. */
  seconds?: number;
  /** What ran out: calls or tokens. */
  measure?: "call" | "token";
  limit?: number;
  tokens?: number;
}

const wrapped = (status: number, code: string, message: string, more: object = {}): Refusal => ({
  status,
  body: { error: { code, message, ...more } },
});

/** As the OpenAI part of the service refuses a request. The order of members is its own: message first. */
export const invalidRequest = (parameter: string | null, code: string | null, message: string): Refusal => ({
  status: 400,
  body: { error: { message, type: "invalid_request_error", param: parameter, code } },
});

const safe = { filtered: false, severity: "safe" };
const jailbreak = { filtered: true, detected: true };
const filtered =
  "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. " +
  "Please modify your prompt and retry. To learn more about our content filtering policies please read our " +
  "documentation: ";
const filterLink = "https://go.microsoft.com/fwlink/?linkid=2198766";

/** Of a token, and of a resource that takes no token from there. */
const directories = {
  token: "00000000-0000-4000-8000-000000000001",
  resource: "00000000-0000-4000-8000-000000000009",
};

const wait = (seconds: number) => ({
  "retry-after": String(Math.ceil(seconds)),
  "retry-after-ms": String(Math.ceil(seconds * 1000)),
});

const rateLimited = ({ apiVersion = "v1", seconds = 10, measure = "token" }: Particulars): Refusal => ({
  ...wrapped(
    429,
    "429",
    `Requests to the ChatCompletions_Create Operation under Azure OpenAI API version ${apiVersion} have ` +
      `exceeded ${measure} rate limit of your current OpenAI S0 pricing tier. Please retry after ` +
      `${Math.ceil(seconds)} seconds. Please go here: https://aka.ms/oai/quotaincrease if you would like to ` +
      "further increase the default rate limit.",
  ),
  headers: { ...wait(seconds), "x-ratelimit-remaining-tokens": "0" },
});

/** The newer words for the same, which name model and region; ten observers have quoted them. */
const rateLimitedAtTier = ({
  model = "gpt-5",
  apiVersion = "v1",
  operation = "Responses_Create",
  seconds = 10,
  measure = "token",
}: Particulars): Refusal => ({
  ...wrapped(
    429,
    "RateLimitReached",
    `Your requests to ${model} for ${model} in East US 2 have exceeded the ${measure} rate limit for your current ` +
      `AIServices S0 pricing tier. This request was for ${operation} under Azure OpenAI API version ${apiVersion}. ` +
      `Please retry after ${Math.ceil(seconds)} seconds. To increase your default rate limit, visit: ` +
      "https://aka.ms/oai/quotaincrease.",
  ),
  headers: { "retry-after": String(Math.ceil(seconds)) },
});

/** As Anthropic's models refuse on Foundry: what is wrong, and its own name for the request. */
export const refusedByAnthropic = (status: number, type: string, message: string): Refusal => ({
  status,
  body: { type: "error", error: { type, message }, request_id: anthropicRequestId() },
});

const exceeded = wrapped(429, "429", "Rate limit is exceeded.");

/**
 * Every way in which the service refuses, by name. Bodies as recorded or quoted from the service where one is
 * known; for 408, 410, 424, 500 and 503 none is, and the usual wrapper stands in.
 */
export const refusals = {
  "content-filter": () => ({
    status: 400,
    body: {
      error: {
        message: filtered + filterLink,
        type: null,
        param: "prompt",
        code: "content_filter",
        status: 400,
        innererror: {
          code: "ResponsibleAIPolicyViolation",
          content_filter_result: { hate: safe, jailbreak, self_harm: safe, sexual: safe, violence: safe },
        },
      },
    },
  }),
  // On the Responses routes: the results stand in the error itself.
  "content-filter-of-responses": () => ({
    status: 400,
    body: {
      error: {
        message: filtered.replace("'", "’") + filterLink,
        type: "invalid_request_error",
        param: "prompt",
        code: "content_filter",
        content_filters: [
          {
            blocked: true,
            source_type: "prompt",
            content_filter_results: {
              hate: safe,
              sexual: safe,
              violence: safe,
              self_harm: safe,
              jailbreak: { detected: true, filtered: true },
            },
            content_filter_offsets: { start_offset: 0, end_offset: 5608, check_offset: 0 },
          },
        ],
      },
    },
  }),
  "content-filter-old-spelling": () => ({
    status: 400,
    body: {
      error: {
        inner_error: { code: "ResponsibleAIPolicyViolation", content_filter_results: { jailbreak } },
        code: "content_filter",
        message: `${filtered}\r\n${filterLink}.`,
        param: "prompt",
        type: null,
      },
    },
  }),
  "content-filter-bare": () => ({
    status: 400,
    body: {
      error: {
        message: filtered + filterLink,
        type: null,
        param: "prompt",
        code: "content_filter",
        status: 400,
      },
    },
  }),
  "operation-not-supported": ({ model = "text-embedding-3-large", operation = "chatCompletion" }) =>
    wrapped(
      400,
      "OperationNotSupported",
      `The ${operation} operation does not work with the specified model, ${model}. Please choose different ` +
        "model and try again. You can learn more about which models can be used with each operation here: " +
        "https://go.microsoft.com/fwlink/?linkid=2197993.",
    ),
  "unsupported-parameter": ({ parameter = "max_tokens" }) =>
    invalidRequest(
      parameter,
      "unsupported_parameter",
      `Unsupported parameter: '${parameter}' is not supported with this model.` +
        (parameter === "max_tokens" ? " Use 'max_completion_tokens' instead." : ""),
    ),
  "unsupported-value": ({ parameter = "temperature", value = 0.2, expected = "1" }) =>
    invalidRequest(
      parameter,
      "unsupported_value",
      `Unsupported value: '${parameter}' does not support ${JSON.stringify(value)} with this model. ` +
        `Only the default (${expected}) value is supported.`,
    ),
  "invalid-value": ({ parameter = "messages", expected = "an array of messages" }) =>
    invalidRequest(parameter, "invalid_value", `Invalid value for '${parameter}': expected ${expected}.`),
  "unrecognized-argument": ({ parameter = "reasoning_effort" }) =>
    invalidRequest(null, null, `Unrecognized request argument supplied: ${parameter}`),
  "invalid-json": () =>
    invalidRequest(
      null,
      null,
      "We could not parse the JSON body of your request. The service expects a JSON payload.",
    ),
  "context-length-exceeded": ({ limit = 16_385, tokens = 20_000 }) =>
    invalidRequest(
      "messages",
      "context_length_exceeded",
      `This model's maximum context length is ${limit} tokens. However, your messages resulted in ${tokens} ` +
        "tokens. Please reduce the length of the messages.",
    ),
  // Some models that are not OpenAI's answer so: no wrapper, and the code is a number.
  "extra-inputs": ({ parameter = "max_completion_tokens" }) => ({
    status: 400,
    body: {
      code: 400,
      message: `Validation error at #/${parameter}: Extra inputs are not permitted`,
      requestid: "00000000-0000-0000-0000-000000000000",
    },
  }),
  "key-refused": () => ({
    ...wrapped(
      401,
      "401",
      "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for " +
        "an active subscription and use a correct regional API endpoint for your resource.",
    ),
    reason: "PermissionDenied",
  }),
  // Flat: this one has no `error` around it.
  "token-refused": () => ({
    status: 401,
    body: {
      statusCode: 401,
      message:
        "Unauthorized. Access token is missing, invalid, audience is incorrect " +
        "(https://cognitiveservices.azure.com), or have expired.",
    },
  }),
  "role-missing": () => wrapped(401, "PermissionDenied", "Principal does not have access to API/Operation."),
  "role-missing-in-project": () =>
    wrapped(
      401,
      "PermissionDenied",
      "The principal `00000000-0000-0000-0000-000000000000` lacks the required data action " +
        "`Microsoft.CognitiveServices/accounts/AIServices/deployments/read` to perform " +
        "`GET /api/projects/{projectName}/deployments` operation. For instructions on granting the necessary " +
        "permissions, see https://aka.ms/FoundryPermissions.",
    ),
  "management-role-missing": () =>
    wrapped(
      403,
      "AuthorizationFailed",
      "The client 'mara@contoso.example' with object id '00000000-0000-0000-0000-000000000000' does not have " +
        "authorization to perform action 'Microsoft.CognitiveServices/accounts/read' over scope " +
        "'/subscriptions/00000000-0000-4000-8000-000000000002' or the scope is invalid.",
    ),
  "management-token-refused": () =>
    wrapped(
      401,
      "InvalidAuthenticationTokenAudience",
      "The access token has been obtained for wrong audience or resource. It should exactly match with one of the " +
        "allowed audiences 'https://management.core.windows.net/', 'https://management.azure.com/'.",
    ),
  // Quoted in public issues; neither directory exists.
  "wrong-directory": () =>
    wrapped(
      400,
      "BadRequest",
      `Token tenant ${directories.token} does not match resource tenant ${directories.resource}.`,
    ),
  "management-wrong-directory": () =>
    wrapped(
      401,
      "InvalidAuthenticationTokenTenant",
      `The access token is from the wrong issuer 'https://sts.windows.net/${directories.token}/'. It must match the ` +
        `tenant 'https://sts.windows.net/${directories.resource}/' associated with this subscription. Please use the ` +
        `authority (URL) 'https://login.windows.net/${directories.resource}' to get the token. Note, if the ` +
        "subscription is transferred to another tenant there is no impact to the services, but information about new " +
        "tenant could take time to propagate (up to an hour). If you just transferred your subscription and see this " +
        "error message, please try back later.",
    ),
  // API Management in front of the service, in its own words.
  "subscription-key-missing": () => ({
    status: 401,
    body: {
      statusCode: 401,
      message:
        "Access denied due to missing subscription key. Make sure to include subscription key when making requests " +
        "to an API.",
    },
    headers: {
      "www-authenticate":
        'AzureApiManagementKey realm="https://gate.azure-api.net/openai",name="Ocp-Apim-Subscription-Key",type="header"',
    },
  }),
  "keys-disabled": () =>
    wrapped(403, "AuthenticationTypeDisabled", "Key based authentication is disabled for this resource."),
  firewall: () => ({
    ...wrapped(403, "403", "Access denied due to Virtual Network/Firewall rules."),
    headers: { "policy-id": "ThrowExceptionDueToTrafficDenied" },
  }),
  "public-access-disabled": () =>
    wrapped(403, "403", "Public access is disabled. Please configure private endpoint."),
  "virtual-network": () =>
    wrapped(
      403,
      "403",
      "A Virtual Network is configured for this resource. Please use the correct endpoint for making requests.",
    ),
  "resource-blocked": () =>
    wrapped(403, "403", "Your resource has been temporarily blocked because abuse was detected."),
  "deployment-not-found": () => ({
    status: 404,
    body: {
      error: {
        type: "invalid_request_error",
        code: "DeploymentNotFound",
        message:
          "The API deployment for this resource does not exist. If you created the deployment within the last " +
          "5 minutes, please wait a moment and try again.",
      },
    },
  }),
  "resource-not-found": () => wrapped(404, "404", "Resource not found"),
  "request-timeout": () => wrapped(408, "Timeout", "The operation was timeout."),
  "model-retired": ({ model = "gpt-35-turbo" }) =>
    wrapped(410, "ModelDeprecated", `The model ${model} is deprecated and no longer serves requests.`),
  "dependency-failed": () => wrapped(424, "FailedDependency", "The model's container did not answer."),
  "rate-limited": rateLimited,
  "rate-limited-at-tier": rateLimitedAtTier,
  "rate-limited-by-anthropic": ({ seconds = 12 }) => ({
    ...refusedByAnthropic(
      429,
      "rate_limit_error",
      "This request would exceed your account's rate limit. Please try again later.",
    ),
    headers: { "retry-after": String(Math.ceil(seconds)) },
  }),
  "rate-limited-for-a-day": (particulars) => rateLimited({ ...particulars, seconds: 86_400 }),
  // Gateways and front ends say in their own ways when to come back.
  "rate-limited-until-unix-time": ({ seconds = 10 }) => ({
    ...exceeded,
    headers: { "retry-after": String(Math.ceil(Date.now() / 1000 + seconds)) },
  }),
  "rate-limited-until-date": ({ seconds = 10 }) => ({
    ...exceeded,
    headers: { "retry-after": new Date(Date.now() + seconds * 1000).toUTCString() },
  }),
  "rate-limited-in-words": ({ seconds = 366 }) => ({
    ...wrapped(
      429,
      "429",
      `Rate limit is exceeded. Please try again in ${Math.floor(seconds / 60)}m${seconds % 60}s.`,
    ),
    headers: {},
  }),
  "rate-limited-in-milliseconds": () => ({
    ...exceeded,
    headers: {
      "x-ratelimit-limit-requests": "120",
      "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-renewalperiod-requests": "60",
      "x-ratelimit-reset-requests": "500",
    },
  }),
  "high-demand": () =>
    wrapped(
      429,
      "429",
      "The system is currently experiencing high demand and cannot process your request. Please retry later.",
    ),
  "too-many-headers": () => wrapped(431, "431", "Request header fields too large: too many custom headers."),
  "server-error": () => ({
    status: 500,
    body: {
      error: {
        message: "The server had an error processing your request. Sorry about that!",
        type: "server_error",
        param: null,
        code: null,
      },
    },
  }),
  // One of the ways in which a Claude model says that a feature is not to be had on Foundry.
  "feature-not-in-workspace": ({ parameter = "structured_outputs" }) =>
    refusedByAnthropic(400, "invalid_request_error", `${parameter} not supported in your workspace.`),
  overloaded: () => refusedByAnthropic(529, "overloaded_error", "Overloaded"),
  unavailable: () =>
    wrapped(503, "ServiceUnavailable", "The service is temporarily unable to process your request."),
} satisfies Record<string, (particulars: Particulars) => Refusal>;

export type RefusalName = keyof typeof refusals;

/** Ends the handling of a request with a refusal: one of the above by its name, or one that only its room knows. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(
    given: RefusalName | Refusal,
    particulars: Particulars = {},
    headers: Record<string, string> = {},
  ) {
    super(typeof given === "string" ? given : JSON.stringify(given.body));
    this.name = "Refused";
    const refusal: Refusal = typeof given === "string" ? refusals[given](particulars) : given;
    this.refusal = { ...refusal, headers: { ...refusal.headers, ...headers } };
  }
}
