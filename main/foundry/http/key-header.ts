import { phrases } from "./phrases.ts";

const key =
  "(?:(?:subscription|api|access)[ _-]?key|authorization|authentication (?:token|header)|x-functions-key)";
const without = "(?:missing|required|not (?:found|provided|supplied|present|set))";

/** Words of a request in which no key was found: API Management, Apigee, Kong, Tyk, WSO2, FastAPI, and the services of models. */
const missing = phrases`
  \b(?:missing|no(?! longer)|without|absent|lacks?|not (?:find|found|provided|supplied|present|set)|n['’]t (?:find|provide))\b.{0,40}\b${key}
  \b${key}(?: (?:header|field))? (?:is |was |in request )?${without}
  \bheader ['"\`]?[\w-]*(?:key|authorization)['"\`]? (?:is |was )?${without}
  \bheader\.[\w-]*(?:key|authorization): (?:field required|missing)
  failed to resolve api key
  missing credentials
  \b(?:no|missing) (?:\w+ )?(?:auth|bearer)\b
  \bcredentials (?:were|are) not (?:provided|found|supplied)
  \bnot authenticated\b
`;

/** Words that ask for a key. They stand in refusals of a wrong one as well. */
const asking = phrases`\b(?:include|provide|requires?)\b.{0,40}\b${key}`;
const wrong = /\b(?:invalid|incorrect|wrong|(?<!not )expired|unknown|malformed)\b/i;

/** Whether a refusal says that it found no key, rather than a wrong one. */
export const isKeyMissing = (words: string): boolean =>
  missing.test(words) || (asking.test(words) && !wrong.test(words));

/**
 * The header field in which a gateway looks for a key, where it says so: API Management in `www-authenticate`, or in
 * words, of which those in quotes or beside "header" count before what only looks like one.
 */
export function wantedHeader(headers: Headers, message: string): string {
  const [, challenged] = /\bname="?([\w-]+)"?/i.exec(headers.get("www-authenticate") ?? "") ?? [];
  if (challenged !== undefined) return challenged;
  const written = headerWords.flatMap((pattern) => pattern.exec(message)?.[1] ?? []);
  return written[0] ?? (/subscription[ _-]?key/i.test(message) ? usualSubscriptionHeader : "");
}

/** How refusals name a header field. Everything is bounded: it is looked for in text that others have written. */
const headerWords = [
  /\b(?:request\.)?header\.([\w-]{1,64})/i,
  /\bheaders?(?: field)?(?: named| name| called)?[\s:=]{0,3}['"`“]([\w-]{1,64})['"`”]/i,
  /['"`“]([\w-]{1,64})['"`”] (?:request |http )?header/i,
  /(?<![\w.-])(x-[\w-]{1,62}|ocp-[\w-]{1,60}|[\w-]{1,40}-subscription-key|api-key|apikey)\b/i,
  /(?<![\w-])([a-z\d]{1,30}(?:-[a-z\d]{1,30}){1,6}|authorization) (?:request |http )?header/i,
  /\bheaders?(?: field)?(?: named| called)?:? ([a-z\d]{1,30}(?:-[a-z\d]{1,30}){1,6}|authorization)\b/i,
];

/** What API Management calls it unless it was told otherwise (its page on subscriptions). */
const usualSubscriptionHeader = "Ocp-Apim-Subscription-Key";
