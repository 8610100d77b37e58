import type { Diagnosis, DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { beginningOf } from "../../../preload/cut.ts";
import { diagnosisOf } from "../error.ts";
import { asText } from "../json.ts";
import { type ErrorBody, readErrorBody } from "./error-body.ts";
import { type Context, exchangeOf, writeAnswer } from "./exchange.ts";
import { maskAll } from "./mask.ts";
import { headroomIn } from "./rate-limit.ts";

interface Rule {
  statuses: readonly number[];
  /** Looks at all codes, the message and the policy together. */
  says?: RegExp;
  code: DiagnosisCode;
}

/** First match wins. Bodies: Azure OpenAI and Foundry troubleshooting pages, and replies quoted in public issues. */
const rules: Rule[] = [
  {
    statuses: [400],
    says: /content_filter|content management policy|ResponsibleAIPolicyViolation/i,
    code: "prompt_filtered",
  },
  {
    statuses: [400],
    says: /context_length_exceeded|maximum context length|string_above_max_length/i,
    code: "context_too_long",
  },
  { statuses: [413], code: "context_too_long" },
  {
    statuses: [400],
    says: /OperationNotSupported|does not work with the specified model/i,
    code: "not_a_chat_model",
  },
  {
    statuses: [400, 422],
    says: /unsupported_parameter|unsupported_value|Validation error at #|Extra inputs are not permitted/i,
    code: "parameter_refused",
  },
  { statuses: [400], says: /api.?version/i, code: "route_not_found" },
  {
    statuses: [400, 404],
    says: /DeploymentNotFound|model_not_found|unknown_model|unknown model/i,
    code: "deployment_not_found",
  },
  {
    statuses: [401, 403],
    says: /AuthenticationTypeDisabled|key based authentication is disabled/i,
    code: "key_sign_in_disabled",
  },
  {
    statuses: [401],
    says: /PermissionDenied|does not have access to API|lacks the required data action/i,
    code: "role_missing",
  },
  {
    statuses: [401],
    says: /access token is missing|audience|token.*expired|expired.*token/i,
    code: "token_refused",
  },
  { statuses: [401], code: "key_refused" },
  { statuses: [403], says: /temporarily blocked/i, code: "resource_blocked" },
  {
    statuses: [403],
    says: /public access is disabled|a virtual network is configured/i,
    code: "private_endpoint_only",
  },
  { statuses: [403], says: /virtual network|firewall|TrafficDenied/i, code: "firewall" },
  { statuses: [404, 405], code: "route_not_found" },
  { statuses: [410], code: "model_retired" },
  { statuses: [429, 503], says: /high demand|overloaded|busy/i, code: "service_busy" },
  { statuses: [429], code: "rate_limited" },
  { statuses: [431], code: "too_many_headers" },
  { statuses: [408, 424], code: "service_failed" },
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
  { statuses: [401, 403], code: "local_server_wants_key" },
  // Its errors have a sentence where the cloud's have a code.
  { statuses: [400, 422], says: /\w+ \w+/, code: "parameter_refused" },
];

const ruleFor = (rules: readonly Rule[], status: number, words: string) =>
  rules.find((one) => one.statuses.includes(status) && (one.says?.test(words) ?? true));

/** The diagnosis of an answer that is no success. `body` is its text, of any shape. */
export function diagnoseAnswer(status: number, headers: Headers, body: string, context: Context): Diagnosis {
  const said = readErrorBody(body);
  const words = `${said.code} ${said.kinds} ${said.message} ${headers.get("policy-id") ?? ""}`.trim();
  const local = context.isLocalServer ? localBefore(status, words) : undefined;
  const rule = local ?? ruleFor(rules, status, words);
  const requestId = requestIdOf(headers);
  const code = rule?.code ?? otherwise(status, said);
  return diagnose(
    // Resources say of a token they do not take that the key is wrong.
    code === "key_refused" && context.signedIn ? "token_refused" : code,
    parametersOf(status, headers, said, context),
    { status, ...(said.code && { code: said.code }), message: said.message, ...(requestId && { requestId }) },
    context,
    writeAnswer(status, headers, body),
  );
}

/** What only a local server means by an answer; what both may say, such as a prompt that is too long, is read as the cloud's. */
function localBefore(status: number, words: string): Rule | undefined {
  const own = ruleFor(localRules, status, words);
  return own?.code === "parameter_refused" ? (ruleFor(rules, status, words) ?? own) : own;
}

/** What a status means alone. Where the body has no code, it was not the service that spoke, but a proxy or another server. */
function otherwise(status: number, { code, kinds }: ErrorBody): DiagnosisCode {
  if (status >= 500) return "service_failed";
  // What containers of models answer to a body they do not take, in shapes of their own.
  if (status === 422) return "parameter_refused";
  if (code === "" && kinds === "") return "reply_not_understood";
  if (status === 403) return "role_missing";
  return status === 400 ? "parameter_refused" : "reply_not_understood";
}

/** The id under which Microsoft's support finds a request; null where the answer has none. */
export function requestIdOf(headers: Headers): string | null {
  return headers.get("apim-request-id") ?? headers.get("x-request-id");
}

/** Characters of each of the service's own words that are kept. */
const messageLimit = 2000;

/** A diagnosis in which nothing the service or the network said repeats a secret. */
function diagnose(
  code: DiagnosisCode,
  parameters: Record<string, string>,
  said: NonNullable<Diagnosis["raw"]>,
  context: Context,
  received: string,
): Diagnosis {
  const hide = <Value extends object>(values: Value): Value =>
    JSON.parse(JSON.stringify(values), (_, value) =>
      typeof value === "string" ? maskAll(beginningOf(value, messageLimit), context.secrets) : value,
    );
  const raw = { ...hide({ ...said, path: context.path }), exchange: exchangeOf(context, received) };
  return diagnosisOf(code, hide(parameters), raw);
}

function parametersOf(
  status: number,
  headers: Headers,
  { message, parameter, categories }: ErrorBody,
  { host, deployment }: Context,
): Record<string, string> {
  const action = /data action `([^`]+)`/.exec(message)?.[1];
  // It goes into a command that people copy: nothing but an id may, and not that of nobody.
  const principal = /principal `(?!0{8}-0)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})`/i.exec(message)?.[1];
  return {
    host,
    principal: principal ?? "",
    deployment: deployment ?? "",
    status: String(status),
    action: action ?? "",
    parameter,
    categories: categories.join(", "),
    seconds: String(retrySeconds(headers, message)),
  };
}

/** Seconds to wait: `retry-after-ms`, `retry-after` as seconds or a date, the message's words, or when the limit renews; 60 where nothing says. */
function retrySeconds(headers: Headers, message: string): number {
  const milliseconds = headers.get("retry-after-ms") ?? "";
  if (isNumber(milliseconds)) return Math.ceil(Number(milliseconds) / 1000);
  const after = headers.get("retry-after") ?? "";
  if (isNumber(after)) return Math.ceil(Number(after));
  // Only what names a month: a parser of dates takes "-5" for one too.
  const date = /[a-z]{3}/i.test(after) ? Date.parse(after) : Number.NaN;
  if (Number.isFinite(date)) return Math.max(0, Math.ceil((date - Date.now()) / 1000));
  const said = /(?:retry after|try again in) (\d+(?:\.\d+)?) ?s/i.exec(message)?.[1];
  if (said !== undefined) return Math.ceil(Number(said));
  const { requests, tokens } = headroomIn(headers).reset;
  return Math.ceil(Math.max(requests ?? 0, tokens ?? 0) / 1000) || 60;
}

const isNumber = (text: string) => /^\d+(\.\d+)?$/.test(text);

/** Words of a network failure: Node's codes (`cause.code`) and Chromium's (`net::ERR_...`). */
const failures: [RegExp, DiagnosisCode][] = [
  [/ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION/, "host_not_found"],
  [/ECONNREFUSED|ERR_CONNECTION_REFUSED/, "connection_refused"],
  [/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_SSL|ERR_TLS|EPROTO/, "certificate_refused"],
  [/ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ERR_(CONNECTION_)?TIMED_OUT/, "timed_out"],
  // Electron's fetch has no answer to give for a redirect it does not follow.
  [/redirect was cancelled|redirect policy|unexpected redirect/i, "redirect_refused"],
];

/** The diagnosis of a request that got no answer. */
export function diagnoseFailure(error: unknown, context: Context): Diagnosis {
  const words = chain(error).join(" ");
  const code = failures.find(([pattern]) => pattern.test(words))?.[1] ?? "connection_failed";
  const isDown = context.isLocalServer && code === "connection_refused";
  return diagnose(
    isDown ? "local_server_not_running" : code,
    { host: context.host, seconds: "30" },
    { message: words },
    context,
    words,
  );
}

function chain(error: unknown): string[] {
  if (!(error instanceof Error)) return error === undefined ? [] : [String(error)];
  const code = "code" in error ? asText(error.code) : "";
  return [code, error.message, ...chain(error.cause)].filter((words) => words !== "");
}

/** The diagnosis of an `error` member inside a stream that had begun with status 200. */
export function diagnoseStreamError(member: unknown, context: Context): Diagnosis {
  const frame = JSON.stringify({ error: member });
  const { code, message } = readErrorBody(frame);
  const local = context.isLocalServer ? ruleFor(localRules, 200, `${code} ${message}`) : undefined;
  const parameters = { host: context.host, deployment: context.deployment ?? "" };
  return diagnose(
    local?.code ?? "stream_error",
    parameters,
    { ...(code && { code }), message },
    context,
    frame,
  );
}

/** The diagnosis of an answer that stopped without an end; `error` is what the connection said, if anything. */
export function diagnoseCut(error: unknown, context: Context): Diagnosis {
  const words = chain(error).join(" ");
  return diagnose("stream_cut", { host: context.host }, { message: words }, context, words);
}
