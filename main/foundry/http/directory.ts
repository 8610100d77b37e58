import { phrases } from "./phrases.ts";

const place = "(?:tenants?|director(?:y|ies)|issuers?)";

/** Words for a token of another directory (tenant) than the resource's: Foundry, Azure Resource Manager, and validators of tokens in gateways. */
const mismatch = phrases`
  InvalidAuthenticationTokenTenant
  InvalidTenant
  Tenant(?:Id)?Mismatch
  cross[- ]?tenant
  \b(?:${place}|tid|iss)\b.{0,80}(?:not match|mismatch|different|not (?:allowed|permitted|trusted|accepted|expected|configured|valid)|unexpected|untrusted|validation failed)
  not match.{0,40}\b${place}\b
  (?:wrong|another|invalid|unexpected|untrusted|different|unknown) (?:(?:microsoft )?entra |azure ad )?${place}\b
  issuer.{0,40}(?:invalid|unknown)
`;

/** Whether a refusal says that the token is of another directory than the resource's. */
export const speaksOfDirectory = (words: string): boolean => mismatch.test(words);

/** A directory as refusals name it: by its id, or by the domain that each has from Microsoft. */
const directory =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![\w-])[\w-]{1,63}\.onmicrosoft\.(?:com|us|cn)/gi;

/** What stands before the directory that would be right, and before the token's own. The nearest word counts. */
const labels =
  /((?:resource|subscription|match(?:es)?\b|expect(?:ed|s)?|must|should|required?|valid(?!at)|authority|allow(?:ed)?|accept(?:ed|s)?|trusted)(?: ?issuers?)?)|(token|caller|found|provided|issuer|\bis from\b|your|account)/gi;

/** Characters before a directory in which its label is looked for. */
const reach = 120;

/**
 * The directory whose tokens a resource takes, as its refusal names it, in words or as the place to sign in at
 * (`authorization_uri` of `www-authenticate`: Azure Resource Manager); empty where neither does. `own` is the token's,
 * which refusals name as well; empty where it is not known.
 */
export function wantedDirectory(headers: Headers, message: string, own: string): string {
  const isOther = (name: string) => name.toLowerCase() !== own.toLowerCase();
  const named = [...message.matchAll(directory)].filter(([name]) => isOther(name));
  const labelled = named.find(({ index }) => {
    const before = [...message.slice(Math.max(0, index - reach), index).matchAll(labels)].at(-1);
    return before?.[1] !== undefined;
  });
  if (labelled) return labelled[0].toLowerCase();
  const challenged = challengedDirectory(headers);
  if (challenged !== "" && isOther(challenged)) return challenged;
  const names = [...new Set(named.map(([name]) => name.toLowerCase()))];
  return own !== "" && names.length === 1 ? (names[0] ?? "") : "";
}

/** The directory at which `www-authenticate` wants a token asked for; empty where it names none. */
export function challengedDirectory(headers: Headers): string {
  const said = headers.get("www-authenticate") ?? "";
  const [, address = ""] = /\bauthorization(?:_uri)?="?(https:\/\/[^",\s]+)/i.exec(said) ?? [];
  return (address.match(directory)?.[0] ?? "").toLowerCase();
}
