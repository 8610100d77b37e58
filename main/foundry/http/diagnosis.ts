import type { Diagnosis, DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { beginningOf } from "../../../preload/cut.ts";
import { diagnosisOf } from "../error.ts";
import { type ErrorBody, readError, readErrorBody } from "./error-body.ts";
import { type Context, exchangeOf, writeAnswer } from "./exchange.ts";
import { maskAll } from "./mask.ts";
import { meaningInStream, meaningOf } from "./meaning.ts";
import { retrySeconds } from "./waiting.ts";

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

/**
 * The ids under which support finds a request, Microsoft's and that of Claude's publisher; null where the answer has
 * none.
 */
export function requestIdOf(headers: Headers): string | null {
  const ids = ["apim-request-id", "request-id"].flatMap((name) => headers.get(name) ?? []);
  return ids.join(", ") || headers.get("x-request-id");
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
      typeof value === "string" ? maskAll(beginningOf(value, messageLimit), context.secrets) : value,
    );
  const raw = { ...hide({ ...said, path: context.path }), exchange: exchangeOf(context, received) };
  return diagnosisOf(code, hide(parameters), raw);
}

function parametersOf(
  status: number,
  headers: Headers,
  { message, parameters, categories }: ErrorBody,
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
    parameter: parameters[0] ?? namedIn(message),
    categories: categories.join(", "),
    seconds: String(retrySeconds(headers, message)),
  };
}

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

/** The diagnosis of an answer, or of a part of one, that is none of the service's; `said` is how it begins. */
export function diagnoseReply(said: string, context: Context): Diagnosis {
  const { isPage, message } = readErrorBody(beginningOf(said, pageLimit));
  const words = beginningOf(isPage ? message : said, beginningLimit);
  return diagnose(
    "reply_not_understood",
    { host: context.host },
    { status: 200, message: words },
    context,
    beginningOf(said, beginningLimit),
  );
}

/** Characters of a page that are looked into for its words. */
const pageLimit = 16_000;
/** Characters that show what kind of an answer it is; more could be what a model wrote. */
const beginningLimit = 300;
