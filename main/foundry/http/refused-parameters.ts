import type { ErrorBody } from "./error-body.ts";
import { phrases } from "./phrases.ts";

/**
 * Words by which a service says that it does not know or take a parameter, whatever its value: Azure OpenAI's codes, the
 * validators of models of other publishers (pydantic, zod, JSON schema, Go, Rust, protobuf, .NET, Spring, NestJS), and
 * plain sentences.
 */
const unknownWords = phrases`
  un(?:supported|known)_?param
  parameter_?not_?supported
  extra_forbidden
  unexpected_keyword
  unrecognized_keys
  \b(?:un(?:supported|known|recogni[sz]ed|expected)|extra(?:neous)?|additional|disallowed|not a valid)\b.{0,40}\b(?:param(?:eter)?s?|arguments?|fields?|names?|propert(?:y|ies)|inputs?|keys?|options?|keywords?)\b(?! value)
  (?:\b(?:not|cannot|never|no longer|not yet|without)|n['’]t)\b.{0,30}\b(?:support(?:ed)?|allow(?:ed)?|permitted|recogni[sz]ed?|accept(?:ed)?|available|implemented|compatible|be used|be specified|be set|be provided|enabled|known|valid (?:for|with)|defined in the schema)\b
  \bunsupported\b
  \bdeprecated\b
  \bincompatible\b
  \bw(?:as|ere) unexpected\b
  \b(?:cannot|could not) find (?:field|member)
  could not be mapped to any
  should not exist
  \bis (?:disabled|disallowed|rejected|fixed)\b
  \bremove (?:the )?(?:param(?:eter)?|argument|field|property|key|option)\b
  \ban? (?:invalid|illegal) (?:param(?:eter)?|argument|field|property|key|option)\b
  \b(?:invalid|illegal) (?:param(?:eter)?|argument|field|property|key|option)s?:? ['"\`]?\w+['"\`]?\.?\s*$
  \bonly supports? non-
  cannot both\b
  only one of
  not both\b
  mutually exclusive
  \bonly (?:be )?(?:allowed|defined|supported|valid|available|used|specified|set) (?:when|if|with|for)\b
`;

/** Words by which it says that only the value is wrong, and that there are others it takes. */
const valueWords = phrases`
  unsupported_value
  unsupported value
  \b(?:supported|valid|allowed|possible) (?:values|levels)
  must be one of
  (?<!\bfield [^.\n]{0,80})expected one of
  input should be ['"]
  literal_error
  is not one of
  not a valid (?:choice|enum)
  unknown variant
  only the default
  \bonly -?\d[\d.]* (?:is|are) (?:allowed|supported|accepted)
  \b(?:may|can|must) only be (?:set to )?-?\d
  \bmust be (?:set to |exactly |equal to )?-?\d[\d.]* (?:for|with|when|if)\b
`;

/** Words of a number beyond its range. */
const rangeWords = phrases`
  \b(?:must|should|has to) be\b
  \b(?:out of|not in|in the) (?:the )?range\b
  \bat (?:most|least)\b
`;

/** How a refusal says that two parameters do not go together: the last one named is left out. */
const together = /\bboth\b|together|simultaneously|only one of|mutually exclusive/i;

/** Without them it is another request, so they are no settings of it. */
export const essential: readonly string[] = ["model", "messages", "input"];

/** Everyday words, which name a parameter only where they are marked as one. */
const everyday: readonly string[] = ["stop", "seed", "stream", "n", "user", "model", "messages", "tools"];

/** What is offered instead, which is not what is refused. */
const offers =
  /\b(?:supported|valid|allowed|accepted|available|known) (?:parameters|arguments|fields|properties|options|keys)\b(?: are| include)?:?[^.;\n]*|\bexpected one of\b[^.;\n]*|\b(?:use|try|set|specify|provide) [^.;,\n]{0,40}\binstead\b/gi;

/** What a parameter depends on, which is not refused either. */
const conditions = /(?<=\w\W{0,3} )(?:when|if|unless)\b[^.;\n]*|\b(?:when|if)\b[^,.;\n]*,/gi;

/** What everyday parameters are called in sentences. */
const spoken = new Map([
  ["stream", /\bstreaming\b/i],
  ["stop", /\bstop sequences?\b/i],
  ["output_config", /\beffort levels?\b/i],
  ["response_format", /\bjson mode\b|\bstructured outputs?\b/i],
]);

/** A parameter that was refused. */
export interface RefusedParameter {
  name: string;
  /** `unknown`: it is not taken at all. `value`: not this value of those it may have. `unclear`: anything else, such as a number beyond its range. */
  of: "unknown" | "value" | "unclear";
}

/**
 * Which of the parameters that were sent a refusal is about, by the names under which they were sent, in the order in
 * which they are to be changed. Empty where it is about something else.
 */
export function refusedParameters(said: ErrorBody, sent: readonly string[]): RefusedParameter[] {
  const of = kindOf(`${said.code} ${said.kinds} ${said.message}`);
  const settings = sent.filter((name) => !essential.includes(name));
  const structured = settings.filter((name) => said.parameters.some((one) => isSameName(one, name)));
  // A refusal of something inside a message names the path to it.
  const isInside = said.parameters.some((one) => essential.includes(one));
  const named =
    structured.length > 0 || isInside || (of === "unclear" && !rangeWords.test(said.message))
      ? structured
      : mentioned(said.message, settings);
  const ordered = together.test(said.message) && named.length > 1 ? named.reverse() : named;
  return ordered.map((name) => ({ name, of }));
}

function kindOf(words: string): RefusedParameter["of"] {
  if (valueWords.test(words)) return "value";
  return unknownWords.test(words.replace(offers, "")) ? "unknown" : "unclear";
}

/** `presencePenalty`, `presence-penalty` and `presence_penalty` are one name. */
const plain = (name: string) => name.replace(/[_\-\s]/g, "").toLowerCase();
const isSameName = (one: string, other: string) => plain(one) === plain(other);

/** The sent names that a text holds, first come first; those of a condition only where there are no others. */
function mentioned(text: string, sent: readonly string[]): string[] {
  const told = text.replace(offers, " ");
  const refused = namesIn(told.replace(conditions, " "), sent);
  return refused.length > 0 ? refused : namesIn(told, sent);
}

function namesIn(text: string, sent: readonly string[]): string[] {
  const found = sent.map((name) => ({ name, at: placeIn(text, name) })).filter(({ at }) => at >= 0);
  // `stream` is not meant where `stream options` is.
  const isPart = ({ name, at }: (typeof found)[number]) =>
    found.some((other) => other.at === at && other.name.length > name.length);
  return found
    .filter((one) => !isPart(one))
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

function placeIn(text: string, name: string): number {
  const called = text.search(spoken.get(name) ?? /$^/);
  if (called >= 0) return called;
  const written = name.split("_").join("[_\\-\\s]?");
  if (!everyday.includes(name)) return text.search(new RegExp(`(?<![\\w])${written}(?![\\w])`, "i"));
  const kind =
    "(?:parameters?|parameter\\(s\\)|arguments?|fields?|property|properties|keys?|options?|inputs?)";
  const marked = [
    `['"\`/.]${written}['"\`:.\\[]`,
    `['"\`]${written}\\b`,
    `${kind}(?: supplied)?:?\\s+[["'\`]?${written}\\b`,
    `\\b${written}(?: ${kind}|=)`,
    `[:,>[(]\\s*${written}\\s*(?=[,.;\\])]|$)`,
    `^${written}(?:: | (?:is|are|was|cannot|can|must|should|not)\\b|\\s*$)`,
    `at #/${written}\\b`,
  ];
  return text.search(new RegExp(marked.join("|"), "im"));
}
