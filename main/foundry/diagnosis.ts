import type { Diagnosis, DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import { diagnosisOf } from "./error.ts";

/** What was asked, for the words of a diagnosis. */
export interface Context {
  host: string;
  path: string;
  deployment?: string | undefined;
}

/** What an error's body says, whichever of the service's shapes it has. */
interface ErrorBody {
  code: string;
  message: string;
  parameter: string;
  inner: Record<string, unknown>;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const object = (value: unknown): Json => (isObject(value) ? value : {});
const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

/** Reads `{"error": {...}}`, the flat `{"statusCode", "message"}` and the numeric `{"code", "message"}`. */
export function readErrorBody(body: string): ErrorBody {
  const whole = parse(body);
  const error = isObject(whole.error) ? whole.error : whole;
  return {
    code: text(error.code ?? error.statusCode),
    message: text(error.message) || text(whole.error) || (Object.keys(whole).length === 0 ? body.trim() : ""),
    parameter: text(error.param),
    inner: object(error.innererror ?? error.inner_error),
  };
}

function parse(body: string): Json {
  try {
    return object(JSON.parse(body));
  } catch {
    return {};
  }
}

interface Rule {
  status: number | ((status: number) => boolean);
  /** Looks at code and message together. */
  says?: RegExp;
  code: DiagnosisCode;
}

/** First match wins. Bodies: Azure OpenAI and Foundry troubleshooting pages, and replies quoted in public issues. */
const rules: Rule[] = [
  {
    status: 400,
    says: /content_filter|content management policy|ResponsibleAIPolicyViolation/i,
    code: "prompt_filtered",
  },
  { status: 400, says: /context_length_exceeded|maximum context length/i, code: "context_too_long" },
  {
    status: 400,
    says: /OperationNotSupported|does not work with the specified model/i,
    code: "not_a_chat_model",
  },
  {
    status: 400,
    says: /unsupported_parameter|unsupported_value|Validation error at #|Extra inputs are not permitted/i,
    code: "parameter_refused",
  },
  { status: 400, says: /api.?version/i, code: "route_not_found" },
  {
    status: 401,
    says: /PermissionDenied|does not have access to API|lacks the required data action/i,
    code: "role_missing",
  },
  {
    status: 401,
    says: /access token is missing|audience|token.*expired|expired.*token/i,
    code: "token_refused",
  },
  { status: 401, code: "key_refused" },
  {
    status: 403,
    says: /AuthenticationTypeDisabled|key based authentication is disabled/i,
    code: "key_sign_in_disabled",
  },
  { status: 403, says: /temporarily blocked/i, code: "resource_blocked" },
  {
    status: 403,
    says: /public access is disabled|a virtual network is configured/i,
    code: "private_endpoint_only",
  },
  { status: 403, says: /virtual network|firewall|TrafficDenied/i, code: "firewall" },
  { status: 403, code: "role_missing" },
  { status: 404, says: /DeploymentNotFound/i, code: "deployment_not_found" },
  { status: 404, code: "route_not_found" },
  { status: 405, code: "route_not_found" },
  { status: 408, code: "service_failed" },
  { status: 410, code: "model_retired" },
  { status: 429, says: /high demand/i, code: "service_busy" },
  { status: 429, code: "rate_limited" },
  { status: 431, code: "too_many_headers" },
  { status: 503, says: /high demand|overloaded|busy/i, code: "service_busy" },
  { status: (status) => status >= 500 || status === 424, code: "service_failed" },
];

/** The diagnosis of an answer that is no success. `body` is its text, of any shape. */
export function diagnoseAnswer(status: number, headers: Headers, body: string, context: Context): Diagnosis {
  const said = readErrorBody(body);
  const policy = headers.get("policy-id") ?? "";
  const rule = rules.find(
    (one) =>
      (typeof one.status === "number" ? one.status === status : one.status(status)) &&
      (one.says === undefined || one.says.test(`${said.code} ${said.message} ${policy}`)),
  );
  return diagnosisOf(rule?.code ?? "reply_not_understood", parametersOf(status, headers, said, context), {
    status,
    ...(said.code && { code: said.code }),
    message: said.message.slice(0, 2000),
    path: context.path,
    ...requestId(headers),
  });
}

const requestId = (headers: Headers) => {
  const id = headers.get("apim-request-id") ?? headers.get("x-request-id");
  return id === null ? {} : { requestId: id };
};

function parametersOf(
  status: number,
  headers: Headers,
  said: ErrorBody,
  context: Context,
): Record<string, string> {
  const action = /data action `([^`]+)`/.exec(said.message)?.[1];
  const parameter =
    said.parameter ||
    /(?:parameter|value): '([^']+)'|at #\/([\w.]+)/.exec(said.message)?.slice(1).find(Boolean);
  return {
    host: context.host,
    deployment: context.deployment ?? "",
    status: String(status),
    action: action === undefined ? "" : `The missing permission is ${action}.`,
    parameter: parameter ?? "",
    categories: filteredCategories(said.inner).join(", "),
    seconds: String(retrySeconds(headers, said.message)),
  };
}

/** Which of the content filter's categories stopped a prompt, e.g. `jailbreak`. */
function filteredCategories(inner: Json): string[] {
  const results = object(inner.content_filter_result ?? inner.content_filter_results);
  return Object.entries(results)
    .filter(([, result]) => object(result).filtered === true)
    .map(([category]) => category.replaceAll("_", " "));
}

/** Seconds to wait: `retry-after-ms`, `retry-after` as seconds or a date, or the message's words; 60 where nothing says. */
function retrySeconds(headers: Headers, message: string): number {
  const milliseconds = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(milliseconds)) return Math.max(0, Math.ceil(milliseconds / 1000));
  const after = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(after)) return Number(after);
  const date = Date.parse(after);
  if (Number.isFinite(date)) return Math.max(0, Math.ceil((date - Date.now()) / 1000));
  const said = /retry after (\d+) second/i.exec(message)?.[1];
  return said === undefined ? 60 : Number(said);
}

/** Words of a network failure: Node's codes (`cause.code`) and Chromium's (`net::ERR_...`). */
const failures: [RegExp, DiagnosisCode][] = [
  [/ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION/, "host_not_found"],
  [/ECONNREFUSED|ERR_CONNECTION_REFUSED/, "connection_refused"],
  [/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_SSL|ERR_TLS|EPROTO/, "certificate_refused"],
  [/ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ERR_(CONNECTION_)?TIMED_OUT/, "timed_out"],
  [/redirect/i, "redirect_refused"],
];

/** The diagnosis of a request that got no answer. */
export function diagnoseFailure(error: unknown, context: Context): Diagnosis {
  const words = chain(error).join(" ");
  const code = failures.find(([pattern]) => pattern.test(words))?.[1] ?? "connection_failed";
  return diagnosisOf(
    code,
    { host: context.host, seconds: "30" },
    { message: words.slice(0, 500), path: context.path },
  );
}

function chain(error: unknown): string[] {
  if (!(error instanceof Error)) return error === undefined ? [] : [String(error)];
  const code = "code" in error ? text(error.code) : "";
  return [code, error.message, ...chain(error.cause)].filter((words) => words !== "");
}

/** The diagnosis of an `error` member inside a stream that had begun with status 200. */
export function diagnoseStreamError(member: unknown, context: Context): Diagnosis {
  const { code, message } = readErrorBody(JSON.stringify({ error: member }));
  return diagnosisOf(
    "stream_error",
    { host: context.host, deployment: context.deployment ?? "" },
    {
      ...(code && { code }),
      message: message.slice(0, 2000),
      path: context.path,
    },
  );
}
