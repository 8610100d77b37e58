import type { Diagnosis, DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { diagnosisOf } from "../error.ts";
import { wantedDirectory } from "./directory.ts";
import { type ErrorBody, readError, readErrorBody } from "./error-body.ts";
import { type Context, exchangeOf, writeAnswer } from "./exchange.ts";
import { maskAll } from "./mask.ts";
import { meaningInStream, meaningOf } from "./meaning.ts";
import { headroomIn } from "./rate-limit.ts";

/** The diagnosis of an answer that is no success. `body` is its text, of any shape. */
export function diagnoseAnswer(status: number, headers: Headers, body: string, context: Context): Diagnosis {
  const said = readErrorBody(body);
  const { code, more } = meaningOf(status, headers, said, context);
  const requestId = requestIdOf(headers);
  return diagnose(
    code,
    { ...parametersOf(status, headers, said, context), ...more },
    { status, ...(said.code && { code: said.code }), message: said.message, ...(requestId && { requestId }) },
    context,
    writeAnswer(status, headers, body),
  );
}

/** The id under which Microsoft's support finds a request; null where the answer has none. */
export function requestIdOf(headers: Headers): string | null {
  return headers.get("apim-request-id") ?? headers.get("x-request-id");
}

/** Characters of each of the service's own words that are kept. */
const messageLimit = 2000;

/** A diagnosis in which nothing that was `said` or `received` repeats a secret of the context. */
export function diagnose(
  code: DiagnosisCode,
  parameters: Record<string, string>,
  said: NonNullable<Diagnosis["raw"]>,
  context: Context,
  received: string,
): Diagnosis {
  const hide = <Value extends object>(values: Value): Value =>
    JSON.parse(JSON.stringify(values), (_, value) =>
      typeof value === "string" ? maskAll(value.slice(0, messageLimit), context.secrets) : value,
    );
  const raw = { ...hide({ ...said, path: context.path }), exchange: exchangeOf(context, received) };
  return diagnosisOf(code, hide(parameters), raw);
}

function parametersOf(
  status: number,
  headers: Headers,
  { message, parameters, categories }: ErrorBody,
  { host, deployment, tokenDirectory = "" }: Context,
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
    header: wantedHeader(headers, message),
    directory: wantedDirectory(headers, message, tokenDirectory),
    tokenDirectory,
    parameter: parameters[0] ?? namedIn(message),
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

/**
 * The header field in which a gateway looks for a key, where it says so: API Management in `www-authenticate`, or in
 * words, of which those in quotes or beside "header" count before what only looks like one.
 */
function wantedHeader(headers: Headers, message: string): string {
  const [, challenged] = /\bname="?([\w-]+)"?/i.exec(headers.get("www-authenticate") ?? "") ?? [];
  if (challenged !== undefined) return challenged;
  const written = headerWords.flatMap((pattern) => pattern.exec(message)?.[1] ?? []);
  return written[0] ?? (/subscription[ _-]?key/i.test(message) ? usualSubscriptionHeader : "");
}

/** How refusals name a header field. Everything is bounded: it is looked for in text that others have written. */
const headerWords = [
  /\bheaders?(?: field)?(?: named| name| called)?[\s:=]{0,3}['"`“]([\w-]{1,64})['"`”]/i,
  /['"`“]([\w-]{1,64})['"`”] (?:request |http )?header/i,
  /(?<![\w-])(x-[\w-]{1,62}|ocp-[\w-]{1,60}|[\w-]{1,40}-subscription-key|api-key|apikey)\b/i,
  /(?<![\w-])([a-z\d]{1,30}(?:-[a-z\d]{1,30}){1,6}|authorization) (?:request |http )?header/i,
  /\bheaders?(?: field)?(?: named| called)?:? ([a-z\d]{1,30}(?:-[a-z\d]{1,30}){1,6}|authorization)\b/i,
];

/** What API Management calls it unless it was told otherwise (its page on subscriptions). */
const usualSubscriptionHeader = "Ocp-Apim-Subscription-Key";

/** `Unsupported parameter: 'NAME'`, `Unsupported value: 'NAME'`, `Validation error at #/NAME`. */
function namedIn(message: string): string {
  const [, quoted, pointer] =
    /(?:parameter|value|argument supplied): '?([\w.]+)|at #\/([\w.]+)/.exec(message) ?? [];
  return quoted ?? pointer ?? "";
}

/** The diagnosis of an error inside an answer that had begun with status 200, as the data that came. */
export function diagnoseStreamError(error: unknown, context: Context): Diagnosis {
  const said = readError(error);
  const headers = new Headers();
  const { code, more } = meaningInStream(said, context);
  return diagnose(
    code,
    { ...parametersOf(200, headers, said, context), ...more },
    { status: 200, ...(said.code && { code: said.code }), message: said.message },
    context,
    JSON.stringify(error),
  );
}
