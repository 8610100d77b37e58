import type { DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import { batchMeaning } from "./batch-rules.ts";
import { challengedDirectory, wantedDirectory } from "./directory.ts";
import { embeddingMeaning } from "./embedding-rules.ts";
import type { ErrorBody } from "./error-body.ts";
import { evalMeaning } from "./eval-rules.ts";
import type { Context } from "./exchange.ts";
import { refusedFeatures } from "./features.ts";
import { wantedHeader } from "./key-header.ts";
import { managementMeaning } from "./management-rules.ts";
import { essential, refusedParameters } from "./refused-parameters.ts";
import { meantBy, meantLocally } from "./rules.ts";
import type { Meaning, SpecialMeaning } from "./special-meaning.ts";
import { answerLimitIn } from "./token-limits.ts";
import { trainingMeaning } from "./training-rules.ts";
import { askedSeconds } from "./waiting.ts";

/** What a local server means by these is that it was started with a key. */
const keyMeanings: readonly DiagnosisCode[] = ["key_refused", "key_not_found", "token_refused"];

/** Whether a refusal gives no other reason: what passes the words of a service on gives that of the service. */
const isBareRefusal = (words: string): boolean =>
  /\b(?:key|token|bearer|credentials?|authenticat\w*)\b/i.test(words) ||
  /^(?:\W|\d|error|http|status|code|access|is|denied|forbidden|unauthori[sz]ed|permission(?:[ _]?(?:denied|error))?)*$/i.test(
    words,
  );

/** What refusals mean that are about something of their own. */
const specialMeanings: Record<NonNullable<Context["about"]> | "anything", SpecialMeaning | null> = {
  training: trainingMeaning,
  management: managementMeaning,
  embeddings: embeddingMeaning,
  batches: batchMeaning,
  evals: evalMeaning,
  anything: null,
};

/** What a refusal means: by its words, then by the parameters it names, then by its status. */
export function meaningOf(status: number, headers: Headers, said: ErrorBody, context: Context): Meaning {
  const words = `${said.code} ${said.kinds} ${said.message} ${headers.get("policy-id") ?? ""}`.trim();
  const special = specialMeanings[context.about ?? "anything"]?.(status, said, words, context);
  if (special) return special;
  const told = (code: DiagnosisCode): Meaning => ({
    code,
    ...(details[code] && { more: details[code](headers, said, context) }),
  });
  const code = meantLocally(status, words, context) ?? meantBy(status, words, context);
  if (isOfAnotherDirectory(code, headers, context)) return told("wrong_directory");
  const meaning = (code && told(code)) ??
    aboutParameters(status, said, context) ?? { code: otherwise(status, said) };
  if (context.isLocalServer && wantsKey(meaning, words)) return told("local_server_wants_key");
  // Resources say of a token they do not take that the key is wrong.
  return code === "key_refused" && context.signedIn ? told("token_refused") : meaning;
}

/** Whether a server on this computer was started with a key, which did not come. */
function wantsKey({ code, more }: Meaning, words: string): boolean {
  // What passes requests on looks in a header of its own for one.
  if (code === "key_not_found" && !/^(?:authorization)?$/i.test(more?.header ?? "")) return false;
  const isBare = (code === "access_refused" || code === "role_missing") && isBareRefusal(words);
  return isBare || keyMeanings.includes(code);
}

/** What is to be known of a refusal besides its code. */
const details: Partial<
  Record<DiagnosisCode, (headers: Headers, said: ErrorBody, context: Context) => Record<string, string>>
> = {
  max_tokens_too_large: (_, { message }) => {
    const limit = answerLimitIn(message);
    return { limit: String(limit?.tokens ?? ""), limitOf: limit?.isModels ? "model" : "prompt" };
  },
  feature_refused: (_, { message }) => ({ feature: refusedFeatures(message) }),
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
  const local = meantLocally(200, `${said.code} ${said.message}`, context);
  if (local) return { code: local };
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
