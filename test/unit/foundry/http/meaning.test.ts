import { describe, expect, it } from "vitest";
import { diagnoseAnswer, diagnoseStreamError } from "../../../../main/foundry/http/diagnosis.ts";
import type { Diagnosis, DiagnosisCode } from "../../../../preload/contract/diagnosis.ts";
import { explain } from "../../../../preload/strings/explain.ts";

/** What refusals mean, in the words of those who send them. Bodies as quoted in public issues. */

const parameters = [
  ...["model", "messages", "temperature", "top_p", "presence_penalty", "frequency_penalty", "stop", "seed"],
  ...["response_format", "reasoning_effort", "max_tokens", "stream", "stream_options"],
];
const context = { host: "h", path: "/p", deployment: "d", parameters, secrets: [], sent: "" };

const of = (
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
  signedIn = false,
): Diagnosis =>
  diagnoseAnswer(status, new Headers(headers), typeof body === "string" ? body : JSON.stringify(body), {
    ...context,
    signedIn,
  });

const error = (message: string, more: object = {}) => ({ error: { message, ...more } });
const forbidden = (place: (string | number)[]) => ({
  type: "extra_forbidden",
  loc: ["body", ...place],
  msg: "Extra inputs are not permitted",
});

describe("a parameter that is not taken", () => {
  it.each<[number, unknown, string]>([
    [
      400,
      {
        detail:
          "Extra parameters ['stream_options'] are not allowed when extra-parameters is not set or set to be 'error'.",
      },
      "stream_options",
    ],
    [
      400,
      {
        object: "error",
        message:
          "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'Extra inputs are not permitted'}]",
        code: 400,
      },
      "stream_options",
    ],
    [422, { detail: [forbidden(["stream_options", "include_usage"])] }, "stream_options"],
    [422, { object: "error", message: { detail: [forbidden(["seed"])] } }, "seed"],
    [
      422,
      error(JSON.stringify({ detail: [forbidden(["frequency_penalty"])] }), { code: "Invalid input" }),
      "frequency_penalty",
    ],
    [
      422,
      { error: "body -> presence_penalty\n  Extra inputs are not permitted (type=extra_forbidden)" },
      "presence_penalty",
    ],
    [
      400,
      {
        code: "Client specified an invalid argument",
        error: "Argument not supported on this model: presencePenalty",
      },
      "presence_penalty",
    ],
    [400, "Model m does not support parameter presencePenalty.", "presence_penalty"],
    [
      400,
      error("Unrecognized request arguments supplied: frequencyPenalty, presencePenalty"),
      "frequency_penalty, presence_penalty",
    ],
    [
      400,
      error("Unrecognized request argument supplied: reasoning_effort", { param: null }),
      "reasoning_effort",
    ],
    [
      400,
      error("Unsupported parameter: 'temperature' is not supported with this model.", {
        param: "temperature",
        code: "unsupported_parameter",
      }),
      "temperature",
    ],
    [400, error("Validation: Unsupported parameter(s): seed"), "seed"],
    [400, error("property 'seed' is unsupported"), "seed"],
    [400, 'Bad request: json: unknown field "stream_options"', "stream_options"],
    [
      400,
      [
        {
          error: {
            code: 400,
            message: 'Invalid JSON payload received. Unknown name "seed": Cannot find field.',
          },
        },
      ],
      "seed",
    ],
    [400, error("#: extraneous key [stream] is not permitted, please reformat your input"), "stream"],
    [403, { message: "Streaming requests are not yet allowed." }, "stream"],
    [400, "`temperature` is deprecated for this model.", "temperature"],
    [400, "Stream options can only be defined when 'stream=True'", "stream_options"],
    [
      400,
      error("azure_ai does not support parameters: ['presence_penalty'], for model=m"),
      "presence_penalty",
    ],
    [
      400,
      error("temperature and top_p cannot both be specified for this model. Please use only one."),
      "top_p, temperature",
    ],
    [400, error("Unknown parameter: 'seed'. Supported parameters are: temperature, stop."), "seed"],
    [
      400,
      { title: "One or more validation errors occurred.", errors: { response_format: ["Unknown field"] } },
      "response_format",
    ],
    [400, error("This model does not support stop sequences."), "stop"],
    [400, error("JSON mode is not supported by this model"), "response_format"],
    [400, error("This model doesn't support the reasoning_effort parameter."), "reasoning_effort"],
    [400, error("The parameter `reasoning_effort` is not valid for this model"), "reasoning_effort"],
    [400, error("Parameters not supported: [seed, presence_penalty]"), "seed, presence_penalty"],
    [400, error("`top_p` cannot be specified when `temperature` is"), "top_p"],
    [400, error("When 'stream' is on, stream_options is not allowed"), "stream_options"],
    [
      422,
      {
        status: 422,
        code: "parameter_not_supported",
        detail: { loc: ["body", "frequency_penalty"] },
        message: "One of the parameters contain invalid values.",
      },
      "frequency_penalty",
    ],
    [
      400,
      [{ code: "unrecognized_keys", keys: ["presence_penalty"], message: "Unrecognized key" }],
      "presence_penalty",
    ],
    [
      400,
      {
        message: "must NOT have additional properties",
        errors: [{ keyword: "additionalProperties", params: { additionalProperty: "seed" } }],
      },
      "seed",
    ],
    [
      400,
      { errors: { "$.seed": ["The JSON property 'seed' could not be mapped to any .NET member."] } },
      "seed",
    ],
    [
      400,
      {
        Message: "The request is invalid.",
        ModelState: { "request.seed": ["Could not find member 'seed'."] },
      },
      "seed",
    ],
    [
      400,
      { errors: [{ detail: "is not allowed", source: { pointer: "/presence_penalty" } }] },
      "presence_penalty",
    ],
    [400, { message: ["property presence_penalty should not exist"], statusCode: 400 }, "presence_penalty"],
    [
      422,
      "unknown field `seed`, expected one of `model`, `messages`, `temperature`, `stop` at line 1",
      "seed",
    ],
    [
      400,
      error("1 validation error for Request\nseed\n  Extra inputs are not permitted [type=extra_forbidden]"),
      "seed",
    ],
    [424, error(JSON.stringify(error("Unsupported parameter: 'seed'"))), "seed"],
    [400, error("response_format is disabled for this deployment"), "response_format"],
    [400, error("Please remove the parameter 'seed' and try again"), "seed"],
    [400, error("stream_options is an invalid field"), "stream_options"],
    [400, error("Illegal argument 'top_p'"), "top_p"],
    [400, error("stream=True is not supported"), "stream"],
    [400, error("This model only supports non-streaming requests"), "stream"],
  ])("%i %j", (status, body, parameter) =>
    expect(of(status, body)).toMatchObject({ code: "parameter_refused", parameters: { parameter } }),
  );

  it.each<[unknown, DiagnosisCode, string]>([
    [
      error(
        "Unsupported value: 'temperature' does not support 0.1 with this model. Only the default (1) value is supported.",
        { param: "temperature", code: "unsupported_value" },
      ),
      "value_refused",
      "temperature",
    ],
    [
      error(
        "Unsupported value: 'reasoning_effort' does not support 'max' with this model. Supported values are: 'low', 'medium'.",
        { param: "reasoning_effort" },
      ),
      "value_refused",
      "reasoning_effort",
    ],
    [
      {
        detail: [
          {
            type: "literal_error",
            loc: ["body", "reasoning_effort"],
            msg: "Input should be 'low' or 'high'",
          },
        ],
      },
      "value_refused",
      "reasoning_effort",
    ],
    [
      {
        detail: [
          {
            type: "less_than_equal",
            loc: ["body", "temperature"],
            msg: "Input should be less than or equal to 1",
          },
        ],
      },
      "value_invalid",
      "temperature",
    ],
    [error("invalid temperature: only 1 is allowed for this model"), "value_refused", "temperature"],
    [error("temperature must be 1.0 for this model"), "value_refused", "temperature"],
    [
      "reasoning_effort: unknown variant `minimal`, expected one of `low`, `medium`, `high` at line 1",
      "value_refused",
      "reasoning_effort",
    ],
    [error("seed must be between 0 and 2147483647"), "value_invalid", "seed"],
    [error("'temperature' is out of range: 0 to 1"), "value_invalid", "temperature"],
    [error("stop: at most 4 sequences are allowed"), "value_invalid", "stop"],
  ])("is told from a value that is not: %j", (body, code, parameter) =>
    expect(of(400, body)).toMatchObject({ code, parameters: { parameter } }),
  );

  it.each([
    { detail: [forbidden(["messages", 0, "user", "name"])] },
    "messages.65.content.1.tool_use.text: Extra inputs are not permitted",
    error("User location is not supported for the API use."),
    error(
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      { param: "messages" },
    ),
    error("The model is not multimodal. Please stop sending images."),
  ])("is not what is meant by %j", (body) => expect(of(400, body).code).toBe("request_refused"));
});

it.each([
  [
    400,
    error("the request exceeds the available context size. try increasing the context size", {
      type: "exceed_context_size_error",
    }),
  ],
  [400, "This model's maximum prompt length is 131072 but the request contains 136973 tokens."],
  [400, error("prompt is too long: 219898 tokens > 200000 maximum")],
  [400, "Requested tokens (516) exceed context window of 512"],
  [400, "Input prompt (36893 tokens) is too long and exceeds limit of 1000"],
  [400, "This model's maximum context length is 200 tokens. However, your request has 203 input tokens."],
  [
    400,
    "However, you requested 8238 tokens (8238 in your prompt; 0 for the completion). Please reduce your prompt; or completion length.",
  ],
  [400, error("The input token count (1200293) exceeds the maximum number of tokens allowed (1048576).")],
  [400, "Trying to keep the first 111490 tokens when context the overflows."],
  [400, { error: "the input length exceeds the context length" }],
  [400, "Input is too long for requested model."],
  [413, "Input validation error: inputs must have less than 512 tokens"],
  [
    422,
    "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens and 100 `max_new_tokens`",
  ],
  [500, error("Context size has been exceeded")],
  [
    429,
    error(
      "Request too large for m on tokens per min (TPM): Limit 30000, Requested 35000. The input or output tokens must be reduced in order to run successfully.",
    ),
  ],
  [400, error("invalid params, context window exceeds limit (2013)")],
  [400, error("Your request exceeded model token limit: 131072 (requested: 140000)")],
  [400, "<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 129024]"],
  [400, error("prompt token count of 140000 exceeds the limit of 128000")],
  [400, error("input is too large to process. increase the physical batch size")],
  [400, error("Total number of tokens (9000) exceeds the maximum supported by the model")],
  [
    422,
    {
      detail: [{ loc: ["body", "messages"], msg: "Prompt has 9000 tokens, which exceeds the model's limit" }],
    },
  ],
  [
    400,
    "You passed 4097 input tokens and requested 100 output tokens. However, the model's context length is only 4096 tokens, resulting in a maximum input length of 3996 tokens.",
  ],
])("the context is too long: %i %j", (status, body) =>
  expect(of(status, body).code).toBe("context_too_long"),
);

describe("the longest answer", () => {
  it.each([
    "Could not finish the message because max_tokens or model output limit was reached. Please try again with higher max_tokens.",
    "max_tokens must be at least 1, got -1",
    "`max_tokens` must be greater than `thinking.budget_tokens`.",
    "Could not finish the response because the output token limit was reached",
    "Invalid 'max_tokens': integer below minimum value. Expected a value >= 16, but got 1 instead.",
    "max_tokens should be greater than 0",
  ])("is to be raised: %s", (message) => expect(of(400, error(message)).code).toBe("max_tokens_too_small"));

  it.each([
    [
      "max_tokens is too large: 20000. This model supports at most 16384 completion tokens, whereas you provided 20000.",
      "16384",
    ],
    ["max_tokens: 128000 > 64000, which is the maximum allowed number of output tokens for m", "64000"],
    ["Invalid max_tokens value, the valid range of max_tokens is [1, 8192]", "8192"],
    [
      "`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window`",
      "8192",
    ],
    [
      "The maximum tokens you requested exceeds the model limit of 4096. Try again with a maximum tokens value that is lower than 4096.",
      "4096",
    ],
    [
      "This model's maximum context length is 4097 tokens. However, you requested 4128 tokens (2128 in the messages, 2000 in the completion).",
      "1969",
    ],
    [
      "'max_tokens' or 'max_completion_tokens' is too large: 1000. This model's maximum context length is 1000 tokens and your request has 203 input tokens (1000 > 1000 - 203).",
      "797",
    ],
    [
      "input length and `max_tokens` exceed context limit: 178959 + 64000 > 200000, decrease input length or `max_tokens`",
      "21041",
    ],
    [
      "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 100 `inputs` tokens and 4096 `max_new_tokens`",
      "3996",
    ],
    [
      "This model's maximum context length is 4096 tokens. However, you requested 4000 output tokens and your prompt contains at least 97 input tokens, for a total of at least 4097 tokens.",
      "3999",
    ],
    [
      "Requested token count exceeds the model's maximum context length of 4096 tokens. You requested a total of 5000 tokens: 4000 tokens from the input messages and 1000 tokens for the completion.",
      "96",
    ],
    [
      "You passed 3000 input tokens and requested 2000 output tokens. However, the model's context length is only 4096 tokens",
      "1096",
    ],
    ["Invalid value for 'max_tokens': 100000. Must be between 1 and 65536.", "65536"],
    ["max_tokens: 10000 is out of range [1, 8192]", "8192"],
    ["max_tokens (100000) exceeds the maximum allowed (8192)", "8192"],
    [
      "it has a maxOutputTokens value of 70000 but the supported range is from 1 (inclusive) to 65537 (exclusive)",
      "65536",
    ],
    ["#/inferenceConfig/maxTokens: 10000 is not less or equal to 5000", "5000"],
    ["`max_completion_tokens` cannot be greater than 16384", "16384"],
    ["max_tokens must be less than 4097", "4096"],
    ["max_tokens must be at least 1 and at most 4,096", "4096"],
    ["The max_tokens value 9000 is larger than the model's maximum output of 8192 tokens", "8192"],
    ["max_tokens is too large", ""],
  ])("is to be lowered: %s", (message, limit) =>
    expect(of(400, error(message))).toMatchObject({ code: "max_tokens_too_large", parameters: { limit } }),
  );
});

describe("who may ask", () => {
  it.each([
    [
      400,
      {
        error: {
          code: "Tenant provided in token does not match resource token",
          message: "Token tenant t does not match resource tenant.",
        },
      },
    ],
    [400, "Error: 400 Token t does not match resource tenant."],
    [
      401,
      "IDX10205: Issuer validation failed. Issuer: 'https://x'. Did not match: validationParameters.ValidIssuer",
    ],
    [401, { error: "invalid_token", error_description: "Invalid Issuer (iss) claim: https://x" }],
    [401, "Jwt issuer is not configured"],
    [403, error("Access from tenant 10000000-0000-4000-8000-000000000001 is not permitted")],
  ])("a token of another directory: %i %j", (status, body) =>
    expect(of(status, body, {}, true).code).toBe("wrong_directory"),
  );

  it("that is a key is none of a directory, whatever a gateway calls its customers", () => {
    expect(of(403, { error: "Your tenant is not allowed to use this model" }).code).toBe("access_refused");
    expect(of(400, error("Token t does not match resource tenant.")).code).toBe("wrong_directory");
  });

  it("names the directory that is the right one, and not the token's own", () => {
    const [own, right] = ["10000000-0000-4000-8000-000000000001", "20000000-0000-4000-8000-000000000002"];
    const wrong = (message: string) =>
      of(401, error(message, { code: "InvalidAuthenticationTokenTenant" }), {}, true);
    const both = `The access token is from the wrong issuer 'https://sts.windows.net/${own}/'. It must match the tenant 'https://sts.windows.net/${right}/' associated with this subscription.`;
    expect(wrong(both)).toMatchObject({ code: "wrong_directory", parameters: { directory: right } });
    expect(wrong(`Token tenant ${own} does not match resource tenant.`).parameters.directory).toBe("");
  });

  it.each<[number, unknown, Record<string, string>, string]>([
    [
      401,
      {
        statusCode: 401,
        message:
          "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.",
      },
      {},
      "Ocp-Apim-Subscription-Key",
    ],
    [
      401,
      { statusCode: 401, message: "Access denied due to missing subscription key." },
      { "www-authenticate": 'AzureApiManagementKey realm="https://x",name="team-key",type="header"' },
      "team-key",
    ],
    [401, { message: "No API key found in request" }, { "www-authenticate": 'Key realm="kong"' }, ""],
    [401, error("You must provide an API key in the x-api-key header."), {}, "x-api-key"],
    [401, error("x-api-key header is required"), {}, "x-api-key"],
    [401, { message: "Header 'X-Api-Key' is required" }, {}, "X-Api-Key"],
    [401, "Missing required header: x-functions-key", {}, "x-functions-key"],
    [
      401,
      {
        fault: {
          faultstring: "Failed to resolve API Key variable request.header.apikey",
          detail: { errorcode: "steps.oauth.v2.FailedToResolveAPIKey" },
        },
      },
      {},
      "apikey",
    ],
    [
      422,
      { detail: [{ type: "missing", loc: ["header", "x-api-key"], msg: "Field required" }] },
      {},
      "x-api-key",
    ],
    [400, { error: "Authorization field missing" }, {}, ""],
    [401, error("No auth credentials found"), {}, ""],
    [401, { detail: "Authentication credentials were not provided." }, {}, ""],
    [403, { detail: "Not authenticated" }, {}, ""],
    [401, error("Missing bearer or basic authentication in header"), {}, ""],
    [401, error("Expected header X-Team-Token"), {}, "X-Team-Token"],
    [401, { code: "900902", message: "Missing Credentials" }, {}, ""],
    [403, { message: "Missing Authentication Token" }, {}, ""],
  ])("a key that was not found: %i %j %j", (status, body, headers, header) => {
    const diagnosis = of(status, body, headers);
    expect(diagnosis).toMatchObject({ code: "key_not_found", parameters: { header } });
    expect(explain(diagnosis).cause).not.toMatch(/\{|\bfield ,/);
  });

  it.each([
    "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.",
    "Incorrect API key provided: x. You can find your API key in your settings.",
    "Invalid API key. Please provide a valid API key.",
    "This is no longer a valid API key.",
    "invalid x-api-key",
  ])("a key that is wrong: %s", (message) => expect(of(401, error(message)).code).toBe("key_refused"));

  it.each<[number, unknown, DiagnosisCode]>([
    [
      403,
      error("The client does not have authorization to perform action 'x' over scope 'y'", {
        code: "AuthorizationFailed",
      }),
      "role_missing",
    ],
    [403, error("You do not have permission to do this."), "role_missing"],
    [403, { message: "Forbidden" }, "access_refused"],
    [
      403,
      error("Country, region, or territory not supported", { type: "request_forbidden" }),
      "access_refused",
    ],
    [
      403,
      { message: "Your API key does not have permission to use the specified resource." },
      "access_refused",
    ],
    [403, { code: "RequestDisallowedByPolicy" }, "access_refused"],
    [401, error("key not allowed to access model. This key can only access models=['a']"), "access_refused"],
    [403, "<html><body><h1>403 Forbidden</h1></body></html>", "reply_not_understood"],
    [401, { message: "JWT expired" }, "token_refused"],
  ])("only what speaks of permissions is a missing role: %i %j", (status, body, code) =>
    expect(of(status, body, {}, true).code).toBe(code),
  );
});

it.each<[number, unknown, DiagnosisCode]>([
  [
    403,
    { statusCode: 403, message: "Out of call volume quota. Quota will be replenished in 02:03:11." },
    "quota_used_up",
  ],
  [
    403,
    { statusCode: 403, message: "Out of bandwidth quota. Quota will be replenished in 1.02:03:11." },
    "quota_used_up",
  ],
  [
    429,
    error("You exceeded your current quota, please check your plan and billing details.", {
      code: "insufficient_quota",
    }),
    "quota_used_up",
  ],
  [403, error("The request cannot be completed.", { code: "quotaExceeded" }), "quota_used_up"],
  [412, error("usage limit exceeded"), "quota_used_up"],
  [429, error("You have run out of your daily token budget"), "quota_used_up"],
  [429, error("Hourly quota exceeded. Quota resets in 00:31:12"), "quota_used_up"],
  [429, error("Your account is suspended", { type: "exceeded_current_quota_error" }), "quota_used_up"],
  [429, error("Quota exceeded for metric 'requests per minute'"), "rate_limited"],
  [
    400,
    { code: "Arrearage", message: "Access denied, your account is not in good standing." },
    "payment_required",
  ],
  [400, "Budget has been exceeded! Current cost: 14.1, Max budget: 10", "quota_used_up"],
  [429, error("LiteLLM User: u, exceeded budget for model=m", { type: "budget_exceeded" }), "quota_used_up"],
  [
    429,
    { message: "You are using a Trial key, which is limited to 1000 API calls / month." },
    "quota_used_up",
  ],
  [402, error("Insufficient Balance"), "payment_required"],
  [402, "", "payment_required"],
  [400, error("Your credit balance is too low to access the API."), "payment_required"],
  [
    429,
    { error: "Your team has either used all available credits or reached its monthly spending limit." },
    "payment_required",
  ],
  [
    429,
    error(
      "Requests have exceeded token rate limit of your current pricing tier. Please retry after 7 seconds.",
    ),
    "rate_limited",
  ],
  [
    429,
    {
      fault: {
        faultstring: "Spike arrest violation. Allowed rate : 5ps",
        detail: { errorcode: "policies.ratelimit.SpikeArrestViolation" },
      },
    },
    "rate_limited",
  ],
  [
    500,
    {
      fault: {
        faultstring: "Rate limit quota violation. Quota limit exceeded.",
        detail: { errorcode: "policies.ratelimit.QuotaViolation" },
      },
    },
    "rate_limited",
  ],
  [429, error("Service tier capacity exceeded for this model."), "service_busy"],
  [529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }, "service_busy"],
  [
    404,
    error("Requested API is currently not supported", { code: "api_not_supported" }),
    "not_chat_completions",
  ],
  [
    404,
    error("This model is only supported in v1/responses and not in v1/chat/completions."),
    "not_chat_completions",
  ],
  [400, error("m is not available on /chat/completions. Use /v1/messages instead."), "not_chat_completions"],
  [400, error("The prompt was filtered by Azure OpenAI's content filtering system."), "prompt_filtered"],
  [400, error("Your request was rejected as a result of our safety system."), "prompt_filtered"],
  [
    400,
    error("Input data may contain inappropriate content.", { code: "data_inspection_failed" }),
    "prompt_filtered",
  ],
  [400, error("The prompt was blocked due to the guardrail"), "prompt_filtered"],
  [400, { code: "x", error: "Content violates usage guidelines." }, "prompt_filtered"],
])("what is spent, busy, or another API: %i %j is %s", (status, body, code) => {
  const diagnosis = of(status, body);
  expect(diagnosis.code).toBe(code);
  expect(explain(diagnosis).cause).not.toMatch(/\{\w+\}/);
});

it.each<[number, unknown, DiagnosisCode]>([
  [401, { error: "Unauthorized" }, "local_server_wants_key"],
  [401, { error: { message: "Missing API key" } }, "local_server_wants_key"],
  [401, { message: "Access denied due to missing subscription key." }, "key_not_found"],
  [401, { detail: "Missing Authorization header" }, "local_server_wants_key"],
  [403, { error: "Forbidden" }, "local_server_wants_key"],
  [403, { error: { code: "403", message: "Access denied" } }, "local_server_wants_key"],
  [403, { detail: "Key not allowed" }, "local_server_wants_key"],
  [
    403,
    { error: { code: "Forbidden", message: "The provider's terms have not been accepted." } },
    "access_refused",
  ],
  [
    401,
    { error: { code: "PermissionDenied", message: "The principal `x` lacks the required data action `y`." } },
    "role_missing",
  ],
  [403, { message: "Out of call volume quota. Quota will be replenished in 02:03:11." }, "quota_used_up"],
  [403, "<html><body>Blocked by your company</body></html>", "reply_not_understood"],
  [400, { error: "the request exceeds the available context size" }, "context_too_long"],
  [400, { error: { message: "model is not loaded" } }, "local_model_missing"],
  [503, { error: { message: "Loading model" } }, "local_model_loading"],
])("of a server on this computer: %i %j is %s", (status, body, code) => {
  const said = typeof body === "string" ? body : JSON.stringify(body);
  const local = { ...context, isLocalServer: true };
  expect(diagnoseAnswer(status, new Headers(), said, local).code).toBe(code);
});

it.each<[unknown, Partial<Diagnosis>]>([
  [
    { object: "error", message: "Too Many Requests. Try again in 7 seconds.", code: 429 },
    { code: "rate_limited", parameters: { seconds: "7" } },
  ],
  [{ error: { code: "rate_limit_exceeded", message: "Slow down" } }, { code: "rate_limited" }],
  [{ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }, { code: "service_busy" }],
  [{ error: "Model is overloaded", error_type: "overloaded" }, { code: "service_busy" }],
  [
    {
      error: {
        code: "content_filter",
        message: "Filtered",
        innererror: {
          code: "ResponsibleAIPolicyViolation",
          content_filter_result: { jailbreak: { filtered: true } },
        },
      },
    },
    { code: "prompt_filtered", parameters: { categories: "jailbreak" } },
  ],
  [
    { error: { message: "prompt is too long: 2 tokens > 1 maximum", code: 400 } },
    { code: "context_too_long" },
  ],
  [{ error: { message: "the server had an error processing your request" } }, { code: "stream_error" }],
  ["a text", { code: "stream_error" }],
])("an error inside an answer keeps its meaning: %j", (frame, expected) =>
  expect(diagnoseStreamError(frame, context)).toMatchObject(expected),
);
